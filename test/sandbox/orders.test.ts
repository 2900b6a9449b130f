import { COMPLETED, ORDER_STATE } from '../../sandbox/inventorum/orderModel';
import type { InventorumSandboxOptions } from '../../sandbox/inventorum/server';
import { Bench, idsOf, type Answer } from './client';

let bench: Bench;

beforeEach(async () => {
	bench = await Bench.start();
});
afterEach(async () => await bench.sandbox.close());

const { PENDING, CLOSED, PAID, SHIPPED, DELIVERED, REFUNDED } = ORDER_STATE;

const restart = async (options: InventorumSandboxOptions): Promise<void> => {
	await bench.sandbox.close();
	bench = await Bench.start(options);
};

const orders = async (query = '', version?: number): Promise<Answer> =>
	await bench.get(`/orders/delta/?${query}`, version);
const returns = async (query = ''): Promise<Answer> => await bench.get(`/returns/delta/?${query}`);
const from = (date: Date) => `start_date=${date.toISOString()}`;

const createSales = (count: number) =>
	Array.from({ length: count }, () => {
		bench.clock.forward(1);
		return bench.sandbox.orders.create();
	});

describe('the feed of orders', () => {
	it('shows the order whose creation was recorded', async () => {
		const { json } = await orders('channel=ebay', 10);
		expect(json.total).toBe(1);
		expect(json.data).toEqual([
			{
				id: 12289,
				basket: {
					note_internal: null,
					note_external: 'External order 1',
					items: [
						{
							id: 23561,
							name: 'Item',
							discount: null,
							original_quantity: '5.00',
							price: '16.7300000000',
							product: 665753,
							quantity: 5,
							tax_rate: '19.000',
							gross_price: '99.55',
							unit_gross_price: '19.91',
						},
					],
				},
				state: 10,
				customer: expect.objectContaining({
					id: 10295,
					channel: null,
					email: 'test@example.com',
					title: null,
					first_name: 'Jo',
					middle_name: null,
					last_name: 'Doe',
					shipping_address: [
						{
							id: 18580,
							address1: 'Street 1',
							address2: null,
							zipcode: '10000',
							city: 'Berlin',
							state: null,
							country: 'DE',
							first_name: 'Jo',
							last_name: 'Doe',
							company: null,
							title: null,
						},
					],
				}),
				amount_paid: '898.3500000000',
				payments: [
					{
						id: 9276,
						payment_method: '4',
						payment_amount: '898.3500000000',
						date: '01.06.2015 - 16:14',
						transaction_id: null,
						transaction_duration: null,
						paypal_invoice_id: null,
						paypal_tab_id: null,
					},
				],
				shipment: {
					id: 2321,
					name: 'Parcel',
					tracking_number: null,
					cost: '1.25',
					external_key: 'Service_1',
					service: { id: 1557, name: 'Parcel', time_max: 259200, time_min: 86400 },
				},
				channel: 'ebay',
			},
		]);
	});

	it('asks for the shop when no channel is named, and knows the documented ones', async () => {
		const sandbox = bench.sandbox;
		const sale = sandbox.orders.create();
		const order = sandbox.orders.create({ channel: 'shop' });
		expect(idsOf((await orders()).json.data)).toEqual([order.id]);
		expect(idsOf((await orders('channel=ipad')).json.data)).toEqual([sale.id]);
		for (const channel of ['ece', 'backoffice', 'atalanda', 'click_and_collect']) {
			expect((await orders(`channel=${channel}`)).json).toEqual({ total: 0, data: [] });
		}
		const refused = await orders('channel=till');
		expect([refused.status, Object.keys(refused.json.error.fields)]).toEqual([400, ['channel']]);
	});

	it('hides PENDING orders from version 12 on', async () => {
		const { sandbox } = bench;
		const ids = [PENDING, PENDING | PAID, PAID].map(
			(state) => sandbox.orders.create({ channel: 'shop', state }).id,
		);
		expect(idsOf((await orders('', 11)).json.data)).toEqual(ids);
		expect(idsOf((await orders('', 12)).json.data)).toEqual(ids.slice(2));
		expect(idsOf((await orders()).json.data)).toEqual(ids.slice(2));
		sandbox.settings.pendingBesideOthers = false;
		expect(idsOf((await orders('', 12)).json.data)).toEqual(ids.slice(1));
	});

	it('can be limited to completed orders', async () => {
		bench.sandbox.settings.ordersOnlyCompleted = true;
		const order = bench.sandbox.orders.create({ channel: 'shop', state: PAID | SHIPPED });
		expect((await orders()).json.total).toBe(0);
		bench.sandbox.orders.setState(order, 360);
		expect((await orders()).json.data).toMatchObject([{ id: order.id, state: COMPLETED }]);
	});

	it.each([
		['', 100, 0],
		['&page=0', 100, 0],
		['&page=1', 20, 100],
		['&page=2', 0, 0],
		['&limit=40&page=1', 40, 40],
		['&limit=500', 100, 0],
	])('with %j has %i of 120 rows, the first being number %i', async (query, rows, first) => {
		const sales = createSales(120);
		const { json } = await orders(`channel=ipad${query}`);
		expect([json.total, json.data.length]).toEqual([120, rows]);
		expect(json.data[0]?.id).toBe(rows === 0 ? undefined : sales[first]?.id);
	});

	it('can begin at page 1, as a client saw it', async () => {
		await restart({ ordersFirstPage: 1 });
		const sales = createSales(3);
		const page = async (number: number) =>
			idsOf((await orders(`channel=ipad&limit=2&page=${number}`)).json.data);
		expect(await page(1)).toEqual([sales[0]?.id, sales[1]?.id]);
		expect(await page(2)).toEqual([sales[2]?.id]);
		expect(await page(0)).toEqual(await page(1));
	});

	it('is sorted by the time of the change and then by id, or as told', async () => {
		const { clock, sandbox } = bench;
		const [first, second, third] = createSales(3).map(({ id }) => id) as [number, number, number];
		clock.forward(1);
		for (const id of [second, first]) {
			const order = sandbox.orders.get(id);
			if (order) sandbox.orders.addState(order, ORDER_STATE.READ);
		}
		const sorted = async (query: string) => idsOf((await orders(`channel=ipad${query}`)).json.data);
		expect(await sorted('')).toEqual([third, first, second]);
		expect(await sorted('&order_by=id')).toEqual([first, second, third]);
		expect(await sorted('&order_by=-id')).toEqual([third, second, first]);
		expect(await sorted('&order_by=channel,-id')).toEqual([third, second, first]);
	});

	it('gets an order again when its state flips or, unless told otherwise, its note changes', async () => {
		const { clock, sandbox } = bench;
		const order = sandbox.orders.create({ channel: 'shop', state: PENDING });
		const states = [PAID, PAID | SHIPPED, PAID | SHIPPED | DELIVERED, COMPLETED];
		for (const state of states) {
			const start = clock.forward(1000);
			expect((await orders(from(start))).json.total).toBe(0);
			sandbox.orders.setState(order, state);
			expect((await orders(from(start))).json.data).toMatchObject([{ id: order.id, state }]);
		}
		const edited = clock.forward(1000);
		sandbox.orders.editNote(order, { noteInternal: 'Gift' });
		expect((await orders(from(edited))).json.data).toMatchObject([
			{ basket: { note_internal: 'Gift', note_external: null } },
		]);
		sandbox.settings.orderEditsReenter = false;
		const silent = clock.forward(1000);
		sandbox.orders.editNote(order, { noteExternal: 'Ring twice' });
		expect((await orders(from(silent))).json.total).toBe(0);
		sandbox.orders.addState(order, REFUNDED);
		expect((await orders(from(silent))).json.total).toBe(1);
	});

	it('includes the moment of start_date, or does not', async () => {
		const moment = bench.clock.forward(1000);
		const { sandbox } = bench;
		const order = sandbox.orders.create({ channel: 'shop' });
		sandbox.returns.create(order);
		sandbox.commands.create({ name: 'New', taxType: 7122 });
		const totals = async () => [
			(await orders(from(moment))).json.total,
			(await returns(from(moment))).json.total,
			(await bench.changed(moment)).length,
		];
		expect(await totals()).toEqual([1, 1, 1]);
		sandbox.settings.startDateIncluded = false;
		expect(await totals()).toEqual([0, 0, 0]);
		for (const feed of ['orders', 'returns']) {
			expect((await bench.get(`/${feed}/delta/?start_date=yesterday`)).status).toBe(400);
		}
	});

	it('prices the items by the product and books a payment with PAID', async () => {
		const { sandbox, clock } = bench;
		const order = sandbox.orders.create({
			channel: 'shop',
			state: PENDING,
			items: [{ product: 12980855, quantity: 2 }],
			customer: { firstName: 'Ada' },
		});
		expect((await orders('', 11)).json.data).toMatchObject([
			{
				basket: {
					items: [
						{
							product: 12980855,
							name: 'Example product',
							original_quantity: '2.00',
							price: '0.5042016807',
							tax_rate: '19.000',
							unit_gross_price: '0.60',
							gross_price: '1.20',
						},
					],
				},
				customer: { first_name: 'Ada' },
				amount_paid: '0.0000000000',
				payments: [],
			},
		]);
		clock.forward(60_000);
		sandbox.orders.setState(order, PAID);
		expect((await orders()).json.data).toMatchObject([
			{
				amount_paid: '1.2000000000',
				payments: [{ payment_method: '4', date: '01.05.2030 - 12:01' }],
			},
		]);
	});

	it('lets orders change while a client is paging', async () => {
		const [first] = createSales(3);
		bench.sandbox.onPage = ({ feed, page }) => {
			if (feed !== 'orders' || page !== 2 || !first) return;
			bench.clock.forward(1);
			bench.sandbox.orders.addState(first, CLOSED);
		};
		const page = async (number: number) =>
			(await orders(`channel=ipad&limit=2&page=${number}`)).json.data.length;
		expect([await page(0), await page(1)]).toEqual([2, 1]);
	});
});

