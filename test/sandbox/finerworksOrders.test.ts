import { DECLINED_PAYMENT_TOKEN, PAYMENT_TOKEN } from '../../sandbox/finerworks/credentials';
import { sampleOrder, startFinerWorks, submission, type FinerWorksBench } from './finerworksClient';
import type { Row } from './vendorClient';

const SUBMIT = '/v3/submit_orders_v2';

let bench: FinerWorksBench;

beforeEach(async () => {
	bench = await startFinerWorks();
});
afterEach(async () => await bench.sandbox.close());

const submit = async (orders: Row[], change: Row = {}) =>
	await bench.post(SUBMIT, submission(orders, change));
const posOf = (rows: Row[] | null) => rows?.map(({ order_po }) => order_po);
const ledger = () => bench.sandbox.orders.ledger();

describe('submission', () => {
	it("confirms the page's order", async () => {
		const { status, json } = await submit([sampleOrder()]);
		expect(status).toBe(200);
		expect(json.status).toMatchObject({ success: true, status_code: 200, message: '' });
		expect(json.orders).toEqual([
			{
				order_po: 'PO_0001',
				order_id: 123458,
				order_confirmation_id: 411111113,
				order_guid: expect.stringMatching(/^[0-9a-f-]{36}$/),
				order_email: null,
				order_confirmation_datetime: '2030-05-01T05:00:00.0000000-05:00',
			},
		]);
	});

	it('counts an order_po that is sent twice as placed twice', async () => {
		await submit([sampleOrder('A'), sampleOrder('B')]);
		await submit([sampleOrder('A')]);
		expect((await bench.control('GET', '/accounts')).json).toEqual([
			{ order_po: 'A', placed: 2, test: 0, unpaid: 0, order_ids: [123458, 123460] },
			{ order_po: 'B', placed: 1, test: 0, unpaid: 0, order_ids: [123459] },
		]);
		expect(bench.sandbox.stats()).toMatchObject({ ordersPlaced: 3, duplicateOrders: 1 });
	});

	it('takes 50 orders a request and not one more', async () => {
		const orders = Array.from({ length: 51 }, (_, index) => sampleOrder(`PO-${index}`));
		const refused = await submit(orders);
		expect([refused.status, Object.keys(refused.json.ModelState)]).toEqual([
			400,
			['request.orders'],
		]);
		expect((await submit(orders.slice(1))).json.orders).toHaveLength(50);
		expect(bench.sandbox.stats().ordersPlaced).toBe(50);
	});

	it('only validates when told to', async () => {
		const good = await submit([sampleOrder()], { validate_only: true });
		expect(good.json).toMatchObject({ status: { success: true }, orders: null });
		const item = { product_qty: 1, product_sku: 'AP9P9' };
		const bad = await submit([sampleOrder('X', { order_items: [item] })], { validate_only: true });
		expect([bad.status, bad.json.status.success]).toEqual([200, false]);
		expect(bad.json.status.message).toContain('X');
		expect(ledger()).toEqual([]);
	});

	it.each([
		[{ order_po: null }, 'order_po'],
		[{ order_po: 'x'.repeat(51) }, 'order_po'],
		[{ recipient: null }, 'recipient'],
		[{ recipient: { ...(sampleOrder().recipient as Row), country_code: 'de' } }, 'state_code'],
		[{ order_items: [] }, 'order_items'],
		[{ order_items: [{ product_qty: 1000, product_sku: 'AP1234P1234' }] }, 'product_qty'],
		[{ shipping_code: '' }, 'shipping_code'],
	])('refuses the whole request for %j', async (change, field) => {
		const { status, json } = await submit([sampleOrder('good'), sampleOrder('bad', change)]);
		expect(status).toBe(400);
		const [place = ''] = Object.keys(json.ModelState);
		expect(place).toMatch(new RegExp(`^request\\.orders\\[1\\].*${field}$`));
		expect(ledger()).toEqual([]);
	});

	it('leaves one order out whose product it does not have', async () => {
		const unknown = sampleOrder('bad', { order_items: [{ product_qty: 1, product_sku: 'AP9P9' }] });
		const { json } = await submit([sampleOrder('good'), unknown]);
		expect(posOf(json.orders)).toEqual(['good']);
		expect(json.status.message).toContain('bad');
	});

	it('needs an image with a product code', async () => {
		const item = { product_qty: 1, product_sku: '5M41M9S8X10' };
		const bare = await submit([sampleOrder('bare', { order_items: [item] })]);
		expect(bare.json).toMatchObject({ status: { success: false }, orders: null });
		const image = { product_url_file: 'https://example.com/a.png' };
		const whole = [{ ...item, product_image: image }];
		const shown = await submit([sampleOrder('shown', { order_items: whole })]);
		expect(posOf(shown.json.orders)).toEqual(['shown']);
	});
});

