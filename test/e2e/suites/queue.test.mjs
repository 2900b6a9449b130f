import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	briefly,
	deliveriesOf,
	missedChanges,
	repetitions,
	wrongEndings,
	withPolls,
} from '../harness/account.mjs';
import { cleanUp } from '../harness/cleanup.mjs';
import { startCluster } from '../harness/cluster.mjs';
import { sandboxCredentials } from '../harness/credentials.mjs';
import {
	chain,
	everyFiveSeconds,
	everyTwentySeconds,
	recorderNode,
	TRIGGER,
	triggerNode,
	webhookNode,
} from '../harness/production.mjs';
import { startRecorder } from '../harness/recorder.mjs';
import { Rest } from '../harness/rest.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { until } from '../harness/wait.mjs';
import { startWiretap } from '../harness/wiretap.mjs';
import { prepare, root } from '../harness/workspace.mjs';

const STARTS = ['n8n-nodes-base.manualTrigger', 'n8n-nodes-base.scheduleTrigger'];
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

async function createCredentials() {
	const all = sandboxCredentials(sandbox);
	all.inventorumApi.baseUrl = `${wiretap.url}/api`;
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

/** An example as it is, but with the credentials of this n8n, and started from outside or often. */
async function readExample(file) {
	const example = JSON.parse(await fs.readFile(path.join(root, 'examples', file), 'utf8'));
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.credentials && { credentials: ownCredentials(node) }),
		...(STARTS.includes(node.type) && webhookNode(node.name, `example-${example.id}`)),
		...(isPolling(node) && { parameters: { ...node.parameters, pollTimes: everyFiveSeconds } }),
	}));
	return { ...example, nodes, active: false };
}

function ownCredentials(node) {
	return Object.fromEntries(
		Object.keys(node.credentials).map((type) => [
			type,
			{ id: credentials[type].id, name: credentials[type].name },
		]),
	);
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
	const files = await fs.readdir(path.join(root, 'examples'));
	const examples = files.filter((file) => file.endsWith('.json'));
	for (const file of examples) await runExample(await readExample(file));
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

/** Time in which a worker can die with an execution in its hands. */
const slowNode = () => ({
	id: 'slow',
	name: 'Slow',
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { amount: 3, unit: 'seconds' },
});

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

/** The shop trades until it has had so many changes, and until something else is over. */
async function trade(changes, meanwhile) {
	const acts = async () => (await sandbox.control('inventorum', 'GET', '/life')).acts;
	const goal = (await acts()) + changes;
	await live('inventorum', { running: true, changesPerSecond: CHANGES_PER_SECOND });
	await meanwhile();
	await until(`${changes} changes`, async () => (await acts()) >= goal, { timeoutMs: 300_000 });
	await live('inventorum', { running: false });
}

/** Kills workers that have an execution of the workflow in their hands. */
async function killWorkers(workflowId) {
	const died = new Set();
	for (let count = 0; count < WORKER_KILLS; count += 1) {
		const { id, position } = await until(
			'a running execution',
			() => busyWorker(workflowId, died),
			{
				timeoutMs: 60_000,
			},
		);
		died.add(id);
		await cluster.killWorker(position);
		await cluster.replaceWorker(position);
	}
}

/** A worker that has begun an execution, once there is one; n8n takes its time to note that one died. */
async function busyWorker(workflowId, died) {
	const running = await rest.executions({ workflowId, status: ['running'] });
	const id = running.map((execution) => execution.id).find((each) => !died.has(each));
	const position = id === undefined ? -1 : await workerOf(id);
	return position !== -1 && { id, position };
}

/** All that changed since a moment, asked for again as docs/queue-mode.md says. */
async function changesSince(since) {
	const items = {};
	for (const operation of ['getModified', 'getDeleted']) {
		const recorder = await startRecorder();
		const read = inventorum(operation, {
			startDate: '={{ $json.body.since }}',
			returnAll: true,
			simplify: false,
		});
		await publish(
			chain(operation, [webhookNode('Start', operation), read, recorderNode(recorder)]),
		);
		await call(operation, { since });
		await until(`the answer of ${operation}`, () => recorder.entries.length > 0);
		items[operation] = recorder.entries[0].items;
	}
	return [
		...items.getModified.map(({ state: _, ...row }) => ({ event: 'productUpdated', ...row })),
		...items.getDeleted.map(({ id }) => ({ event: 'productDeleted', id })),
	];
}

test(`${CHANGES} changes with two workers, of which ${WORKER_KILLS} die`, async (t) => {
	const recorder = await startRecorder();
	await sandbox.control('inventorum', 'POST', '/settings', { tokenLifetimeSeconds: 36_000 });
	const options = { includeExisting: true };
	const trigger = triggerNode(credentials.inventorumApi, options, everyTwentySeconds);
	const from = (await sandbox.control('inventorum', 'GET', '/ledger')).length;
	const began = new Date();
	const id = await publish(chain('Changes', [trigger, slowNode(), recorderNode(recorder)]));
	await until('what exists', () => recorder.entries.length > 0);
	await trade(CHANGES, async () => await killWorkers(id));
	const quiet = Date.now();
	const polls = () =>
		wiretap.requests.filter(({ at, url }) => at > quiet && url.includes('/delta/deleted/'));
	await until('the last polls', () => polls().length >= 2, { timeoutMs: 90_000 });
	await rest.deactivate(id);
	await until(
		'the end of all executions',
		async () => {
			const all = await rest.executions({ workflowId: id });
			return all.every(({ status }) => ENDED.includes(status));
		},
		{ timeoutMs: 120_000 },
	);
	const ledger = await sandbox.control('inventorum', 'GET', `/ledger?entity=product&after=${from}`);
	const deliveries = withPolls(await deliveriesOf(rest, id, TRIGGER), wiretap.requests);
	const lost = deliveries.filter(({ status }) => status !== 'success');
	const missed = missedChanges(ledger, deliveries);
	t.diagnostic(
		`${ledger.length} changes, ${WORKER_KILLS} kills, ${deliveries.length} executions, of which ` +
			`${lost.length} died with ${missed.length} changes`,
	);

	await t.test('only what a dead worker had begun is missing, and n8n lists it as failed', () => {
		const dead = new Set(lost.map((it) => it.id));
		// What a dead execution told of a product is not told again, so its products are the ones concerned.
		const concerned = new Set(missed.filter(({ due }) => dead.has(due)).map((it) => it.id));
		assert.deepEqual(briefly(missed.filter((it) => !concerned.has(it.id))), []);
		assert.ok(dead.size > 0 && dead.size < deliveries.length);
	});

	await t.test('nothing was told twice, and no execution wrote twice', () => {
		assert.deepEqual(briefly(repetitions(ledger, deliveries)), []);
		const ids = recorder.entries.map(({ executionId }) => executionId);
		assert.equal(new Set(ids).size, ids.length);
	});

	await t.test('asking again for what changed meanwhile makes it good', async () => {
		const again = { id: Infinity, askedAt: Date.now(), items: await changesSince(began) };
		assert.deepEqual(briefly(wrongEndings(ledger, [...deliveries, again])), []);
	});
});
