import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../../harness/host';
import { connectionError, errorOf, pairsOf, playVendor } from '../support';
import { answering, modelState, run, shop } from './support';

const OK = { success: true, status_code: 200, message: '' };

const UPDATE = '/v3/update_virtual_inventory';
const SUBMIT = '/v3/submit_orders_v2';
const STATUS = '/v3/fetch_order_status';

const stockForm: INodeParameters = {
	sku: '={{ $json.sku }}',
	updateFields: { quantityInStock: '={{ $json.stock }}' },
	options: { accountKey: '={{ $json.account ?? "" }}' },
};

const skusOf = (body: IDataObject) =>
	(body.virtual_inventory as IDataObject[]).map(({ sku }) => String(sku));

const texts = (items: { json: IDataObject }[] = []) => items.map(({ json }) => String(json.error));

describe('updating stock', () => {
	playVendor();

	it('fills requests of fifty and matches the answers by SKU, in any order', async () => {
		const bodies = answering(
			'PUT',
			UPDATE,
			(body) => [
				200,
				{
					status: OK,
					products: skusOf(body)
						.reverse()
						.map((sku) => ({ sku })),
				},
			],
			3,
		);
		const items = Array.from({ length: 120 }, (_, index) => ({
			sku: `AP1P${index}`,
			stock: index,
		}));
		const result = await run('virtualInventory.update', stockForm, items);
		expect(bodies.map((body) => skusOf(body).length)).toEqual([50, 50, 20]);
		expect(itemsOf(result).map(({ sku }) => sku)).toEqual(items.map(({ sku }) => sku));
		expect(pairsOf(result.outputs[0])).toEqual(items.map((_, index) => index));
	});

	it('keeps accounts and equal SKUs apart', async () => {
		const bodies = answering(
			'PUT',
			UPDATE,
			(body) => [200, { status: OK, products: skusOf(body).map((sku) => ({ sku })) }],
			3,
		);
		await run('virtualInventory.update', stockForm, [
			{ sku: 'A', stock: 1 },
			{ sku: 'B', stock: 2, account: 'other' },
			{ sku: 'a', stock: 3 },
		]);
		expect(bodies.map((body) => [skusOf(body), body.account_key])).toEqual(
			expect.arrayContaining([
				[['A'], undefined],
				[['B'], 'other'],
				[['a'], undefined],
			]),
		);
	});

	it('gives a SKU that the answer does not have an error of its own', async () => {
		answering('PUT', UPDATE, () => [200, { status: OK, products: [{ sku: 'ap1p1' }] }]);
		const items = [
			{ sku: 'AP1P1', stock: 1 },
			{ sku: 'AP1P2', stock: 1 },
		];
		const result = await run('virtualInventory.update', stockForm, items, { errorOutput: true });
		expect(pairsOf(result.outputs[0])).toEqual([0]);
		expect(texts(result.outputs[1])).toEqual([
			'SKU: FinerWorks changed no product with the SKU “AP1P2” [item 1]',
		]);
	});

	it('sends the others again when a refusal names some', async () => {
		let asked = 0;
		const bodies = answering(
			'PUT',
			UPDATE,
			(body) => {
				asked += 1;
				if (asked > 1) return [200, { products: skusOf(body).map((sku) => ({ sku })) }];
				return modelState({ 'request.virtual_inventory[1].sku': ['There is no such product.'] });
			},
			2,
		);
		const items = ['A', 'B', 'C'].map((sku) => ({ sku, stock: 1 }));
		const result = await run('virtualInventory.update', stockForm, items, { errorOutput: true });
		expect(bodies.map(skusOf)).toEqual([
			['A', 'B', 'C'],
			['A', 'C'],
		]);
		expect(pairsOf(result.outputs[0])).toEqual([0, 2]);
		expect(texts(result.outputs[1])).toEqual(['SKU: There is no such product. [item 1]']);
	});

	it.each([
		[{ sku: '  ', stock: 1 }, 'SKU: expected the SKU of a product, but got'],
		[{ sku: null, stock: 1 }, 'SKU: expected the SKU of a product, but got nothing'],
		[{ sku: 'A', stock: -1 }, 'Quantity in Stock: expected a whole number of at least 0'],
		[{ sku: 'A', stock: 'many' }, 'Quantity in Stock: expected a whole number of at least 0'],
	])('refuses %j by name, and the rest goes on', async (bad, problem) => {
		answering('PUT', UPDATE, (body) => [200, { products: skusOf(body).map((sku) => ({ sku })) }]);
		const items = [bad, { sku: 'B', stock: 2 }];
		const result = await run('virtualInventory.update', stockForm, items, { errorOutput: true });
		expect(pairsOf(result.outputs[0])).toEqual([1]);
		expect(texts(result.outputs[1])[0]).toContain(problem);
	});

	it.each([
		[{}, 'Update Fields: expected at least one field'],
		[
			{ platformIds: { values: [{ platform: 'etsy_product_id', value: 'abc' }] } },
			'Platform IDs, entry 1, ID: expected a whole number, but got “abc”',
		],
	])('refuses the changes %j', async (updateFields, problem) => {
		const form = { sku: 'A', updateFields } as INodeParameters;
		expect(errorOf(await run('virtualInventory.update', form)).message).toContain(problem);
	});

	it('disconnects nothing without being told twice', async () => {
		const form = { platform: 'shopify', isConfirmed: false };
		expect(errorOf(await run('virtualInventory.disconnect', form)).message).toContain(
			'Disconnect All Products: expected to be switched on',
		);
	});
});