describe('payment', () => {
	it('is required', async () => {
		const { status, json } = await submit([sampleOrder()], { payment_token: null });
		expect([status, Object.keys(json.ModelState)]).toEqual([400, ['request.payment_token']]);
	});

	it('fails without echoing the token and leaves an unpaid order', async () => {
		const answer = await submit([sampleOrder()], { payment_token: DECLINED_PAYMENT_TOKEN });
		expect(answer.status).toBe(200);
		expect(answer.json).toMatchObject({ status: { success: false }, orders: null });
		expect(answer.text).not.toContain(DECLINED_PAYMENT_TOKEN);
		expect(ledger()).toMatchObject([{ order_po: 'PO_0001', placed: 0, unpaid: 1 }]);
		const found = await bench.post('/v3/fetch_order_status', { order_pos: ['PO_0001'] });
		expect(found.json.orders).toMatchObject([
			{ order_status_id: 2, order_status_label: 'Pending Payment' },
		]);
	});

	it('places nothing for a token it does not know', async () => {
		const { json } = await submit([sampleOrder()], { payment_token: 'other' });
		expect([json.status.success, json.orders]).toEqual([false, null]);
		expect(ledger()).toEqual([]);
	});

	it('by invoice needs an account that qualifies', async () => {
		const byInvoice = { payment_token: 'invoice' };
		expect((await submit([sampleOrder('A')], byInvoice)).json.orders).toHaveLength(1);
		bench.sandbox.settings.invoiceAllowed = false;
		const { json } = await submit([sampleOrder('B')], byInvoice);
		expect([json.status.success, json.orders]).toEqual([true, null]);
		expect(bench.sandbox.orders.placed('B')).toBe(0);
	});

	it('"xxxx" makes every order a test', async () => {
		await submit([sampleOrder('A'), sampleOrder('B')], { payment_token: 'xxxx' });
		expect(ledger()).toMatchObject([
			{ order_po: 'A', placed: 1, test: 1 },
			{ order_po: 'B', placed: 1, test: 1 },
		]);
		bench.sandbox.settings.silentTestMode = true;
		const { json } = await submit([sampleOrder('C')], { payment_token: 'xxxx' });
		expect([json.orders, bench.sandbox.orders.placed('C')]).toEqual([null, 1]);
	});

	it('is hidden in the log', async () => {
		await submit([sampleOrder()]);
		const log = JSON.stringify((await bench.control('GET', '/requests')).json);
		expect(log).toContain('PO_0001');
		expect(log).not.toContain(PAYMENT_TOKEN);
	});
});

