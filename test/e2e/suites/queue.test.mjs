import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { briefly, deliveriesOf, repetitions, withPolls } from '../harness/account.mjs';
import { cleanUp } from '../harness/cleanup.mjs';
import { startCluster } from '../harness/cluster.mjs';
import { sandboxCredentials } from '../harness/credentials.mjs';
import {
	chain,
	everyFiveSeconds,
	everyTwentySeconds,
	recorderNode,
	triggerNode,
	webhookNode,
} from '../harness/production.mjs';
import { startRecorder } from '../harness/recorder.mjs';
import { Rest } from '../harness/rest.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { differentStock, writtenTwice } from '../harness/stockAccount.mjs';
import { until } from '../harness/wait.mjs';
import { startWiretap } from '../harness/wiretap.mjs';
import { prepare, root } from '../harness/workspace.mjs';

const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';
const STARTS = ['n8n-nodes-base.manualTrigger', SCHEDULE];
const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** A dead worker is noticed after seconds instead of a minute and a half. */
const QUICK_TO_NOTICE = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1500',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

let cluster;
let sandbox;
let wiretap;
let rest;
let credentials;

before(async () => {
	sandbox = await startSandbox({ args: ['--token-lifetime', '2'] });
	wiretap = await startWiretap(sandbox.inventorum);
	cluster = await startCluster({ ...(await prepare()), env: QUICK_TO_NOTICE });
	rest = new Rest(cluster.main.url);
	await rest.setUpOwner();
	credentials = await createCredentials();
});

after(cleanUp);

async function createCredentials(shop = sandbox, tap = wiretap) {
	const all = sandboxCredentials(shop);
	all.inventorumApi.baseUrl = `${tap.url}/api`;
	const created = Object.entries(all).map(async ([type, data]) => [
		type,
		await rest.createCredential({ name: type, type, data }),
	]);
	return Object.fromEntries(await Promise.all(created));
}

async function publish(workflow) {
	const { id } = await rest.createWorkflow(workflow);
	await rest.activate(id);
	return id;
}

async function call(webhook, body = {}) {
	const url = `${cluster.main.url}/webhook/${webhook}`;
	const headers = { 'content-type': 'application/json' };
	const send = () => fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	await until(`the webhook ${webhook}`, async () => (await send()).ok);
}

/** The executions of a workflow, once so many of them have ended. */
async function endedExecutions(workflowId, count, timeoutMs = 60_000) {
	const ended = async () => {
		const all = await rest.executions({ workflowId });
		const done = all.filter(({ status }) => ENDED.includes(status));
		return done.length >= count && done;
	};
	return await until(`${count} executions of ${workflowId}`, ended, { timeoutMs });
}

/** The position of the worker that began an execution, by its own log. */
async function workerOf(executionId) {
	const logs = await Promise.all(cluster.workers.map(async (worker) => await worker.log()));
	return logs.findIndex((log) => log.includes(`Worker started execution ${executionId} `));
}

const isPolling = ({ type }) => type.endsWith('Trigger') && type.startsWith('n8n-nodes-retailkit.');

async function exampleFiles() {
	const files = await fs.readdir(path.join(root, 'examples'));
	return files.filter((file) => file.endsWith('.json'));
}

/** An example, but with credentials of this n8n, and `changed` where a test needs a node otherwise. */
async function readExample(file, { using = credentials, changed = () => ({}) } = {}) {
	const example = JSON.parse(await fs.readFile(path.join(root, 'examples', file), 'utf8'));
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.credentials && { credentials: ownCredentials(node, using) }),
		...changed(node, example),
	}));
	return { ...example, nodes, active: false };
}

function ownCredentials(node, using) {
	return Object.fromEntries(
		Object.keys(node.credentials).map((type) => [
			type,
			{ id: using[type].id, name: using[type].name },
		]),
	);
}

