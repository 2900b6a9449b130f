import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { finerWorks } from '../../nodes/FinerWorks/vendor';
import {
	APP_KEY,
	DECLINED_PAYMENT_TOKEN,
	INVOICE_TOKEN,
	PAYMENT_TOKEN,
	TEST_TOKEN,
	WEB_API_KEY,
} from '../../sandbox/finerworks/credentials';
import { startFinerWorksSandbox, type FinerWorksSandbox } from '../../sandbox/finerworks/server';
import type { Fault } from '../../sandbox/shared/faults';
import { Random } from '../../sandbox/shared/random';
import { Host, itemsOf, type RunResult } from '../harness/host';
import { pairsOf } from '../operations/support';
import { sampleOrder } from '../sandbox/finerworksClient';

let sandbox: FinerWorksSandbox;
let host: Host;
const usualTimeoutMs = finerWorks.limits.timeoutMs;

beforeAll(async () => {
	sandbox = await startFinerWorksSandbox({ port: 0, generatedProducts: 0 });
	host = new Host();
	host.credentials.data.finerWorksApi = {
		webApiKey: WEB_API_KEY,
		appKey: APP_KEY,
		environment: 'custom',
		baseUrl: sandbox.url,
		requestsPerSecond: 0,
	};
});

beforeEach(() => sandbox.reset());

afterAll(async () => await sandbox.close());

async function run(
	name: string,
	form: INodeParameters = {},
	items: IDataObject[] = [{}],
): Promise<RunResult> {
	const [resource = '', operation = ''] = name.split('.');
	return await host.run('finerWorks', { resource, operation, ...form }, items, {
		errorOutput: true,
	});
}

const submit: INodeParameters = {
	specifyOrder: 'json',
	orderJson: '={{ $json }}',
	// By expression: n8n keeps the parameters of a node with its errors, word for word.
	paymentToken: `={{ ${JSON.stringify(PAYMENT_TOKEN.split('-'))}.join('-') }}`,
};

const orders = (...pos: string[]) => pos.map((po) => sampleOrder(po) as IDataObject);

const BAD_SKU = { order_items: [{ product_qty: 1, product_sku: 'AP9999P9999' }] };

