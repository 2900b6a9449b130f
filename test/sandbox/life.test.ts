import { setTimeout as sleep } from 'node:timers/promises';
import { COMPLETED, ORDER_STATE } from '../../sandbox/inventorum/orderModel';
import type { LedgerEntry } from '../../sandbox/shared/ledger';
import { Bench } from './client';
import { startComestri, type ComestriBench } from './comestriClient';
import { startFinerWorks, type FinerWorksBench } from './finerworksClient';

interface Vendor {
	sandbox: Bench['sandbox'] | ComestriBench['sandbox'] | FinerWorksBench['sandbox'];
	control(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
}

const VENDORS: [string, () => Promise<Vendor>][] = [
	['INVENTORUM', async () => await Bench.start()],
	['Comestri', async () => await startComestri()],
	['FinerWorks', async () => await startFinerWorks()],
];

describe.each(VENDORS)('life of %s', (_name, start) => {
	let vendor: Vendor;

	beforeEach(async () => {
		vendor = await start();
	});
	afterEach(async () => await vendor.sandbox.close());

	it('is off, can be started and stopped at any time, and shows in the ledger', async () => {
		const { sandbox } = vendor;
		const life = async (body?: unknown) =>
			(await vendor.control(body ? 'POST' : 'GET', '/life', body)).json;
		expect(await life()).toMatchObject({ running: false, acts: 0 });
		expect(await life({ running: true, changesPerSecond: 200 })).toMatchObject({
			running: true,
			changesPerSecond: 200,
		});
		expect(sandbox.settings.life).toBe(true);
		while (sandbox.life.acts < 20) await sleep(10);
		expect(await life({ changesPerSecond: 0 })).toMatchObject({ running: true });
		const { acts } = sandbox.life;
		expect(sandbox.ledger.after().length).toBeGreaterThanOrEqual(acts);
		expect(sandbox.stats()).toMatchObject({ lifeActs: acts });
		await sleep(50);
		expect(sandbox.life.acts).toBe(acts);
		expect(await life({ running: false, changesPerSecond: 200 })).toMatchObject({ acts });
		await sleep(50);
		expect(sandbox.life.acts).toBe(acts);
	});

	it('keeps its rate', async () => {
		const begin = performance.now();
		const { life } = vendor.sandbox;
		life.configure({ running: true, changesPerSecond: 50 });
		while (life.acts < 40) await sleep(5);
		expect(performance.now() - begin).toBeGreaterThanOrEqual(780);
	});

	it('is the same for the same seed, and ends with the sandbox', async () => {
		const acts = async () => {
			const { sandbox } = await start();
			for (let act = 0; act < 200; act += 1) sandbox.life.step();
			await sandbox.close();
			return sandbox.ledger
				.after()
				.map(({ kind, entity, id, marker }) => [kind, entity, id, marker]);
		};
		expect(await acts()).toEqual(await acts());
	});
});

/** The last word of the ledger on every record of a kind. */
const latest = (entries: readonly LedgerEntry[]): Map<number, LedgerEntry> =>
	new Map(entries.map((entry) => [entry.id, entry]));

describe('a living shop', () => {
	let bench: Bench;

	beforeEach(async () => {
		bench = await Bench.start({ generatedProducts: 30 });
		for (let act = 0; act < 3000; act += 1) {
			bench.clock.forward(1);
			bench.sandbox.life.step();
		}
	});
	afterEach(async () => await bench.sandbox.close());

	it('sells at the till and moves web orders through their states', () => {
		const { ledger, orders } = bench.sandbox;
		const entries = ledger.after(0, 'order');
		const histories = new Map<number, unknown[]>();
		for (const { id, marker } of entries) histories.set(id, [...(histories.get(id) ?? []), marker]);
		const { PENDING, PAID, SHIPPED, DELIVERED, CANCELED } = ORDER_STATE;
		const web = orders.all().filter(({ channel }) => channel === 'shop');
		const shipped = PAID | SHIPPED;
		const known = [
			[PENDING, PAID, shipped, COMPLETED],
			[PENDING, PAID, shipped, shipped | DELIVERED],
			[PENDING, CANCELED],
		].map(String);
		const seen = web.map(({ id }) => String(histories.get(id)));
		for (const history of known) expect(seen).toContain(history);
		for (const history of seen) {
			const withoutReturn = history.replace(/,(376|368)$/, '');
			expect(known.some((whole) => whole.startsWith(withoutReturn))).toBe(true);
		}
		const till = orders.all().filter(({ channel }) => channel === 'ipad');
		expect(till.length).toBeGreaterThan(100);
		expect(new Set(till.map(({ state }) => state))).toEqual(new Set([COMPLETED, 376]));
	});

	it('takes goods back, each once', () => {
		const { returns, orders } = bench.sandbox;
		const own = returns.all().filter(({ id }) => id !== 902);
		expect(own.length).toBeGreaterThan(20);
		expect(new Set(own.map(({ order }) => order)).size).toBe(own.length);
		for (const { order } of own) {
			expect((orders.get(order)?.state ?? 0) & ORDER_STATE.REFUNDED).toBe(ORDER_STATE.REFUNDED);
		}
	});

	it('shows in the feeds what the ledger says last', async () => {
		for (const channel of ['ipad', 'shop']) {
			const rows = new Map<number, unknown>();
			for (let page = 0; ; page += 1) {
				const path = `/orders/delta/?channel=${channel}&page=${page}`;
				const { data } = (await bench.get(path, 11)).json;
				for (const row of data) rows.set(row.id, row);
				if (data.length === 0) break;
			}
			const said = [...latest(bench.sandbox.ledger.after(0, 'order'))].filter(
				([id]) => bench.sandbox.orders.get(id)?.channel === channel,
			);
			expect(rows).toEqual(new Map(said.map(([id, { snapshot }]) => [id, snapshot])));
		}
	});
});

describe('a living catalogue', () => {
	it('creates and edits products, and lists what the ledger says last', async () => {
		const bench = await startComestri();
		for (let act = 0; act < 300; act += 1) {
			bench.clock.forward(1);
			bench.sandbox.life.step();
		}
		const entries = bench.sandbox.ledger.after(0, 'product');
		expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['created', 'updated']));
		const { json } = await bench.get(
			'/api/v2/products?per_page=500&created_time_from=2030-05-01T10:00:00Z',
		);
		const created = entries.filter(({ kind }) => kind === 'created').map(({ id }) => id);
		expect(json.entries.map(({ id }) => id)).toEqual(created);
		const last = latest(entries);
		for (const row of json.entries) expect(last.get(Number(row.id))?.snapshot).toEqual(row);
		await bench.sandbox.close();
	});
});

