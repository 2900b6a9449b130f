import { HEADER_AUTH, httpRequest } from './httpRequest.mjs';
import { decimals, spreadOf } from './statistics.mjs';

const ITEMS = 1000;
const FIRST_ID = 10_000;

/** INVENTORUM sends ten at once; n8n's node, told so, starts ten each millisecond. */
const TEN_AT_ONCE = { batching: { batch: { batchSize: 10, batchInterval: 1 } } };

/** Reads products one by one: our node, and n8n's HTTP Request in several settings. */
export async function measureReads({ lab, vendor, rounds }) {
	const id = '{{ $json.id }}';
	const request = {
		credential: 'till without limit',
		type: 'inventorumApi',
		url: `=${vendor.api}/products/${id}/`,
		version: 10,
	};
	const nodes = [
		{
			name: 'Ours',
			type: 'n8n-nodes-retailkit.inventorum',
			credential: 'till without limit',
			parameters: {
				resource: 'product',
				operation: 'get',
				product: { __rl: true, mode: 'id', value: `=${id}` },
				simplify: false,
			},
		},
		httpRequest({ ...request, name: 'All at once' }),
		httpRequest({ ...request, name: 'Ten at once', options: TEN_AT_ONCE }),
		httpRequest({ ...request, name: 'Header', credential: 'header', type: HEADER_AUTH }),
	];
	const items = Array.from({ length: ITEMS }, (_, index) => ({ id: FIRST_ID + index }));
	const results = await lab.measure(nodes, { items, rounds, counters: vendor.counters });
	for (const { counted, Ours } of results) {
		if (counted.requests !== nodes.length * ITEMS || Ours.items !== ITEMS) {
			throw new Error(`Reads: ${counted.requests} requests, ${Ours.items} products`);
		}
	}
	const rivals = nodes.slice(1).map(({ name }) => name);
	const fastest = (result, measure) => Math.min(...rivals.map((name) => result[name][measure]));
	const ratios = (measure) =>
		results.map((result) => result.Ours[measure] / fastest(result, measure));
	const asTimes = (name) => `${name}: ${spreadOf(results, name, 'ms', decimals(0))} ms`;
	const asCpu = (name) => `${name}: ${spreadOf(results, name, 'cpuMsPerItem', decimals(2))} ms`;
	const names = nodes.map(({ name }) => name);
	return [
		{
			measure: '1,000 single reads: time of the node, ours / HTTP Request',
			target: '≤ 1.0',
			values: ratios('ms'),
			show: decimals(2),
			isMet: (ratio) => ratio <= 1,
			how: `INVENTORUM: Product > Get; the fastest of HTTP Request's settings counts in each round. ${names.map(asTimes).join('; ')}`,
		},
		{
			measure: 'The same: CPU time of n8n per item, ours / HTTP Request',
			target: '≤ 1.0',
			values: ratios('cpuMs'),
			show: decimals(2),
			isMet: (ratio) => ratio <= 1,
			how: names.map(asCpu).join('; '),
		},
	];
}
