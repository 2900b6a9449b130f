import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { installCommunityNodes } from '../../../sandbox/playground/install.mjs';
import {
	briefly,
	deliveriesOf,
	missedChanges,
	repetitions,
	withPolls,
	wrongEndings,
} from '../harness/account.mjs';
import { cleanUp } from '../harness/cleanup.mjs';
import { sandboxCredentials } from '../harness/credentials.mjs';
import { createUserFolder, startN8n } from '../harness/n8n.mjs';
import { packageContent } from '../harness/package.mjs';
import { knowsCommit, packageAt } from '../harness/previous.mjs';
import { chain, recorderNode, TRIGGER, triggerNode, webhookNode } from '../harness/production.mjs';
import { startRecorder } from '../harness/recorder.mjs';
import { Rest } from '../harness/rest.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { until } from '../harness/wait.mjs';
import { startWiretap } from '../harness/wiretap.mjs';
import { prepare } from '../harness/workspace.mjs';

const FROM = process.env.RETAILKIT_UPGRADE_FROM ?? 'HEAD~1';
const LIFE_MS = 6000;

/** What both packages know; the second one's items do not change by themselves. */
const actions = {
	inventorumApi: ['inventorum', { resource: 'product', operation: 'getAll', limit: 5 }],
	finerWorksApi: ['finerWorks', { resource: 'virtualInventory', operation: 'getAll', limit: 5 }],
};

const isKnown = await knowsCommit(FROM);
const scene = {};

before(async () => {
	if (isKnown) Object.assign(scene, await setUp());
});

after(cleanUp);

async function setUp() {
	const { tarball } = await prepare();
	const userFolder = await createUserFolder({ tarball: await packageAt(FROM) });
	const sandbox = await startSandbox();
	const wiretap = await startWiretap(sandbox.inventorum);
	const recorders = [await startRecorder(), await startRecorder()];
	const n8n = await startN8n({ userFolder });
	const rest = new Rest(n8n.url);
	await rest.setUpOwner();
	return { tarball, userFolder, sandbox, wiretap, recorders, n8n, rest };
}

function actionNode([type, { id }]) {
	const [name, parameters] = actions[type];
	return {
		id: name,
		name,
		type: `n8n-nodes-retailkit.${name}`,
		typeVersion: 1,
		parameters,
		executeOnce: true,
		credentials: { [type]: { id, name: type } },
	};
}

async function createWorkflows({ rest, sandbox, wiretap, recorders }) {
	const data = sandboxCredentials(sandbox);
	data.inventorumApi.baseUrl = `${wiretap.url}/api`;
	const created = [];
	for (const type of Object.keys(actions)) {
		created.push([type, await rest.createCredential({ name: type, type, data: data[type] })]);
	}
	const [[, shop]] = created;
	const trigger = triggerNode(shop, { includeExisting: true });
	const workflows = [
		chain('Changes', [trigger, recorderNode(recorders[0])]),
		chain('Actions', [
			webhookNode('Start', 'upgrade'),
			...created.map(actionNode),
			recorderNode(recorders[1]),
		]),
	];
	return await Promise.all(workflows.map(async (it) => await rest.createWorkflow(it)));
}

async function trade({ sandbox }) {
	await sandbox.control('inventorum', 'POST', '/life', { running: true, changesPerSecond: 5 });
	await sleep(LIFE_MS);
	await sandbox.control('inventorum', 'POST', '/life', { running: false });
}

/** Waits for polls that begin from now on. */
async function polls({ wiretap }, count) {
	const began = Date.now();
	const ended = ({ at, url }) => at > began && url.includes('/delta/deleted/');
	await until(`${count} polls`, () => wiretap.requests.filter(ended).length >= count);
}

async function callActions({ n8n, recorders: [, recorder] }) {
	const { length } = recorder.entries;
	const send = async () => (await fetch(`${n8n.url}/webhook/upgrade`, { method: 'POST' })).ok;
	await until('the webhook', send);
	await until('the end of the workflow', () => recorder.entries.length > length);
	return recorder.entries.at(-1).items;
}

/** Names of stored parameters that the node of today does not have. */
function unknownParameters({ nodes }, types) {
	return nodes.flatMap(({ type, parameters }) => {
		const description = types.find((it) => it.type === type);
		const known = new Set([
			'pollTimes',
			...(description?.properties ?? []).map(({ name }) => name),
		]);
		return description ? Object.keys(parameters).filter((name) => !known.has(name)) : [];
	});
}

test(`an n8n moves from the package of ${FROM} to today's`, async (t) => {
	if (!isKnown) return t.skip(`this copy of the repository does not know ${FROM}`);
	const { rest, userFolder, tarball } = scene;
	const stored = await createWorkflows(scene);
	for (const { id } of stored) await rest.activate(id);
	const itemsBefore = await callActions(scene);
	await until('what exists', () => scene.recorders[0].entries.length > 0);
	await trade(scene);
	await polls(scene, 2);

	await scene.n8n.stop();
	await trade(scene);
	await installCommunityNodes(path.join(userFolder, '.n8n', 'nodes'), tarball);
	scene.n8n = await startN8n({ userFolder, port: scene.n8n.port });
	await rest.login();
	await trade(scene);
	await polls(scene, 3);

	await t.test('nothing was missed and nothing came again', async () => {
		const all = await deliveriesOf(rest, stored[0].id, TRIGGER);
		const deliveries = withPolls(all, scene.wiretap.requests);
		const ledger = await scene.sandbox.control('inventorum', 'GET', '/ledger?entity=product');
		t.diagnostic(`${ledger.length} changes in ${deliveries.length} executions`);
		assert.ok(ledger.length > 50);
		assert.deepEqual(briefly(missedChanges(ledger, deliveries)), []);
		assert.deepEqual(briefly(wrongEndings(ledger, deliveries)), []);
		assert.deepEqual(briefly(repetitions(ledger, deliveries)), []);
	});

	await t.test('the action nodes give what they gave', async () => {
		assert.deepEqual(await callActions(scene), itemsBefore);
	});

	await t.test('the stored parameters are known to the nodes of today', async () => {
		const { nodes: types } = await packageContent();
		for (const { id, nodes } of stored) {
			const workflow = await rest.request('GET', `/rest/workflows/${id}`);
			assert.deepEqual(workflow.nodes, nodes);
			assert.deepEqual(unknownParameters(workflow, types), []);
		}
	});
});