/** Started from outside or often. */
function startedAtOnce({ type, name, parameters }, { id }) {
	if (STARTS.includes(type)) return webhookNode(name, `example-${id}`);
	return isPolling({ type }) ? { parameters: { ...parameters, pollTimes: everyFiveSeconds } } : {};
}

const VENDORS = ['inventorum', 'finerworks', 'comestri'];

async function live(vendor, life) {
	return await sandbox.control(vendor, 'POST', '/life', life);
}

/** Starts the example, or lets everything happen that may start it. */
async function start({ id, nodes }) {
	if (nodes.some(({ webhookId }) => webhookId)) return await call(`example-${id}`);
	for (const vendor of VENDORS) await live(vendor, { running: true, changesPerSecond: 20 });
}

async function runExample(example) {
	const workflowId = await publish(example);
	await start(example);
	const [execution] = await endedExecutions(workflowId, 1, 180_000);
	for (const vendor of VENDORS) await live(vendor, { running: false });
	await rest.deactivate(workflowId);
	const { data } = await rest.execution(execution.id);
	const explained = `${example.name}: ${data?.resultData?.error?.message}`;
	assert.equal(execution.status, 'success', explained);
	assert.notEqual(await workerOf(execution.id), -1, `${example.name} ran on no worker`);
}

test('the example workflows run on the workers', async () => {
	for (const file of await exampleFiles()) {
		await runExample(await readExample(file, { changed: startedAtOnce }));
	}
});

function inventorum(operation, parameters) {
	return {
		id: operation,
		name: operation,
		type: 'n8n-nodes-retailkit.inventorum',
		typeVersion: 1,
		parameters: { resource: 'product', operation, ...parameters },
		credentials: { inventorumApi: { id: credentials.inventorumApi.id, name: 'inventorumApi' } },
	};
}

const TICK_MS = 5_000;

test('a trigger polls once for each tick, and not once in every process', async () => {
	const recorder = await startRecorder();
	const trigger = triggerNode(credentials.inventorumApi);
	const id = await publish(chain('Ticks', [trigger, recorderNode(recorder)]));
	const began = Date.now();
	await sleep(25_000);
	await rest.deactivate(id);
	const isAnswered = ({ at, status, url }) =>
		at >= began && status === 200 && url.includes('/delta/deleted/');
	const ticks = wiretap.requests.filter(isAnswered).map(({ at }) => Math.floor(at / TICK_MS));
	assert.ok(ticks.length >= 4);
	assert.deepEqual(ticks, [...new Set(ticks)]);
});

test('two workers that refresh the same token at once lose nothing', async (t) => {
	const read = inventorum('getAll', { returnAll: true });
	const id = await publish(chain('Refresh', [webhookNode('Start', 'refresh'), read]));
	const before = await sandbox.control('inventorum', 'GET', '/stats');
	const end = Date.now() + 20_000;
	let count = 0;
	while (Date.now() < end) {
		await Promise.all(Array.from({ length: 4 }, async () => await call('refresh')));
		count += 4;
		await endedExecutions(id, Math.min(count, 100));
	}
	const executions = await endedExecutions(id, Math.min(count, 100));
	const { tokenExchanges, reusedRefreshTokens } = await sandbox.control(
		'inventorum',
		'GET',
		'/stats',
	);
	const workers = new Set(await Promise.all(executions.map(async (it) => await workerOf(it.id))));
	const exchanges = tokenExchanges - before.tokenExchanges;
	t.diagnostic(
		`${count} executions, ${exchanges} exchanges, ${reusedRefreshTokens} times a worker came second`,
	);
	assert.deepEqual([...workers].sort(), [0, 1]);
	assert.ok(exchanges >= 5);
	assert.deepEqual(
		executions.filter(({ status }) => status !== 'success').map(({ id: each }) => each),
		[],
	);
});

const ORDERS = 500;
const orderPo = (index) => `QUEUE-${index}`;
const SUBMIT = '/v3/submit_orders_v2';