describe('an order', () => {
	it('is checked, placed and followed', async () => {
		const pos = Array.from({ length: 60 }, (_, index) => `PO_${index}`);
		const checked = await run('order.submit', { ...submit, validateOnly: true }, orders(...pos));
		expect(itemsOf(checked).every(({ outcome }) => outcome === 'valid')).toBe(true);
		expect(sandbox.stats()).toMatchObject({ requests: 2, ordersPlaced: 0 });

		const placed = itemsOf(await run('order.submit', submit, orders(...pos)));
		expect(placed.map(({ order_po: po, outcome }) => [po, outcome])).toEqual(
			pos.map((po) => [po, 'placed']),
		);
		expect(sandbox.stats()).toMatchObject({ requests: 4, ordersPlaced: 60, duplicateOrders: 0 });

		const form = { findBy: 'orderId', orderId: '={{ $json.order_id }}' };
		const states = itemsOf(await run('order.getStatus', form, placed));
		expect(states.map(({ order_po: po }) => po)).toEqual(pos);
		expect(sandbox.stats().requests).toBe(6);

		const listed = itemsOf(await run('order.getAll', { returnAll: true }));
		expect(listed).toHaveLength(62);
		const some = itemsOf(await run('order.getAll', { filters: { orderPos: 'PO_3,PO_4' } }));
		expect(some.map(({ order_po: po }) => po).sort()).toEqual(['PO_3', 'PO_4']);
	});

	it('that is not accepted concerns no other', async () => {
		const items = orders('PO_1', 'PO_2', 'PO_3');
		Object.assign(items[1] as IDataObject, BAD_SKU);
		const { outputs } = await run('order.submit', submit, items);
		expect(pairsOf(outputs[0])).toEqual([0, 2]);
		expect(outputs[1]?.[0]?.json.error).toContain('the product AP9999P9999 does not exist');
	});

	it('with a misshapen address concerns no other', async () => {
		const items = orders('PO_1', 'PO_2', 'PO_3');
		(items[1]?.recipient as IDataObject).country_code = 'de';
		const { outputs } = await run('order.submit', submit, items);
		expect(pairsOf(outputs[0])).toEqual([0, 2]);
		expect(outputs[1]?.[0]?.json.error).toContain('State: Must be left blank');
		expect(sandbox.stats()).toMatchObject({ ordersPlaced: 2, duplicateOrders: 0 });
	});

	it('is checked by itself on demand', async () => {
		const items = orders('PO_1', 'PO_2', 'PO_3');
		Object.assign(items[1] as IDataObject, BAD_SKU);
		const form = { ...submit, validateOnly: true, options: { ordersPerRequest: 1 } };
		const { outputs } = await run('order.submit', form, items);
		expect(pairsOf(outputs[0])).toEqual([0, 2]);
		expect(pairsOf(outputs[1])).toEqual([1]);
	});

	it.each([true, false])('is a test with the token for tests, confirmed or not', async (silent) => {
		sandbox.settings.silentTestMode = silent;
		const form = { ...submit, paymentToken: TEST_TOKEN };
		const [row] = itemsOf(await run('order.submit', form, orders('PO_1')));
		expect(row).toMatchObject({ order_po: 'PO_1', outcome: 'test' });
		expect(sandbox.orders.ledger()).toMatchObject([{ placed: 1, test: 1 }]);
		sandbox.settings.silentTestMode = false;
	});

	it('that cannot be paid is an error, as is one that is not received', async () => {
		const declined = { ...submit, paymentToken: DECLINED_PAYMENT_TOKEN };
		const { outputs } = await run('order.submit', declined, orders('PO_1', 'PO_2'));
		expect(outputs[1]?.map(({ json }) => json.error)).toEqual([
			'Payment failed. [item 0]',
			'Payment failed. [item 1]',
		]);
		sandbox.settings.invoiceAllowed = false;
		const invoice = { ...submit, paymentToken: INVOICE_TOKEN };
		const unreceived = await run('order.submit', invoice, orders('PO_3'));
		expect(unreceived.outputs[1]?.[0]?.json.error).toContain('did not confirm the order “PO_3”');
		sandbox.settings.invoiceAllowed = true;
	});
});

describe('a pending order', () => {
	it('is saved, listed and deleted', async () => {
		expect(itemsOf(await run('pendingOrder.getAll'))).toEqual([]);
		const form = { specifyOrder: 'json', orderJson: '={{ $json }}' };
		const pos = Array.from({ length: 60 }, (_, index) => `PO_${index}`);
		const saved = itemsOf(await run('pendingOrder.create', form, orders(...pos)));
		expect(saved.map(({ order_po: po }) => po)).toEqual(pos);
		const listed = itemsOf(await run('pendingOrder.getAll'));
		expect(listed).toHaveLength(60);
		const found = itemsOf(
			await run('pendingOrder.getAll', { filters: { pendingOrderIds: '2, 3' } }),
		);
		expect(found.map(({ fulfillment_id: id }) => id)).toEqual([2, 3]);
		const before = sandbox.stats().requests;
		await run('pendingOrder.delete', { pendingOrderId: '={{ $json.fulfillment_id }}' }, listed);
		expect(sandbox.stats()).toMatchObject({ requests: before + 1, pendingOrders: 0 });
	});
});

const RUNS = 200;
const PATIENCE_MS = 100;
const TOO_LATE_MS = 160;

const FAULTS: Fault[] = [
	{ kind: 'reset' },
	{ kind: 'resetAfterWrite' },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 429 },
	{ kind: 'status', status: 429, retryAfter: '0.2' },
	{ kind: 'status', status: 503, retryAfter: '0.2' },
	{ kind: 'status', status: 408 },
	{ kind: 'statusAfterWrite', status: 500 },
	{ kind: 'statusAfterWrite', status: 502 },
	{ kind: 'delay', ms: TOO_LATE_MS },
	{ kind: 'delayAfterWrite', ms: TOO_LATE_MS },
	{ kind: 'truncate' },
	{ kind: 'html' },
	{ kind: 'empty' },
];