describe('the feed of returns', () => {
	it('shows the recorded return', async () => {
		const recorded = {
			id: 902,
			order: 12289,
			delta_state: 'created',
			total_amount: '79.64',
			items: [{ id: 1242, basket_item: 23561, name: 'Item', quantity: '4.00', amount: '79.64' }],
		};
		expect((await returns('channel=ebay')).json).toEqual({ total: 1, data: [recorded] });
		expect((await returns()).json).toEqual({ total: 1, data: [recorded] });
		expect((await returns('channel=shop')).json).toEqual({ total: 0, data: [] });
		bench.sandbox.settings.returnsChannel = 'shop';
		expect((await returns()).json.total).toBe(0);
	});

	it('has what came back of an order, page by page from 1', async () => {
		const { sandbox, clock } = bench;
		const start = clock.forward(1000);
		const order = sandbox.orders.create({ items: [{ product: 12980855, quantity: 3 }] });
		const [item] = order.items;
		if (!item) throw new Error('The order has no item');
		const first = sandbox.returns.create(order, [{ basketItem: item.id, quantity: 1 }]);
		clock.forward(1);
		const second = sandbox.returns.refund(order);
		expect(order.state).toBe(PAID | REFUNDED);
		expect((await returns(from(start))).json.data).toMatchObject([
			{ id: first.id, order: order.id, total_amount: '0.60', items: [{ quantity: '1.00' }] },
			{ id: second.id, order: order.id, total_amount: '1.80', items: [{ quantity: '3.00' }] },
		]);
		const page = async (number: number) =>
			idsOf((await returns(`${from(start)}&limit=1&page=${number}`)).json.data);
		expect([await page(1), await page(2), await page(3)]).toEqual([[first.id], [second.id], []]);
	});

	it('calls a return updated that is older than the window', async () => {
		const { sandbox, clock } = bench;
		const created = sandbox.returns.create(
			sandbox.orders.create({ items: [{ product: 12980855, quantity: 2 }] }),
		);
		const start = clock.forward(1000);
		sandbox.returns.setQuantity(created, 1);
		expect((await returns(from(start))).json.data).toMatchObject([
			{ id: created.id, delta_state: 'updated', total_amount: '0.60' },
		]);
	});
});

