import type { INodeExecutionData } from 'n8n-workflow';
import { itemsOf } from '../harness/host';
import { adjustForm } from './forms';
import { getRefusal } from './samples/get';
import { byId, errorOf, pairsOf, playVendor, refusal, runProduct, till } from './support';

const EACH = { product: byId('={{ $json.sku }}') };

/** Good, refused before sending, refused by the vendor, and so on. */
const MIXED = [{ sku: '1' }, { sku: 'two' }, { sku: '3' }, { sku: '' }, { sku: '5' }, { sku: '6' }];

const texts = (items: INodeExecutionData[] = []) => items.map(({ json }) => json.error);

describe('Continue On Fail', () => {
	playVendor();

	function playMixed(): void {
		till().get('/api/products/1/').delay(30).reply(200, { id: 1 });
		till().get('/api/products/3/').delay(20).reply(404, getRefusal);
		till().get('/api/products/5/').delay(10).reply(200, { id: 5 });
		till().get('/api/products/6/').reply(403, {});
	}

	it('sends good items to the first output and failed ones to the second, in order', async () => {
		playMixed();
		const { outputs, error } = await runProduct('get', EACH, MIXED, { errorOutput: true });
		expect(error).toBeUndefined();
		expect(outputs[0]?.map(({ json }) => json)).toEqual([{ id: 1 }, { id: 5 }]);
		expect(pairsOf(outputs[0])).toEqual([0, 4]);
		expect(texts(outputs[1])).toEqual([
			'Product: expected a product ID, which has digits only, but got “two” [item 1]',
			'INVENTORUM knows no Product 3 [item 2]',
			'Product: expected a product ID, which has digits only, but got nothing [item 3]',
			'The INVENTORUM credential may not do this [item 5]',
		]);
		expect(pairsOf(outputs[1])).toEqual([1, 2, 3, 5]);
	});

	it('hands on the error itself, with what to do about it', async () => {
		playMixed();
		const { outputs } = await runProduct('get', EACH, MIXED, { errorOutput: true });
		const failed = outputs[1] ?? [];
		expect(failed.map(({ error }) => error?.name)).toEqual([
			'NodeOperationError',
			'NodeApiError',
			'NodeOperationError',
			'NodeApiError',
		]);
		for (const { error } of failed) expect(error?.description).toMatch(/^\w.*\.$/);
	});

	it('goes on after a refused write', async () => {
		const path = (id: number) => `/api/products/${id}/adjust_inventory/`;
		till()
			.put(path(1))
			.reply(400, refusal({ quantity: ['Not enough.'] }));
		till().put(path(2)).reply(500, {});
		till().put(path(3)).reply(200, { id: 3 });
		const items = [{ sku: 1 }, { sku: 2 }, { sku: 3 }];
		const result = await runProduct('adjustInventory', { ...adjustForm, ...EACH }, items, {
			errorOutput: true,
		});
		expect(result.outputs[0]?.map(({ json }) => json)).toEqual([{ id: 3 }]);
		expect(texts(result.outputs[1])).toEqual([
			'Quantity Change: Not enough. [item 0]',
			'INVENTORUM could not process the request (HTTP 500) [item 1]',
		]);
	});

	it('sends nothing where every item is refused beforehand', async () => {
		const { outputs } = await runProduct('get', EACH, [{ sku: 'a' }, { sku: 'b' }], {
			errorOutput: true,
		});
		expect(outputs[0]).toEqual([]);
		expect(pairsOf(outputs[1])).toEqual([0, 1]);
	});

	it('lists for the other items when one list fails', async () => {
		const page = (search: string) =>
			till().get('/api/products/').query({ search, limit: '40', page: '1' });
		page('a').reply(200, { total: 2, data: [{ id: 1 }, { id: 2 }] });
		page('b').reply(403, {});
		const { outputs } = await runProduct(
			'getAll',
			{ returnAll: true, filters: { search: '={{ $json.word }}' } },
			[{ word: 'a' }, { word: 'b' }],
			{ errorOutput: true },
		);
		expect(outputs[0]?.map(({ json }) => json)).toEqual([{ id: 1 }, { id: 2 }]);
		expect(pairsOf(outputs[0])).toEqual([0, 0]);
		expect(pairsOf(outputs[1])).toEqual([1]);
	});
});

describe('without Continue On Fail', () => {
	playVendor();

	it('sends nothing at all as long as any item is refused', async () => {
		const request = till().get('/api/products/1/').reply(200, { id: 1 });
		const result = await runProduct('get', EACH, [{ sku: '1' }, { sku: 'two' }]);
		expect(errorOf(result).message).toBe(
			'Product: expected a product ID, which has digits only, but got “two” [item 1]',
		);
		expect(errorOf(result).description).toBe(
			'Nothing was sent for this item. Correct “Product” in the node, or in the data that its expression reads.',
		);
		expect(request.isDone()).toBe(false);
		itemsOf(await runProduct('get', EACH, [{ sku: '1' }]));
	});

	it('puts out nothing when the vendor refuses one of the items', async () => {
		till().get('/api/products/1/').reply(200, { id: 1 });
		till().get('/api/products/2/').reply(404, getRefusal);
		const result = await runProduct('get', EACH, [{ sku: '1' }, { sku: '2' }]);
		expect(errorOf(result).message).toBe('INVENTORUM knows no Product 2 [item 1]');
		expect(result.outputs.flat()).toEqual([]);
	});

	it('does nothing where there are no items', async () => {
		const result = await runProduct('get', EACH, []);
		expect(result.outputs.flat()).toEqual([]);
	});
});