/** Items of a webhook's body, then whatever is to be done with each. */
const eachOrder = (path, ...nodes) =>
	chain(path, [
		webhookNode('Start', path),
		{
			id: 'orders',
			name: 'Orders',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.orders', options: {} },
		},
		...nodes,
	]);

function finerWorks(name, parameters) {
	return {
		id: name,
		name,
		type: 'n8n-nodes-retailkit.finerWorks',
		typeVersion: 1,
		parameters: { resource: 'order', ...parameters },
		credentials: { finerWorksApi: { id: credentials.finerWorksApi.id, name: 'finerWorksApi' } },
	};
}

const submitNode = () =>
	finerWorks('Place', {
		operation: 'submit',
		specifyOrder: 'fields',
		orderPo: '={{ $json.order_po }}',
		firstName: 'Bob',
		lastName: 'Ross',
		address1: '742 Evergreen Terrace',
		city: 'Mountain Scene',
		zipPostalCode: '88888',
		stateCode: 'AK',
		countryCode: 'US',
		orderItems: { values: [{ sku: 'AP1234P1234', quantity: 1 }] },
		shippingCode: 'SD',
		paymentToken: 'xxxx',
		validateOnly: false,
	});

const lookUpNode = () =>
	finerWorks('Look Up', {
		operation: 'getStatus',
		findBy: 'orderPo',
		orderPo: '={{ $json.order_po }}',
		options: { skipUnknown: true },
	});

async function placedOrders() {
	const ledger = await sandbox.control('finerworks', 'GET', '/ledger?entity=order');
	return ledger
		.filter(({ kind, snapshot }) => kind === 'created' && snapshot.order_po.startsWith('QUEUE-'))
		.map(({ snapshot }) => snapshot.order_po);
}

async function submissions() {
	const requests = await sandbox.control('finerworks', 'GET', '/requests');
	return requests.filter(({ url }) => url === SUBMIT).length;
}

test('orders of a worker that died are not placed a second time', async (t) => {
	const orders = Array.from({ length: ORDERS }, (_, index) => ({ order_po: orderPo(index) }));
	const submitting = await publish(eachOrder('submit', submitNode()));
	const slow = { method: 'POST', path: SUBMIT, kind: 'delayAfterWrite', ms: 800, probability: 1 };
	await sandbox.control('finerworks', 'POST', '/faults', slow);
	await call('submit', { orders });
	await until('some orders', async () => (await placedOrders()).length >= 150);
	const [{ id }] = await rest.executions({ workflowId: submitting });
	const victim = await workerOf(id);
	await cluster.killWorker(victim);
	await sandbox.control('finerworks', 'DELETE', '/faults');
	const sent = await submissions();
	const left = await placedOrders();

	await t.test('n8n ends the execution and runs it nowhere else', async () => {
		const [execution] = await endedExecutions(submitting, 1);
		t.diagnostic(`${left.length} of ${ORDERS} orders placed, then "${execution.status}"`);
		const { data } = await rest.execution(execution.id);
		t.diagnostic(String(data?.resultData?.error?.message));
		assert.notEqual(execution.status, 'success');
		assert.equal(await submissions(), sent);
		assert.ok(left.length < ORDERS);
	});

	await t.test('looking up what is there and placing the rest places each order once', async () => {
		const recorder = await startRecorder();
		const looking = eachOrder('look-up', lookUpNode(), recorderNode(recorder));
		await publish(looking);
		await call('look-up', { orders });
		await until('the answer', () => recorder.entries.length > 0);
		const known = new Set(recorder.entries[0].items.map(({ order_po: po }) => po));
		await call('submit', { orders: orders.filter(({ order_po: po }) => !known.has(po)) });
		await endedExecutions(submitting, 2);
		const placed = await placedOrders();
		assert.equal(placed.length, ORDERS);
		assert.equal(new Set(placed).size, ORDERS);
	});
	await cluster.replaceWorker(victim);
});