const orderForm: INodeParameters = {
	specifyOrder: 'json',
	orderJson: '={{ $json }}',
	paymentToken: 'payment-token-1',
};

const orders = (...pos: string[]): IDataObject[] =>
	pos.map((order_po) => ({ order_po, shipping_code: 'SD' }));

const posOf = (body: IDataObject) =>
	(body.orders as IDataObject[]).map(({ order_po: po }) => String(po));

const confirmed = (pos: string[]) => ({
	status: OK,
	orders: pos.map((order_po, index) => ({ order_po, order_id: index + 1 })),
});

describe('submitting orders', () => {
	playVendor();

	it('matches the confirmations by order_po, in any order', async () => {
		answering('POST', SUBMIT, (body) => [200, confirmed(posOf(body).reverse())]);
		const result = await run('order.submit', orderForm, orders('P1', 'P2', 'P3'));
		expect(itemsOf(result)).toEqual([
			{ outcome: 'placed', order_po: 'P1', order_id: 3 },
			{ outcome: 'placed', order_po: 'P2', order_id: 2 },
			{ outcome: 'placed', order_po: 'P3', order_id: 1 },
		]);
	});

	it.each([
		[{ validateOnly: true }, 'valid'],
		[{ paymentToken: 'xxxx' }, 'test'],
		[{ additionalFields: { testMode: true } }, 'test'],
	])('takes orders: null for success with %j', async (form, outcome) => {
		answering('POST', SUBMIT, () => [200, { status: OK, orders: null }]);
		const result = await run('order.submit', { ...orderForm, ...form }, orders('P1'));
		expect(itemsOf(result)).toEqual([{ outcome, order_po: 'P1' }]);
	});

	it('does not take orders: null for success otherwise', async () => {
		answering('POST', SUBMIT, () => [200, { status: OK, orders: null }]);
		const { message, description } = errorOf(await run('order.submit', orderForm, orders('P1')));
		expect(message).toBe('Order PO: FinerWorks did not confirm the order “P1” [item 0]');
		expect(description).toBe('Look the order up with Get Status before you submit it again.');
	});

	it('sends an order that two items name only once', async () => {
		const bodies = answering('POST', SUBMIT, (body) => [200, confirmed(posOf(body))]);
		const two = orders('P1', 'P2', 'P1');
		const result = await run('order.submit', orderForm, two, { errorOutput: true });
		expect(bodies.map(posOf)).toEqual([['P1', 'P2']]);
		expect(texts(result.outputs[1])).toEqual([
			'Order PO: “P1” stands in item 0 already, and is sent only once [item 2]',
		]);
	});

	it('looks an order up when the answer is empty', async () => {
		shop().post(SUBMIT).reply(200, '');
		const found = [{ order_po: 'P1', order_id: 1, order_status_id: 3 }];
		answering('POST', STATUS, () => [200, { status: OK, orders: found }]);
		const result = await run('order.submit', orderForm, orders('P1'));
		expect(itemsOf(result)).toMatchObject([{ outcome: 'placed', order_po: 'P1' }]);
	});

	it('says what was placed before the node stopped', async () => {
		answering('POST', SUBMIT, () => [
			200,
			{ status: OK, orders: [{ order_po: 'P1', order_id: 1 }] },
		]);
		const { description } = errorOf(await run('order.submit', orderForm, orders('P1', 'P2')));
		expect(description).toContain('Carried out before the node stopped: item 0.');
	});

	it('tells each order what was said of it alone', async () => {
		answering('POST', SUBMIT, () =>
			modelState({
				'request.orders[0].recipient.state_code': ['Must be left blank.'],
				'request.orders[1].order_po': ['Too long.'],
			}),
		);
		const result = await run('order.submit', orderForm, orders('P1', 'P2'), { errorOutput: true });
		expect(texts(result.outputs[1])).toEqual([
			'State: Must be left blank. [item 0]',
			'Order PO: Too long. [item 1]',
		]);
	});

	it('shows a refusal with HTTP 200', async () => {
		const status = { success: false, status_code: 200, message: 'Payment failed.' };
		answering('POST', SUBMIT, () => [200, { status, orders: null }]);
		const { message } = errorOf(await run('order.submit', orderForm, orders('P1')));
		expect(message).toBe('Payment failed. [item 0]');
	});

	it('sends the others again when ModelState names some', async () => {
		let asked = 0;
		const bodies = answering(
			'POST',
			SUBMIT,
			(body) => {
				asked += 1;
				if (asked > 1) return [200, confirmed(posOf(body))];
				return modelState({
					'request.orders[0].recipient.state_code': ['Must be left blank.'],
					'request.orders[0].order_items[1].product_qty': ['Out of range.'],
				});
			},
			2,
		);
		const result = await run('order.submit', orderForm, orders('P1', 'P2'), { errorOutput: true });
		expect(bodies.map(posOf)).toEqual([['P1', 'P2'], ['P2']]);
		expect(itemsOf(result)).toMatchObject([{ order_po: 'P2' }]);
		expect(texts(result.outputs[1])).toEqual([
			'State: Must be left blank. Order Items, entry 2, Quantity: Out of range. [item 0]',
		]);
	});

	it('keeps payment tokens apart, and orders to themselves on demand', async () => {
		const bodies = answering('POST', SUBMIT, (body) => [200, confirmed(posOf(body))], 4);
		const form = { ...orderForm, paymentToken: '={{ $json.custom_data_1 }}' };
		const items = orders('P1', 'P2').map((each, index) => ({
			...each,
			custom_data_1: `t${index}`,
		}));
		await run('order.submit', form, items);
		await run(
			'order.submit',
			{ ...orderForm, options: { ordersPerRequest: 1 } },
			orders('P1', 'P2'),
		);
		expect(bodies.map((body) => posOf(body).length)).toEqual([1, 1, 1, 1]);
	});

	it.each(['ECONNRESET', 'ETIMEDOUT'])('after %s, says which orders went through', async (code) => {
		shop().post(SUBMIT).replyWithError(connectionError(code));
		const looked = answering(
			'POST',
			STATUS,
			() => [200, { orders: [{ order_po: 'P2', order_id: 5, order_status_id: 3 }] }],
			3,
		);
		const result = await run('order.submit', orderForm, orders('P1', 'P2'), { errorOutput: true });
		expect(looked[0]).toEqual({ order_pos: ['P1', 'P2'], order_ids: null });
		expect(result.outputs[0]).toMatchObject([
			{ json: { outcome: 'placed', order_po: 'P2', order_id: 5 }, pairedItem: { item: 1 } },
		]);
		expect(result.outputs[1]?.[0]?.error?.description).toContain('It is not known whether');
	});

	it('tells an unpaid order from a placed one', async () => {
		shop().post(SUBMIT).reply(500, {});
		answering('POST', STATUS, () => [200, { orders: [{ order_po: 'P1', order_status_id: 2 }] }]);
		expect(itemsOf(await run('order.submit', orderForm, orders('P1')))).toEqual([
			{ outcome: 'unpaid', order_po: 'P1', order_status_id: 2 },
		]);
	});

	const full: INodeParameters = {
		orderPo: 'P1',
		firstName: 'Bob',
		lastName: 'Ross',
		address1: 'Street 1',
		zipPostalCode: '88888',
		stateCode: 'AK',
		countryCode: 'us',
		shippingCode: 'SD',
		paymentToken: 'payment-token-1',
		orderItems: { values: [{ sku: 'AP1P1', quantity: 1 }] },
	};

	it.each<[INodeParameters, string]>([
		[{ orderPo: ' ' }, 'Order PO: expected your own reference of the order'],
		[{ orderPo: 'x'.repeat(51) }, 'Order PO: expected your own reference of the order of at most'],
		[{ stateCode: '' }, 'State: expected the two letters of a state'],
		[{ countryCode: 'de' }, 'State: expected nothing, since Country Code is not US'],
		[{ countryCode: 'Germany' }, 'Country Code: expected a country code of two letters'],
		[{ orderItems: {} }, 'Order Items: expected at least one item'],
		[{ orderItems: { values: [{ quantity: 1 }] } }, 'Order Items, entry 1, SKU: expected'],
		[
			{ orderItems: { values: [{ sku: 'A', quantity: 1000 }] } },
			'Order Items, entry 1, Quantity: expected a whole number from 1 to 999',
		],
		[{ paymentToken: '={{ "" }}' }, 'Payment Token: expected'],
		[
			{ specifyOrder: 'json', orderJson: '{}' },
			'Order (JSON), order_po: expected a text as “order_po”',
		],
		[{ specifyOrder: 'json', orderJson: '[]' }, 'Order (JSON): expected a JSON object'],
	])('refuses %j before anything is sent', async (bad, problem) => {
		expect(errorOf(await run('order.submit', { ...full, ...bad })).message).toContain(problem);
	});
});

