import { decimals, shownSpread } from './statistics.mjs';

export const PRODUCTS = 72_267;
const PAGE_SIZE = 40;
const MEGABYTE = 1024 ** 2;

/** A whole list: our node against the least code that reads it with the same helper of n8n. */
export async function measureList({ lab, vendor, rounds }) {
	const nodes = [
		{
			name: 'Ours',
			type: 'n8n-nodes-retailkit.inventorum',
			credential: 'till without limit',
			parameters: { resource: 'product', operation: 'getAll', returnAll: true, simplify: false },
		},
		{
			name: 'Loop',
			type: 'CUSTOM.benchLoop',
			credential: 'till without limit',
			parameters: { url: `${vendor.api}/products/`, pageSize: PAGE_SIZE },
		},
	];
	const results = await lab.measure(nodes, { items: [{}], rounds, size: true });
	for (const { Ours, Loop } of results) {
		if (Ours.items !== PRODUCTS || Loop.items !== PRODUCTS) {
			throw new Error(`List: ${Ours.items} and ${Loop.items} products of ${PRODUCTS}`);
		}
	}
	const times = (name) =>
		`${shownSpread(
			results.map((result) => result[name].ms / 1000),
			decimals(1),
		)} s`;
	const memory = (name) => results.map((result) => result[name].peakBytes / result[name].bytes);
	return [
		{
			measure: `Return All of ${PRODUCTS} products at ${PAGE_SIZE} a page: time, ours / a bare loop`,
			target: '≤ 1.25',
			values: results.map(({ Ours, Loop }) => Ours.ms / Loop.ms),
			show: decimals(2),
			isMet: (ratio) => ratio <= 1.25,
			how: `INVENTORUM: Product > Get Many, limiter off. Ours: ${times('Ours')}; loop around the same helper of n8n: ${times('Loop')}`,
		},
		{
			measure: 'The same: peak memory / size of the result as JSON',
			target: '≤ 4',
			values: memory('Ours'),
			show: decimals(2),
			isMet: (ratio) => ratio <= 4,
			how: `heap and buffers, garbage included, above what was in use before; result: ${(results[0].Ours.bytes / MEGABYTE).toFixed(1)} MB; bare loop: ${shownSpread(memory('Loop'), decimals(2))}`,
		},
	];
}
