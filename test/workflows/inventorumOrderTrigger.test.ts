import type { INodeParameters } from 'n8n-workflow';
import { ORDER_STATE } from '../../sandbox/inventorum/orderModel';
import { startInventorumSandbox, type InventorumSandbox } from '../../sandbox/inventorum/server';
import { sandboxCredential } from '../harness/credentials';
import { Host } from '../harness/host';

const { PAID, SHIPPED, PENDING } = ORDER_STATE;

describe('the INVENTORUM trigger on orders and returns', () => {
	let sandbox: InventorumSandbox;
	let host: Host;
	let now: number;

	beforeEach(async () => {
		now = Date.parse('2026-03-02T09:00:00.000Z');
		sandbox = await startInventorumSandbox({
			port: 0,
			clock: () => new Date(now),
			generatedProducts: 0,
			requestsPerSecond: 0,
		});
		host = new Host();
		host.credentials.data.inventorumApi = {
			...sandboxCredential(sandbox.url),
			requestsPerSecond: 0,
		};
		now += 24 * 3_600_000;
	});

	afterEach(async () => await sandbox.close());

	async function rowsOf(parameters: INodeParameters, mode?: 'manual') {
		now += 60_000;
		const items = await host.poll('inventorumTrigger', parameters, mode);
		return (items?.[0] ?? []).map(({ json }) => json);
	}

	async function orders(parameters: INodeParameters = {}, mode?: 'manual') {
		const form = { triggerOn: 'orderChanges', channels: ['ipad'], ...parameters };
		const rows = await rowsOf(form, mode);
		return rows.map(({ event, id, states }) => `${event} ${id} ${String(states)}`);
	}

	it('tells of a sale, and again when its state changes, each once', async () => {
		expect(await orders()).toEqual([]);
		const order = sandbox.orders.create({ channel: 'ipad', state: PAID });
		expect(await orders()).toEqual([`orderChanged ${order.id} PAID`]);
		expect(await orders()).toEqual([]);
		sandbox.orders.addState(order, SHIPPED);
		expect(await orders()).toEqual([`orderChanged ${order.id} SHIPPED,PAID`]);
		expect(await orders()).toEqual([]);
	});

	it('counts an edited note only if asked to, even long after the sale', async () => {
		await orders();
		const order = sandbox.orders.create({ channel: 'ipad', state: PAID });
		expect(await orders()).toHaveLength(1);
		now += 24 * 3_600_000;
		await orders();
		sandbox.orders.editNote(order, { noteInternal: 'Call back' });
		expect(await orders()).toEqual([]);

		const asked = { filters: { otherChanges: true } };
		await orders(asked);
		sandbox.orders.editNote(order, { noteInternal: 'Called' });
		expect(await orders(asked)).toEqual([`orderChanged ${order.id} PAID`]);
	});

	it('reads each channel with a state of its own, so that a new one changes nothing', async () => {
		await orders();
		const sale = sandbox.orders.create({ channel: 'ipad', state: PAID });
		const earlier = sandbox.orders.create({ channel: 'shop', state: PAID });
		const both = { channels: ['ipad', 'shop'] };
		expect(await orders(both)).toEqual([`orderChanged ${sale.id} PAID`]);
		const web = sandbox.orders.create({ channel: 'shop', state: PAID });
		expect(web.id).not.toBe(earlier.id);
		expect(await orders(both)).toEqual([`orderChanged ${web.id} PAID`]);
		expect(Object.keys(host.staticData['node:inventorumTrigger'] as object).sort()).toEqual([
			'delta ipad',
			'delta shop',
		]);
		await orders();
		expect(Object.keys(host.staticData['node:inventorumTrigger'] as object)).toEqual([
			'delta ipad',
		]);
	});

	it('keeps to the states that are asked for', async () => {
		const shipped = { filters: { states: ['SHIPPED', 'DELIVERED'] } };
		await orders(shipped);
		const order = sandbox.orders.create({ channel: 'ipad', state: PAID });
		expect(await orders(shipped)).toEqual([]);
		sandbox.orders.addState(order, SHIPPED);
		expect(await orders(shipped)).toEqual([`orderChanged ${order.id} SHIPPED,PAID`]);
	});

	it('does not see pending orders, which version 12 leaves out, until they are paid', async () => {
		await orders();
		const order = sandbox.orders.create({ channel: 'ipad', state: PENDING });
		expect(await orders()).toEqual([]);
		sandbox.orders.setState(order, PAID);
		expect(await orders()).toEqual([`orderChanged ${order.id} PAID`]);
	});

	it.each([0, 1] as const)('reads hundreds of orders when pages begin at %i', async (firstPage) => {
		await orders();
		sandbox.settings.ordersFirstPage = firstPage;
		const made = Array.from({ length: 250 }, () =>
			sandbox.orders.create({ channel: 'ipad', state: PAID }),
		);
		const told = await orders();
		expect(told).toHaveLength(250);
		expect(new Set(told)).toEqual(new Set(made.map(({ id }) => `orderChanged ${id} PAID`)));
		expect(await orders()).toEqual([]);
	});

	it('costs one request per channel when nothing has happened', async () => {
		await orders();
		await orders();
		const before = sandbox.requests.list().length;
		await orders();
		expect(sandbox.requests.list()).toHaveLength(before + 1);
	});

	it('tells of returns', async () => {
		const form = { triggerOn: 'returnChanges', channels: ['ebay'], events: ['returnCreated'] };
		expect(await rowsOf(form)).toEqual([]);
		const order = sandbox.orders.create({ channel: 'ebay', state: PAID });
		const goods = sandbox.returns.create(order);
		const rows = await rowsOf(form);
		expect(rows).toMatchObject([{ event: 'returnCreated', id: goods.id, order: order.id }]);
		expect(rows[0]).not.toHaveProperty('delta_state');
		expect(await rowsOf(form)).toEqual([]);
	});

	it.each(['orderChanges', 'returnChanges'])(
		'shows a sample of %s in the editor and leaves the state alone',
		async (triggerOn) => {
			const form = { triggerOn, channels: ['ebay'] };
			await rowsOf(form);
			const order = sandbox.orders.create({ channel: 'ebay', state: PAID });
			const goods = sandbox.returns.create(order);
			const before = JSON.stringify(host.staticData);
			const ids = (await rowsOf(form, 'manual')).map(({ id }) => id);
			expect(ids).toContain(triggerOn === 'orderChanges' ? order.id : goods.id);
			expect(JSON.stringify(host.staticData)).toBe(before);
		},
	);
});