describe('faults around a submission', () => {
	const sent = async () => await submit([sampleOrder()]).catch(() => null);

	it.each([
		['reset', 0],
		['resetAfterWrite', 1],
		['statusAfterWrite', 1],
		['status', 0],
		['truncate', 1],
		['html', 0],
		['empty', 1],
	] as const)('%s leaves the order placed %i times', async (kind, times) => {
		bench.sandbox.faults.add({ kind, path: SUBMIT });
		const answer = await sent();
		expect(answer?.json?.orders).toBeUndefined();
		expect(bench.sandbox.orders.placed('PO_0001')).toBe(times);
		expect(bench.sandbox.stats().faultsFired).toBe(1);
	});

	it('can answer an accepted order with any status and late', async () => {
		bench.sandbox.faults.add({ kind: 'statusAfterWrite', status: 429, retryAfter: '3' });
		const refused = await sent();
		expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([429, '3']);
		bench.sandbox.faults.add({ kind: 'delayAfterWrite', ms: 60 });
		const start = performance.now();
		const late = submit([sampleOrder('late')]);
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(bench.sandbox.orders.placed('late')).toBe(1);
		expect((await late).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(59);
	});

	it('can break off in the middle of a request', async () => {
		bench.sandbox.settings.interruptAfterOrders = 2;
		const { status } = await submit(['A', 'B', 'C'].map((orderPo) => sampleOrder(orderPo)));
		expect(status).toBe(500);
		expect(posOf(ledger().map((account) => ({ ...account })))).toEqual(['A', 'B']);
	});
});

describe('reading orders', () => {
	const status = async (body: Row) => (await bench.post('/v3/fetch_order_status', body)).json;

	it("answers the page's request for a status", async () => {
		const { orders } = await status({
			order_pos: null,
			order_ids: [123456, 123457],
			account_key: null,
		});
		expect(orders).toEqual([
			{
				order_confirmation_id: 411111111,
				order_po: 'PO_1000',
				order_id: 123456,
				order_status_id: 7,
				order_status_label: 'Shipped',
				shipments: [
					{
						tracking_number: '1HYZ1234567890',
						tracking_url: 'https://shippingservice.com/?tracking=1HYZ1234567890',
						weight: 3,
					},
				],
				processing: false,
			},
			expect.objectContaining({ order_id: 123457, order_status_id: 3 }),
		]);
	});

	it('leaves unknown orders out and needs some', async () => {
		await submit([sampleOrder('A')]);
		expect(posOf((await status({ order_pos: ['B', 'A'] })).orders)).toEqual(['A']);
		expect((await bench.post('/v3/fetch_order_status', {})).status).toBe(400);
	});

	it('shows what the print shop did', async () => {
		await submit([sampleOrder('A')]);
		const change = { order_id: 123458, order_status_id: 7, tracking_number: 'T1' };
		expect((await bench.control('POST', '/orders', change)).status).toBe(200);
		expect((await status({ order_pos: ['A'] })).orders).toMatchObject([
			{ order_status_label: 'Shipped', shipments: [{ tracking_number: 'T1' }] },
		]);
		expect((await bench.control('POST', '/orders', { order_id: 1 })).status).toBe(400);
	});

	it('defines the statuses of the page', async () => {
		const { json } = await bench.get('/v3/list_order_status_definitions');
		expect(json).toMatchObject({
			status: { success: true, status_code: 200, message: '', debug: null },
			definitions: [
				{ order_status_id: 1, order_status_label: 'Waiting Customer Response' },
				{ order_status_id: 2, order_status_label: 'Pending Payment' },
				{ order_status_id: 3, order_status_label: 'Order Received' },
				{ order_status_id: 7, order_status_label: 'Shipped' },
			],
		});
	});

	it('lists orders in pages of at most 25', async () => {
		const orders = Array.from({ length: 30 }, (_, index) => sampleOrder(`PO-${index}`));
		await submit(orders);
		const list = async (query: Row) => (await bench.post('/v3/list_orders', query)).json;
		expect((await list({})).orders).toHaveLength(10);
		const first = await list({ per_page: 100 });
		expect([first.orders?.length, first.total_count]).toEqual([25, 32]);
		expect(posOf((await list({ per_page: 25, page_number: 2 })).orders)?.at(-1)).toBe('PO_1000');
		expect(posOf((await list({ order_pos: ['PO-3', 'none'] })).orders)).toEqual(['PO-3']);
		expect(posOf((await list({ order_ids: [123456] })).orders)).toEqual(['PO_1000']);
		expect(posOf((await list({ status: 'Shipped' })).orders)).toEqual(['PO_1000']);
		const before = { date_to: '2030-04-30T12:00:00Z' };
		expect(posOf((await list(before)).orders)).toEqual(['PO_1001', 'PO_1000']);
		expect((await list({ date_from: '2030-05-02' })).orders).toEqual([]);
		await bench.control('POST', '/orders', { order_id: 123456, cancelled: true });
		expect((await list({ show_cancelled: false })).total_count).toBe(31);
	});
});

describe('pending orders', () => {
	const save = async (orders: Row[]) => await bench.post('/v3/save_pending_orders', { orders });
	const list = async (query: Row = {}) => await bench.post('/v3/list_pending_orders', query);

	it('answer an empty list with 404', async () => {
		const { status, json } = await list();
		expect(status).toBe(404);
		expect(json.status).toMatchObject({ success: false, status_code: 404 });
	});

	it('are saved, listed, changed and deleted', async () => {
		const saved = await save([sampleOrder('A'), sampleOrder('B')]);
		expect(saved.json.orders).toMatchObject([
			{ order_po: 'A', fulfillment_id: 1 },
			{ order_po: 'B', fulfillment_id: 2 },
		]);
		await save([{ ...sampleOrder('A2'), fulfillment_id: 1 }]);
		expect(posOf((await list()).json.orders)).toEqual(['A2', 'B']);
		expect((await list({ ids: [2] })).json.orders).toEqual([
			{ ...sampleOrder('B'), fulfillment_id: 2 },
		]);
		expect(posOf((await list({ skus: ['AP1234P1234'] })).json.orders)).toHaveLength(2);
		const removal = { ids: [1, 2], account_key: 'sample string 1' };
		const removed = await bench.post('/v3/delete_pending_orders', removal);
		expect([removed.status, removed.json.status.success]).toEqual([200, true]);
		expect((await list()).status).toBe(404);
		expect(ledger()).toEqual([]);
	});

	it('need an order_po and known ids', async () => {
		expect((await save([{}])).status).toBe(400);
		expect((await save([{ order_po: 'A', fulfillment_id: 9 }])).status).toBe(400);
		expect((await bench.post('/v3/delete_pending_orders', {})).status).toBe(400);
	});
});

describe('orders in the print shop', () => {
	it('come in and are moved by command or control address, and are in the ledger', async () => {
		const { sandbox, clock } = bench;
		const start = clock.forward(1000).toISOString();
		const order = sandbox.commands.placeOrder({ orderPo: 'WEB-A', statusId: 2 });
		const { orderId } = order;
		sandbox.commands.setStatus(order, 3);
		const moved = { order_id: orderId, order_status_id: 7, tracking_number: '1HYZ1' };
		expect((await bench.control('POST', '/orders', moved)).json).toMatchObject({ statusId: 7 });
		const other = await bench.control('POST', '/orders', { order_po: 'WEB-B', quantity: 2 });
		expect(other.json).toMatchObject({ orderPo: 'WEB-B', statusId: 3 });
		const { json } = await bench.post('/v3/list_orders', { date_from: start });
		expect(json.orders?.map(({ order_po: po }) => po)).toEqual(['WEB-B', 'WEB-A']);
		const history = sandbox.ledger.after(0, 'order').filter(({ id }) => id === orderId);
		expect(history).toMatchObject([
			{ kind: 'created', marker: 2, snapshot: { order_status_label: 'Pending Payment' } },
			{ kind: 'updated', marker: 3, snapshot: { shipments: [] } },
			{
				kind: 'updated',
				marker: 7,
				snapshot: {
					order_po: 'WEB-A',
					order_status_label: 'Shipped',
					shipments: [
						{
							tracking_number: '1HYZ1',
							tracking_url: 'https://shippingservice.com/?tracking=1HYZ1',
							weight: 3,
						},
					],
				},
			},
		]);
		expect((await bench.control('GET', '/accounts')).json).toEqual([]);
	});

	it('can be listed the oldest first, and by dates without their bounds', async () => {
		const { sandbox, clock } = bench;
		const moment = clock.forward(1000).toISOString();
		const placed = ['A', 'B'].map((orderPo) => sandbox.commands.placeOrder({ orderPo }).orderPo);
		const list = async (body: Row) =>
			(await bench.post('/v3/list_orders', body)).json.orders?.map(({ order_po: po }) => po);
		const period = { date_from: moment, date_to: moment };
		expect(await list(period)).toEqual([...placed].reverse());
		sandbox.settings.newestOrdersFirst = false;
		expect(await list(period)).toEqual(placed);
		sandbox.settings.dateBoundsIncluded = false;
		expect(await list(period)).toEqual([]);
	});

	it('are shown 25 a page at most', async () => {
		for (let count = 0; count < 30; count += 1) bench.sandbox.commands.placeOrder();
		const page = async (body: Row) => (await bench.post('/v3/list_orders', body)).json;
		expect((await page({})).orders).toHaveLength(10);
		expect(await page({ per_page: 100 })).toMatchObject({ total_count: 32 });
		expect((await page({ per_page: 100 })).orders).toHaveLength(25);
		expect((await page({ per_page: 25, page_number: 2 })).orders).toHaveLength(7);
	});

	it('can be cancelled', () => {
		const { commands, ledger } = bench.sandbox;
		const order = commands.cancel(commands.placeOrder());
		expect(order.isCancelled).toBe(true);
		expect(ledger.after()).toHaveLength(2);
		expect(() => commands.setStatus(order, 99)).toThrow('99 is not a status');
	});
});