describe('the ledger', () => {
	it('tells orders, returns and products apart and has the rows of the feeds', async () => {
		const { sandbox } = bench;
		const order = sandbox.orders.create({ channel: 'shop', state: PENDING });
		sandbox.orders.setState(order, PAID);
		const back = sandbox.returns.refund(order);
		sandbox.commands.create({ name: 'New', taxType: 7122 });
		const time = '2030-05-01T10:00:00.000Z';
		const { json } = await bench.control('GET', '/ledger?after=0');
		expect(json).toMatchObject([
			{ sequence: 1, time, entity: 'order', kind: 'created', id: order.id, marker: PENDING },
			{ sequence: 2, time, entity: 'order', kind: 'updated', id: order.id, marker: PAID },
			{ sequence: 3, time, entity: 'return', kind: 'created', id: back.id, parent: null },
			{ sequence: 4, entity: 'order', kind: 'updated', id: order.id, marker: PAID | REFUNDED },
			{ sequence: 5, entity: 'product', kind: 'created', snapshot: { name: 'New' } },
		]);
		const last = sandbox.ledger.after(0, 'order').at(-1);
		expect((await orders()).json.data).toEqual([last?.snapshot]);
		const [returned] = sandbox.ledger.after(0, 'return');
		expect((await returns('channel=shop')).json.data).toEqual([
			{ delta_state: 'created', ...Object(returned?.snapshot) },
		]);
		expect((await bench.control('GET', '/ledger?after=1&entity=order&limit=1')).json).toMatchObject(
			[{ sequence: 2 }],
		);
	});
});