/** What a run says of each order. */
function verdictsOf({ outputs }: RunResult, pos: string[]): Map<string, string> {
	const named = (items: INodeExecutionData[] = [], say: (item: INodeExecutionData) => string) =>
		items.map((item, place) => [pos[pairsOf(items)[place] as number] ?? '?', say(item)] as const);
	const certainty = ({ error, json }: INodeExecutionData) =>
		/not known whether|Look it up/.test(`${String(error?.description)} ${String(json.error)}`)
			? 'unknown'
			: 'not placed';
	return new Map([
		...named(outputs[0], ({ json }) => String(json.outcome)),
		...named(outputs[1], certainty),
	]);
}

function isTrue(verdict: string | undefined, placed: number): boolean {
	if (verdict === 'placed') return placed === 1;
	if (verdict === 'not placed') return placed === 0;
	return verdict === 'unknown' && placed <= 1;
}

describe(`orders on bad days, ${RUNS} of them`, () => {
	const unhurried = globalThis.setTimeout;

	beforeAll(() => {
		finerWorks.limits.timeoutMs = PATIENCE_MS;
		// Newer hosts wait for an answer with such a timer as well: that patience stays as it is.
		const hurried = (task: () => void, ms = 0) =>
			unhurried(task, ms === PATIENCE_MS ? ms : ms / 100);
		jest.spyOn(globalThis, 'setTimeout').mockImplementation(hurried as typeof setTimeout);
	});

	afterAll(() => {
		finerWorks.limits.timeoutMs = usualTimeoutMs;
		jest.restoreAllMocks();
	});

	/** Requests of one kind may meet faults, and orders be placed halfway. */
	function invite(random: Random): void {
		const { faults, settings } = sandbox;
		faults.clear();
		settings.interruptAfterOrders = random.chance(0.15) ? random.integer(1, 3) : 0;
		const add = (path: string, chance: number) => {
			if (!random.chance(chance)) return;
			faults.add({ ...random.pick(FAULTS), path, times: random.integer(1, 3) });
		};
		add('submit', 0.9);
		add('fetch', 0.2);
	}

	it('are never placed twice, and none that was placed is reported as not placed', async () => {
		const random = new Random(7);
		const said = new Map<string, string>();
		for (let number = 0; number < RUNS; number += 1) {
			const pos = Array.from({ length: random.integer(1, 4) }, (_, index) => `R${number}_${index}`);
			const items = orders(...pos);
			if (random.chance(0.2)) Object.assign(items[0] as IDataObject, BAD_SKU);
			invite(random);
			const result = await run('order.submit', submit, items);
			for (const [po, verdict] of verdictsOf(result, pos)) said.set(po, verdict);
			for (const po of pos) expect(said.has(po)).toBe(true);
			const text = JSON.stringify(result.run.data.resultData);
			expect([WEB_API_KEY, APP_KEY, PAYMENT_TOKEN].filter((each) => text.includes(each))).toEqual(
				[],
			);
		}
		// Requests that were held back may still arrive.
		await new Promise((done) => unhurried(done, 2 * TOO_LATE_MS));

		const verdicts = [...said].map(([po, verdict]) => ({
			po,
			verdict,
			placed: sandbox.orders.placed(po),
		}));
		expect(verdicts.filter(({ verdict, placed }) => !isTrue(verdict, placed))).toEqual([]);
		expect(sandbox.stats().duplicateOrders).toBe(0);
		expect(sandbox.stats().faultsFired).toBeGreaterThan(RUNS / 2);
		// Most of what was placed without an answer is found again.
		const placed = verdicts.filter((each) => each.placed === 1);
		const found = placed.filter(({ verdict }) => verdict === 'placed');
		expect(found.length).toBeGreaterThan(0.75 * placed.length);
	}, 180_000);
});
