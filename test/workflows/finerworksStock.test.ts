import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { APP_KEY, WEB_API_KEY } from '../../sandbox/finerworks/credentials';
import { startFinerWorksSandbox, type FinerWorksSandbox } from '../../sandbox/finerworks/server';
import { Host, itemsOf, type RunResult } from '../harness/host';
import { pairsOf } from '../operations/support';

let sandbox: FinerWorksSandbox;
let host: Host;

beforeAll(async () => {
	sandbox = await startFinerWorksSandbox({ port: 0, generatedProducts: 1000 });
	host = new Host();
	host.credentials.data.finerWorksApi = {
		webApiKey: WEB_API_KEY,
		appKey: APP_KEY,
		environment: 'custom',
		baseUrl: sandbox.url,
		requestsPerSecond: 0,
	};
});

beforeEach(() => {
	sandbox.reset();
	sandbox.settings.refuseUnknownSkus = false;
});

afterAll(async () => await sandbox.close());

async function run(
	operation: string,
	form: INodeParameters,
	items: IDataObject[] = [{}],
): Promise<RunResult> {
	const parameters = { resource: 'virtualInventory', operation, ...form };
	return await host.run('finerWorks', parameters, items, { errorOutput: true });
}

const skus = (count: number) =>
	sandbox.inventory
		.all()
		.slice(0, count)
		.map(({ sku }) => sku);

const stock: INodeParameters = {
	sku: '={{ $json.sku }}',
	updateFields: { quantityInStock: '={{ $json.stock }}' },
};

const levels = (count: number): IDataObject[] =>
	skus(count).map((sku, index) => ({ sku, stock: 1000 + index }));

describe('the stock of a thousand products', () => {
	it('takes twenty requests', async () => {
		const items = levels(1000);
		const rows = itemsOf(await run('update', stock, items));
		expect(sandbox.stats().requests).toBe(20);
		expect(rows.map(({ sku, quantity_in_stock: left }) => ({ sku, stock: left }))).toEqual(items);
		for (const { sku, stock: left } of items) {
			expect(sandbox.inventory.get(String(sku))?.quantityInStock).toBe(left);
		}
	});

	it.each([
		['is missing from the answer', false, 20],
		['refuses its whole request', true, 21],
	])('one bad SKU, which %s, concerns no other', async (_, refuseUnknownSkus, requests) => {
		sandbox.settings.refuseUnknownSkus = refuseUnknownSkus;
		const items = levels(1000);
		items[345] = { sku: 'AP0P0', stock: 1 };
		const { outputs } = await run('update', stock, items);
		expect(sandbox.stats().requests).toBe(requests);
		expect(outputs[0]).toHaveLength(999);
		expect(pairsOf(outputs[1])).toEqual([345]);
		expect(outputs[1]?.[0]?.json.error).toMatch(/^SKU: .*AP0P0/);
		const others = items.map((_each, index) => index).filter((index) => index !== 345);
		expect(pairsOf(outputs[0])).toEqual(others);
	});

	it('survives an hour of bad luck', async () => {
		const unlucky = { path: 'update_virtual_inventory', times: 1 } as const;
		sandbox.faults.add({ ...unlucky, kind: 'resetAfterWrite' });
		sandbox.faults.add({ ...unlucky, kind: 'status', status: 503 });
		sandbox.faults.add({ ...unlucky, kind: 'truncate' });
		expect(itemsOf(await run('update', stock, levels(200)))).toHaveLength(200);
		expect(sandbox.stats().requests).toBe(7);
	});
});

describe('the list of products', () => {
	it('has exactly those of 120 SKUs', async () => {
		const wanted = skus(130).slice(10);
		const rows = itemsOf(
			await run('getAll', { returnAll: true, filters: { skus: wanted.join(', ') } }),
		);
		expect(rows.map(({ sku }) => sku).sort()).toEqual([...wanted].sort());
		// Fifty, fifty and twenty; a full page could have a successor while the counters are zero.
		expect(sandbox.stats().requests).toBe(5);
	});

	it.each([true, false])(
		'is complete, whether counters are zero or not (%s)',
		async (zeroCounts) => {
			sandbox.settings.zeroCounts = zeroCounts;
			const rows = itemsOf(await run('getAll', { returnAll: true }));
			expect(new Set(rows.map(({ sku }) => sku)).size).toBe(sandbox.inventory.size);
			sandbox.settings.zeroCounts = true;
		},
	);

	it('ends at the limit', async () => {
		expect(itemsOf(await run('getAll', { limit: 120 }))).toHaveLength(120);
		expect(sandbox.stats().requests).toBe(3);
	});

	it('sorts and filters', async () => {
		const rows = itemsOf(
			await run('getAll', {
				limit: 5,
				filters: { search: 'canvas', createdFrom: '2000-01-01' },
				sort: { sortField: 'title', sortDirection: 'ASC' },
			}),
		);
		const names = rows.map(({ name }) => String(name).toLowerCase());
		expect(names).toHaveLength(5);
		expect(names).toEqual([...names].sort());
	});
});

it('deletes products, fifty in a request', async () => {
	const gone = skus(120);
	const items = gone.map((sku) => ({ sku }));
	const rows = itemsOf(await run('delete', { sku: '={{ $json.sku }}' }, items));
	expect(rows).toEqual(gone.map((sku) => ({ deleted: true, sku })));
	expect(gone.filter((sku) => sandbox.inventory.get(sku) !== undefined)).toEqual([]);
	expect(sandbox.stats().requests).toBe(3);
});

it('disconnects a platform from all products', async () => {
	const linked = () =>
		sandbox.inventory.all().filter(({ thirdParty }) => thirdParty?.shopify_product_id).length;
	expect(linked()).toBeGreaterThan(0);
	const form = { platform: 'shopify', isConfirmed: true };
	expect(itemsOf(await run('disconnect', form))).toEqual([
		{ disconnected: true, platform: 'shopify' },
	]);
	expect(linked()).toBe(0);
});