describe('control addresses', () => {
	it('create and change orders, and take goods back', async () => {
		const order = {
			channel: 'shop',
			state: 2,
			items: [{ product: 12980855, quantity: 2 }],
			note_external: 'Ring twice',
			customer: { first_name: 'Ada', last_name: 'Kranz', email: 'ada@example.com' },
		};
		const created = (await bench.control('POST', '/orders', order)).json;
		expect(created).toMatchObject({
			channel: 'shop',
			state: 2,
			basket: { note_external: 'Ring twice', items: [{ product: 12980855, quantity: 2 }] },
			customer: { first_name: 'Ada' },
		});
		const path = `/orders/${created.id}`;
		const changed = await bench.control('POST', path, { state: 256, note_internal: 'Gift' });
		expect(changed.json).toMatchObject({ state: 256, basket: { note_internal: 'Gift' } });
		const back = await bench.control('POST', '/returns', { order: created.id, refund: true });
		expect(back.json).toMatchObject({ order: created.id, total_amount: '1.20' });
		expect((await orders()).json.data).toMatchObject([{ id: created.id, state: 272 }]);
		expect((await bench.control('GET', '/orders')).json).toHaveLength(2);
		expect((await bench.control('GET', '/returns')).json).toHaveLength(2);
		expect((await bench.control('POST', '/orders')).json).toMatchObject({ channel: 'ipad' });
	});

	it.each([
		['/orders', { channel: 'till' }],
		['/orders', { state: 'PAID' }],
		['/orders', { items: [{ product: 1 }] }],
		['/orders', { items: [{}] }],
		['/orders', []],
		['/orders/12289', {}],
		['/orders/1', { state: 256 }],
		['/returns', { order: 1 }],
		['/returns', { order: 12289, items: [{ basket_item: 1 }] }],
		['/products/touch', { count: -1 }],
		['/life', { changesPerSecond: -1 }],
		['/life', { running: 'yes' }],
		['/life', { speed: 5 }],
	])('refuse %s with %j', async (path, body) => {
		const { status, json } = await bench.control('POST', path, body);
		expect([status, typeof json.error]).toEqual([400, 'string']);
	});

	it('bring the first orders back', async () => {
		bench.sandbox.returns.create(bench.sandbox.orders.create());
		await bench.control('POST', '/reset');
		expect(bench.sandbox.stats()).toMatchObject({ orders: 1, returns: 1 });
	});

	it('change many products at once, as after a week in which nobody looked', async () => {
		const { sandbox, clock } = bench;
		const week = 7 * 24 * 3600_000;
		const answer = await bench.control('POST', '/products/touch', { count: 14, overMs: week });
		expect(answer.json).toEqual({ touched: 14 });
		const ago = (days: number) => new Date(clock.now().getTime() - days * 24 * 3600_000);
		expect(await bench.changed(ago(7))).toHaveLength(14);
		expect(await bench.changed(ago(3.2))).toHaveLength(7);
		expect(sandbox.ledger.after()).toHaveLength(14);
		expect(sandbox.commands.touch()).toBe(16);
		expect(await bench.changed(ago(0))).toHaveLength(16);
	});
});
