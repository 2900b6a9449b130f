import { httpRequest } from './httpRequest.mjs';
import { decimals, shownSpread, spreadOf } from './statistics.mjs';

const RECORDS = 1000;

/** New stock for products that the stand-in has; 50 of ours share a request. */
export async function measureUpdates({ lab, sandbox, credentials, rounds }) {
	const update = '{ virtual_inventory: [{ sku: $json.sku, quantity_in_stock: $json.stock }] }';
	const ours = (name, sku, stock) => ({
		name,
		type: 'n8n-nodes-retailkit.finerWorks',
		credential: 'print shop without limit',
		parameters: {
			resource: 'virtualInventory',
			operation: 'update',
			sku,
			updateFields: { quantityInStock: stock },
		},
	});
	const nodes = [
		ours('Ours', '={{ $json.sku }}', '={{ $json.stock }}'),
		ours('Evaluated', '={{ $json.sku + "" }}', '={{ $json.stock + 0 }}'),
		httpRequest({
			credential: 'print shop without limit',
			type: 'finerWorksApi',
			method: 'PUT',
			url: `${sandbox.finerworks}/v3/update_virtual_inventory`,
			body: `={{ ${update} }}`,
		}),
	];
	const skus = await skusOf(sandbox, credentials.finerWorksApi);
	const items = skus.map((sku, index) => ({ sku, stock: 100 + index }));
	const counters = countersOf(sandbox, 'finerworks');
	const results = await lab.measure(nodes, { items, rounds, counters });
	// Both of ours send as few as they may, or one of them would show in the sum.
	const requests = oursOf(results).map((count) => count / 2);
	const ratio = (name) => results.map((result) => result[name].ms / result['HTTP Request'].ms);
	return [
		{
			measure: '1,000 inventory updates: time of the node, ours / HTTP Request',
			target: '≤ 0.1',
			values: ratio('Ours'),
			show: decimals(3),
			isMet: (value) => value <= 0.1,
			how: `FinerWorks: Virtual Inventory > Update, limiter off. Ours: ${timesOf(results, 'Ours')}; HTTP Request, one request per item, all at once: ${timesOf(results, 'HTTP Request')}. Ours with expressions that n8n has to evaluate: ${shownSpread(ratio('Evaluated'), decimals(3))}`,
		},
		{
			measure: 'The same: requests',
			target: '20',
			values: requests,
			show: decimals(0),
			isMet: (count) => count === 20,
			isCount: true,
			how: `as the stand-in counted them; HTTP Request: ${RECORDS}`,
		},
	];
}

/** Products as one job, its outcome waited for, against a job for each product. */
export async function measureJobs({ lab, sandbox, rounds }) {
	const job =
		"{ job: { entity: 'Product', operation: 'upsert', options: { object_in_response: false }, data: [$json] } }";
	const nodes = [
		{
			name: 'Ours',
			type: 'n8n-nodes-retailkit.comestri',
			credential: 'catalogue without limit',
			parameters: { resource: 'job', operation: 'createAndWait' },
		},
		httpRequest({
			credential: 'catalogue without limit',
			type: 'comestriApi',
			method: 'POST',
			url: `${sandbox.comestri}/api/v2/jobs`,
			body: `={{ ${job} }}`,
		}),
	];
	const items = Array.from({ length: RECORDS }, (_, index) => ({
		code: `B-${index}`,
		name: `Bench ${index}`,
	}));
	const counters = countersOf(sandbox, 'comestri');
	const results = await lab.measure(nodes, { items, rounds, counters });
	const requests = oursOf(results);
	return [
		{
			measure: '1,000 job records: requests, ours / one request each',
			target: '≤ 0.02',
			values: requests.map((count) => count / RECORDS),
			show: decimals(3),
			isMet: (ratio) => ratio <= 0.02,
			how: `Comestri: Job > Create and Wait, looks at the job included: ${shownSpread(requests, decimals(0))} requests, ${timesOf(results, 'Ours')} with the wait for the job; HTTP Request: ${RECORDS} requests without any look`,
		},
	];
}

/** What the vendor counted, less the other node's one request for each item. */
function oursOf(results) {
	return results.map(({ Ours, 'HTTP Request': other, counted }) => {
		if (Ours.items !== RECORDS || other.items !== RECORDS) {
			throw new Error(`${Ours.items} and ${other.items} results for ${RECORDS} records`);
		}
		return counted.requests - RECORDS;
	});
}

const timesOf = (results, name) => `${spreadOf(results, name, 'ms', decimals(0))} ms`;

export const countersOf = (sandbox, vendor) => async () => {
	const { requests, rateLimited = 0 } = await sandbox.control(vendor, 'GET', '/stats');
	return { requests, rateLimited };
};

const PAGE_SIZE = 50;

/** The SKUs of as many products of the stand-in. */
async function skusOf({ finerworks }, { webApiKey, appKey }) {
	const skus = [];
	for (let page = 1; skus.length < RECORDS; page += 1) {
		const response = await fetch(`${finerworks}/v3/list_virtual_inventory`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', web_api_key: webApiKey, app_key: appKey },
			body: JSON.stringify({ page_number: page, per_page: PAGE_SIZE }),
		});
		const { products } = await response.json();
		if (products.length === 0) throw new Error(`The stand-in has ${skus.length} products only`);
		skus.push(...products.map(({ sku }) => sku));
	}
	return skus.slice(0, RECORDS);
}