const CHANGES = 2000;
const CHANGES_PER_SECOND = 25;
const WORKER_KILLS = 3;

/** So many that most change once at the most while the test lasts. */
const PRODUCTS = 2000;

/** Longer than it takes from a change to the end of the execution that is told of it. */
const UNDER_WAY_SECONDS = 40;

const CHECK_SECONDS = 30;

/** So long after the last kill that checks write while the shop still trades. */
const TRADE_ON_MS = 30_000;

const UPDATE_STOCK = '/v3/update_virtual_inventory';
const UPDATE_MS = 800;

/** A till and a print shop that nothing else in this suite uses. */
async function openShop() {
	const shop = await startSandbox({ args: ['--products', String(PRODUCTS)] });
	const tap = await startWiretap(shop.inventorum);
	return { ...shop, tap, credentials: await createCredentials(shop, tap) };
}

/** All products of a till. */
async function productsOf(shop) {
	const recorder = await startRecorder();
	const read = inventorum('getModified', { startDate: '2020-01-01T00:00:00Z', returnAll: true });
	const credential = ownCredentials(read, shop.credentials);
	const nodes = [webhookNode('Start', 'all'), { ...read, credentials: credential }];
	await publish(chain('All Products', [...nodes, recorderNode(recorder)]));
	await call('all');
	await until('the products', () => recorder.entries.length > 0);
	return recorder.entries[0].items;
}

/** The print shop has the products of the till, all of them without stock. */
async function stockPrintShop(shop) {
	const codes = (await productsOf(shop)).map((product) => product.product_code).filter(Boolean);
	for (const sku of new Set(codes)) {
		await shop.control('finerworks', 'POST', '/products', { sku, quantity_in_stock: 0 });
	}
}

/** The examples that keep the stock in step and check it, but more often. */
async function publishStockExamples({ credentials: using }) {
	const sync = await readExample('stock-to-finerworks.json', {
		using,
		changed: (node) => (isPolling(node) ? { parameters: pollingOften(node) } : {}),
	});
	const check = await readExample('stock-check.json', { using, changed: checkingOften });
	return {
		sync: await publish({ ...sync, id: undefined }),
		check: await publish({ ...check, id: undefined }),
	};
}

const pollingOften = ({ parameters }) => ({
	...parameters,
	pollTimes: everyTwentySeconds,
	options: { includeExisting: true },
});

function checkingOften({ type, name, parameters }) {
	if (type === SCHEDULE) {
		const interval = [{ field: 'seconds', secondsInterval: CHECK_SECONDS }];
		return { parameters: { rule: { interval } } };
	}
	if (name !== 'Window') return {};
	const window = JSON.stringify(parameters);
	return {
		parameters: JSON.parse(window.replace('minutes: 10', `seconds: ${UNDER_WAY_SECONDS}`)),
	};
}

/** The shop trades until it has had so many changes, and until something else is over. */
async function trade(shop, meanwhile) {
	const life = { running: true, changesPerSecond: CHANGES_PER_SECOND };
	const acts = async () => (await shop.control('inventorum', 'GET', '/life')).acts;
	const goal = (await acts()) + CHANGES;
	await shop.control('inventorum', 'POST', '/life', life);
	await meanwhile();
	await until(`${CHANGES} changes`, async () => (await acts()) >= goal, { timeoutMs: 300_000 });
	await shop.control('inventorum', 'POST', '/life', { running: false });
}

/** Kills workers that have an execution of the workflow in their hands, each when n8n has noted the last. */
async function killWorkers(workflowId) {
	const died = [];
	for (let count = 0; count < WORKER_KILLS; count += 1) {
		const busy = async () => await busyWorker(workflowId);
		const { id, position } = await until('a running execution', busy, { timeoutMs: 60_000 });
		await sleep(UPDATE_MS * count);
		await cluster.killWorker(position);
		await cluster.replaceWorker(position);
		const isNoted = async () => ENDED.includes((await rest.execution(id)).status);
		await until('the end of what died', isNoted, { timeoutMs: 120_000 });
		died.push(id);
	}
	return died;
}