describe('the status of orders', () => {
	playVendor();

	const form: INodeParameters = { orderPo: '={{ $json.po }}' };
	const items = ['P1', 'P9', 'P2'].map((po) => ({ po }));
	const known = { status: OK, orders: [{ order_po: 'P2' }, { order_po: 'P1' }] };

	it('gathers the items, and gives unknown ones an error of their own', async () => {
		const bodies = answering('POST', STATUS, () => [200, known]);
		const result = await run('order.getStatus', form, items, { errorOutput: true });
		expect(bodies).toEqual([{ order_pos: ['P1', 'P9', 'P2'], order_ids: null }]);
		expect(pairsOf(result.outputs[0])).toEqual([0, 2]);
		expect(texts(result.outputs[1])).toEqual(['Order PO: FinerWorks knows no order “P9” [item 1]']);
	});

	it('skips unknown ones on demand', async () => {
		answering('POST', STATUS, () => [200, known]);
		const result = await run('order.getStatus', { ...form, options: { skipUnknown: true } }, items);
		expect(pairsOf(result.outputs[0])).toEqual([0, 2]);
	});
});

describe('deleting', () => {
	playVendor();

	it('deletes any number of pending orders with one request', async () => {
		const bodies = answering('POST', '/v3/delete_pending_orders', () => [200, { status: OK }]);
		const items = Array.from({ length: 1200 }, (_, index) => ({ id: index + 1 }));
		const result = await run('pendingOrder.delete', { pendingOrderId: '={{ $json.id }}' }, items);
		expect(bodies.map(({ ids }) => (ids as number[]).length)).toEqual([1200]);
		expect(itemsOf(result)).toHaveLength(1200);
	});
});
