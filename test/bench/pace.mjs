import { countersOf } from './writes.mjs';
import { decimals, percent, shownSpread } from './statistics.mjs';

const ITEMS = 300;
const LIMIT = 20;

/** Single reads from the stand-in, which counts arrivals and refuses the 21st within any second. */
export async function measurePace({ lab, sandbox, ids, rounds }) {
	const node = {
		name: 'Ours',
		type: 'n8n-nodes-retailkit.inventorum',
		credential: 'till',
		parameters: {
			resource: 'product',
			operation: 'get',
			product: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		},
	};
	const items = Array.from({ length: ITEMS }, (_, index) => ({ id: ids[index % ids.length] }));
	const counters = countersOf(sandbox, 'inventorum');
	const results = await lab.measure([node], { items, rounds, counters, warmUp: false });
	const seconds = results.map(({ Ours }) => Ours.ms / 1000);
	return [
		{
			measure: `Limit of ${LIMIT} requests a second: share that is used`,
			target: '≥ 95 %',
			values: seconds.map((time) => ITEMS / (LIMIT * time)),
			show: percent,
			isMet: (share) => share >= 0.95,
			how: `INVENTORUM: Product > Get for ${ITEMS} items; time of the node: ${shownSpread(seconds, decimals(2))} s`,
		},
		{
			measure: 'The same: 429 answers',
			target: '0',
			values: results.map(({ counted }) => counted.rateLimited),
			show: decimals(0),
			isMet: (count) => count === 0,
			isCount: true,
			how: 'as the stand-in counted them',
		},
	];
}