/** A worker that has begun an execution, once there is one. */
async function busyWorker(workflowId) {
	const [running] = await rest.executions({ workflowId, status: ['running'] });
	const position = running === undefined ? -1 : await workerOf(running.id);
	return position !== -1 && { id: running.id, position };
}

/** Lets the last changes arrive, and be checked after nothing is under way any more. */
async function untilSettled({ tap }, { sync, check }) {
	const quiet = Date.now();
	const polls = () =>
		tap.requests.filter(({ at, url }) => at > quiet && url.includes('/delta/deleted/'));
	await until('the last polls', () => polls().length >= 2, { timeoutMs: 90_000 });
	await rest.deactivate(sync);
	await untilOver(sync);
	const settled = Date.now() + UNDER_WAY_SECONDS * 1000;
	const isChecked = async () =>
		(await rest.executions({ workflowId: check, status: ['success'] })).some(
			({ startedAt }) => Date.parse(startedAt) > settled,
		);
	await until('a last check', isChecked, { timeoutMs: 180_000 });
	await rest.deactivate(check);
	await untilOver(check);
}

async function untilOver(workflowId) {
	const areOver = async () =>
		(await rest.executions({ workflowId })).every(({ status }) => ENDED.includes(status));
	await until('the end of all executions', areOver, { timeoutMs: 120_000 });
}

/** How many stocks each run of the workflow wrote. */
async function updatesOf(workflowId) {
	const runs = await rest.executions({ workflowId });
	const counts = runs.map(async ({ id }) => {
		const { data } = await rest.execution(id);
		const [update] = data?.resultData?.runData?.['Update Stock'] ?? [];
		return update?.data?.main?.[0]?.length ?? 0;
	});
	return await Promise.all(counts);
}

test(`${CHANGES} changes with two workers, of which ${WORKER_KILLS} die`, async (t) => {
	const shop = await openShop();
	await stockPrintShop(shop);
	const { sync, check } = await publishStockExamples(shop);
	await endedExecutions(sync, 1);
	const slow = { method: 'PUT', path: UPDATE_STOCK, kind: 'delayAfterWrite', ms: UPDATE_MS };
	await shop.control('finerworks', 'POST', '/faults', { ...slow, probability: 1 });
	let died;
	await trade(shop, async () => {
		died = await killWorkers(sync);
		await sleep(TRADE_ON_MS);
	});
	await untilSettled(shop, { sync, check });
	const till = await shop.control('inventorum', 'GET', '/ledger?entity=product');
	const printShop = await shop.control('finerworks', 'GET', '/ledger?entity=product');
	const deliveries = await deliveriesOf(rest, sync, 'Product Changes');
	const checked = (await updatesOf(check)).reduce((sum, updated) => sum + updated, 0);
	const written = printShop.filter(({ kind }) => kind === 'updated').length;
	t.diagnostic(
		`${till.length} changes, ${WORKER_KILLS} workers killed in ${deliveries.length} executions, ` +
			`${written} stocks written, ${checked} of them by checks`,
	);

	await t.test('n8n lists what died as failed', () => {
		const failed = deliveries.filter(({ status }) => status !== 'success');
		assert.deepEqual(failed.map(({ id }) => id).sort(), died.map(Number).sort());
	});

	await t.test('no change is missed: the print shop has the stock of the till', () => {
		assert.ok(checked > 0);
		assert.deepEqual(differentStock(till, printShop), []);
	});

	await t.test('nothing is told or written twice', () => {
		const told = withPolls(deliveries, shop.tap.requests);
		assert.deepEqual(briefly(repetitions(till, told)), []);
		assert.deepEqual(writtenTwice(till, printShop), []);
	});
});
