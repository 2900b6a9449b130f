import type { IDataObject } from 'n8n-workflow';
import type { LedgerEntry } from '../../sandbox/shared/ledger';
import { startInventorumSandbox, type InventorumSandbox } from '../../sandbox/inventorum/server';
import { sandboxCredential } from '../harness/credentials';
import { Host } from '../harness/host';

/** The largest catalogue in the vendor's recorded answers. */
const PRODUCTS = 72_267;
const PAGE = 100;
const WEEK_MS = 7 * 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** One change for so many pages read. */
const PAGES_PER_CHANGE = 4;

const LARGEST_STATE_AFTER_10_000_ROWS = 300 * 1024;
const LARGEST_QUIET_STATE = 20 * 1024;

describe('a week of changes, after n8n was off', () => {
	let sandbox: InventorumSandbox;
	let host: Host;
	let now = Date.parse('2026-03-02T09:00:00.000Z');

	beforeAll(async () => {
		sandbox = await startInventorumSandbox({
			port: 0,
			clock: () => new Date(now),
			generatedProducts: PRODUCTS,
			requestsPerSecond: 0,
		});
		host = new Host();
		host.credentials.data.inventorumApi = {
			...sandboxCredential(sandbox.url),
			requestsPerSecond: 0,
		};
		now += WEEK_MS;
	}, 120_000);

	afterAll(async () => await sandbox.close());

	async function poll(): Promise<IDataObject[]> {
		now += MINUTE_MS;
		const form = { events: ['productUpdated'], filters: { customSales: true } };
		const items = await host.poll('inventorumTrigger', form);
		return (items?.[0] ?? []).map(({ json }) => json);
	}

	const stateSize = () => Buffer.byteLength(JSON.stringify(host.staticData));

	/** Something is sold whenever so many pages have been read. */
	function goOnSelling(): void {
		const products = sandbox.store.stocked();
		let pages = 0;
		sandbox.onPage = () => {
			pages += 1;
			now += 50;
			const product = products[(pages * 7919) % products.length];
			if (pages % PAGES_PER_CHANGE === 0 && product !== undefined)
				sandbox.commands.sell(product, 1);
		};
	}

	it('is delivered once each, in portions, while changes go on', async () => {
		await poll();
		const start = sandbox.ledger.after().length;
		now += WEEK_MS;
		sandbox.commands.touch({ count: PRODUCTS, overMs: WEEK_MS });
		goOnSelling();
		const sentBefore = sandbox.requests.list().length;

		const delivered: IDataObject[] = [];
		let largestState = 0;
		let polls = 0;
		for (let isDraining = true; isDraining; polls += 1) {
			const items = await poll();
			delivered.push(...items);
			expect(items.length).toBeLessThanOrEqual(10_000);
			isDraining = 'window' in deltaState();
			largestState = Math.max(largestState, stateSize());
		}
		sandbox.onPage = undefined;
		const requests = sandbox.requests.list().length - sentBefore;
		delivered.push(...(await poll()));
		const changes = sandbox.ledger.after(start);
		report({ polls, requests, changes: changes.length, largestState });

		expect(requests).toBeLessThanOrEqual((1.05 * changes.length) / PAGE);
		expectOnceEach(delivered, changes);
	}, 300_000);

	it('leaves a small state behind', async () => {
		now += 10 * MINUTE_MS;
		await poll();
		sandbox.commands.touch({ count: 10_000 });
		expect(await poll()).toHaveLength(10_000);
		expect(stateSize()).toBeLessThanOrEqual(LARGEST_STATE_AFTER_10_000_ROWS);
		// A full poll leaves its window open, and the overlap shows the rows once more.
		for (let quiet = 0; quiet < 3; quiet += 1) {
			now += 10 * MINUTE_MS;
			expect(await poll()).toEqual([]);
		}
		expect(stateSize()).toBeLessThan(LARGEST_QUIET_STATE);
	}, 60_000);

	it('brings two processes that poll at once the same events and the same state', async () => {
		const before = JSON.stringify(host.staticData);
		sandbox.commands.touch({ count: 250 });
		const first = await poll();
		const stateOfFirst = JSON.stringify(host.staticData);
		jest.resetModules();
		host.staticData = JSON.parse(before) as IDataObject;
		now -= MINUTE_MS;
		const second = await poll();
		expect(first).toHaveLength(250);
		expect(second).toEqual(first);
		expect(JSON.stringify(host.staticData)).toBe(stateOfFirst);
	}, 60_000);

	function deltaState(): object {
		return (host.staticData['node:inventorumTrigger'] as { delta: object }).delta;
	}
});

/** Each product's last event shows its final content, and no event shows what the one before showed. */
function expectOnceEach(delivered: IDataObject[], changes: LedgerEntry[]): void {
	const final = new Map(
		changes.map(({ id, snapshot }) => [id, contentOf(snapshot as IDataObject)]),
	);
	const shown = new Map<unknown, string>();
	const repeated: unknown[] = [];
	for (const row of delivered) {
		const content = contentOf(row);
		if (shown.get(row.id) === content) repeated.push(row.id);
		shown.set(row.id, content);
	}
	const missed = [...final].filter(([id, content]) => shown.get(id) !== content);
	const count = { missed: missed.length, repeated: repeated.length };
	expect({ ...count, first: missed[0] }).toEqual({ missed: 0, repeated: 0, first: undefined });
	expect(shown.size).toBe(final.size);
}

const contentOf = ({ price, quantity }: IDataObject) => `${String(price)} ${String(quantity)}`;

function report(figures: object): void {
	if (process.env.TORTURE_SHOW) process.stdout.write(`${JSON.stringify(figures)}\n`);
}
