import type { INodeParameters } from 'n8n-workflow';
import { APP_KEY, WEB_API_KEY } from '../../sandbox/finerworks/credentials';
import { startFinerWorksSandbox, type FinerWorksSandbox } from '../../sandbox/finerworks/server';
import { Host } from '../harness/host';

const ORDER_RECEIVED = 3;
const SHIPPED = 7;

describe('the FinerWorks trigger', () => {
	let sandbox: FinerWorksSandbox;
	let host: Host;
	let now: number;

	beforeEach(async () => {
		now = Date.parse('2026-03-02T09:00:00.000Z');
		sandbox = await startFinerWorksSandbox({ port: 0, clock: () => new Date(now) });
		host = new Host();
		host.credentials.data.finerWorksApi = {
			webApiKey: WEB_API_KEY,
			appKey: APP_KEY,
			environment: 'custom',
			baseUrl: sandbox.url,
			requestsPerSecond: 0,
		};
		now += 24 * 3_600_000;
	});

	afterEach(async () => await sandbox.close());

	async function rowsOf(parameters: INodeParameters, mode?: 'manual') {
		now += 60_000;
		const items = await host.poll('finerWorksTrigger', parameters, mode);
		return (items?.[0] ?? []).map(({ json }) => json);
	}

	async function orders(parameters: INodeParameters = {}, mode?: 'manual') {
		const rows = await rowsOf({ triggerOn: 'orderStatus', ...parameters }, mode);
		return rows.map(
			({ event, order_po: po, order_status_id: status }) => `${event} ${po} ${status}`,
		);
	}

	async function products(parameters: INodeParameters = {}, mode?: 'manual') {
		const rows = await rowsOf({ triggerOn: 'inventoryProducts', ...parameters }, mode);
		return rows.map(({ event, sku }) => `${event} ${sku}`);
	}

	it('tells of an order, and of each change of its status, once', async () => {
		expect(await orders()).toEqual([]);
		const order = sandbox.commands.placeOrder({ orderPo: 'PO_1', statusId: ORDER_RECEIVED });
		expect(await orders()).toEqual(['orderStatusChanged PO_1 3']);
		expect(await orders()).toEqual([]);
		sandbox.commands.ship(order, 'TRACK-1');
		expect(await orders()).toEqual([`orderStatusChanged PO_1 ${SHIPPED}`]);
		expect(await orders()).toEqual([]);
		sandbox.commands.setStatus(order, SHIPPED, 'TRACK-2');
		expect(await orders()).toEqual([`orderStatusChanged PO_1 ${SHIPPED}`]);
	});

	it('watches orders that were there before, without telling of them', async () => {
		const order = sandbox.commands.placeOrder({ orderPo: 'PO_OLD', statusId: ORDER_RECEIVED });
		expect(await orders()).toEqual([]);
		now += 7 * 24 * 3_600_000;
		sandbox.commands.ship(order, 'TRACK-1');
		expect(await orders()).toEqual([`orderStatusChanged PO_OLD ${SHIPPED}`]);
	});

	it('forgets orders when their days are over', async () => {
		const form = { options: { watchDays: 5 } };
		await orders(form);
		const order = sandbox.commands.placeOrder({ orderPo: 'PO_1', statusId: ORDER_RECEIVED });
		expect(await orders(form)).toHaveLength(1);
		now += 8 * 24 * 3_600_000;
		await orders(form);
		await orders(form);
		sandbox.commands.ship(order, 'TRACK-1');
		expect(await orders(form)).toEqual([]);
		expect(JSON.stringify(host.staticData)).not.toContain('PO_1');
	});

	it('keeps to the statuses that are asked for', async () => {
		const form = { filters: { statusIds: String(SHIPPED) } };
		await orders(form);
		const order = sandbox.commands.placeOrder({ orderPo: 'PO_1', statusId: ORDER_RECEIVED });
		expect(await orders(form)).toEqual([]);
		sandbox.commands.ship(order, 'TRACK-1');
		expect(await orders(form)).toEqual([`orderStatusChanged PO_1 ${SHIPPED}`]);
	});

	it('asks about fifty orders at a time', async () => {
		await orders();
		for (let number = 0; number < 120; number += 1) {
			sandbox.commands.placeOrder({ orderPo: `PO_${number}`, statusId: ORDER_RECEIVED });
		}
		expect(await orders()).toHaveLength(120);
		const before = sandbox.requests.list().length;
		expect(await orders()).toEqual([]);
		const sent = sandbox.requests
			.list()
			.slice(before)
			.map(({ url }) => url);
		expect(sent.filter((url) => url.includes('fetch_order_status'))).toHaveLength(3);
	});

	it('tells of new products in the virtual inventory, each once', async () => {
		expect(await products()).toEqual([]);
		sandbox.commands.addProduct({ sku: 'NEW-1' });
		sandbox.commands.addProduct({ sku: 'NEW-2' });
		expect((await products()).sort()).toEqual(['productAdded NEW-1', 'productAdded NEW-2']);
		expect(await products()).toEqual([]);
	});

	it('tells of more new products than fit on a page', async () => {
		await products();
		for (let number = 0; number < 130; number += 1) {
			sandbox.commands.addProduct({ sku: `NEW-${number}` });
		}
		const told = await products();
		expect(new Set(told).size).toBe(130);
		expect(told).toHaveLength(130);
		expect(await products()).toEqual([]);
	});

	it('shows recent orders and products in the editor and leaves the state alone', async () => {
		await orders();
		sandbox.commands.placeOrder({ orderPo: 'PO_1', statusId: ORDER_RECEIVED });
		sandbox.commands.addProduct({ sku: 'NEW-1' });
		const before = JSON.stringify(host.staticData);
		expect(await orders({}, 'manual')).toContain('orderStatusChanged PO_1 3');
		expect(await products({}, 'manual')).toContain('productAdded NEW-1');
		expect(JSON.stringify(host.staticData)).toBe(before);
	});
});
