import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { isAlive } from '../../../sandbox/playground/processes.mjs';
import { cleanUp } from '../harness/cleanup.mjs';
import { createUserFolder, startN8n } from '../harness/n8n.mjs';
import { packageContent } from '../harness/package.mjs';
import { Rest } from '../harness/rest.mjs';
import { prepare } from '../harness/workspace.mjs';

let n8n;
let rest;
let content;

before(async () => {
	const userFolder = await createUserFolder(await prepare());
	content = await packageContent();
	n8n = await startN8n({ userFolder });
	rest = new Rest(n8n.url);
	await rest.setUpOwner();
});

after(cleanUp);

test('every node type of the package is loaded, and as a tool where it says so', async () => {
	const types = await rest.request('GET', '/types/nodes.json');
	const ours = types.map(({ name }) => name).filter((name) => name.startsWith(`${content.name}.`));
	const tools = content.nodes.filter(({ usableAsTool }) => usableAsTool);
	assert.deepEqual(
		[...new Set(ours)].sort(),
		[...content.nodes.map(({ type }) => type), ...tools.map(({ type }) => `${type}Tool`)].sort(),
	);
});

test('every credential type of the package is loaded', async () => {
	const types = await rest.request('GET', '/types/credentials.json');
	const names = types.map(({ name }) => name);
	const missing = content.credentials.filter(({ name }) => !names.includes(name));
	assert.deepEqual(missing, []);
});

test('the log holds no complaint about the package', async () => {
	const lines = (await n8n.log()).split('\n');
	assert.ok(lines.some((line) => line.includes('Editor is now accessible')));
	const about = new RegExp(
		`${content.name}|${content.credentials.map((it) => it.name).join('|')}`,
		'i',
	);
	assert.deepEqual(
		lines.filter((line) => about.test(line)),
		[],
	);
	assert.deepEqual(
		lines.filter((line) => /There was an error loading/i.test(line)),
		[],
	);
});

test('stopping leaves no process behind', async () => {
	const group = await processesOfGroup(n8n.pid);
	assert.ok(group.includes(n8n.pid));
	await n8n.stop();
	assert.deepEqual(group.filter(isAlive), []);
	assert.deepEqual(await processesOfGroup(n8n.pid), []);
});

/** The ids of the living processes of a group, from Linux's own list. */
async function processesOfGroup(group) {
	const ids = (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
	const own = await Promise.all(ids.map(async (id) => (await groupOf(id)) === group));
	return ids.filter((_, index) => own[index]);
}

async function groupOf(id) {
	const stat = await fs.readFile(path.join('/proc', String(id), 'stat'), 'utf8').catch(() => '');
	const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return state === 'Z' ? undefined : Number(processGroup);
}