describe('a living print shop', () => {
	it('adds products and moves orders through the known statuses', async () => {
		const bench = await startFinerWorks();
		const { sandbox } = bench;
		for (let act = 0; act < 500; act += 1) sandbox.life.step();
		const orders = sandbox.ledger.after(0, 'order');
		expect(new Set(orders.map(({ marker }) => marker))).toEqual(new Set([1, 2, 3, 7]));
		expect(sandbox.ledger.after(0, 'product').length).toBeGreaterThan(50);
		const shipped = sandbox.orders.all().filter(({ statusId }) => statusId === 7);
		expect(shipped.length).toBeGreaterThan(50);
		for (const { shipments } of shipped) {
			expect(shipments).toEqual([
				expect.objectContaining({ tracking_number: expect.stringMatching(/^1HYZ\d{10}$/) }),
			]);
		}
		const last = latest(orders);
		const ids = [...last.keys()];
		const { json } = await bench.post('/v3/fetch_order_status', { order_ids: ids });
		expect(json.orders).toHaveLength(ids.length);
		for (const row of json.orders ?? []) {
			expect(last.get(Number(row.order_id))?.snapshot).toMatchObject(row);
		}
		expect(sandbox.orders.ledger()).toEqual([]);
		await sandbox.close();
	});
});
