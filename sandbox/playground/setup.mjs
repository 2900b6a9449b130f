import fs from 'node:fs/promises';
import path from 'node:path';
import { credentials } from './credentials.mjs';
import { readJson, writeJson } from './files.mjs';
import { StartError, step } from './messages.mjs';
import { n8nCommand } from './n8n.mjs';
import { places, root, shown } from './paths.mjs';
import { sandboxAddresses } from './sandbox.mjs';

const examplesFolder = path.join(root, 'examples');

/** The example workflows, the ones that run by themselves first. */
export async function readExamples() {
	const names = (await fs.readdir(examplesFolder)).filter((name) => name.endsWith('.json'));
	const all = await Promise.all(names.map((name) => readJson(path.join(examplesFolder, name))));
	return all
		.filter(({ id, nodes }) => id && nodes)
		.sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
}

/** n8n's commands report trouble in words and still exit with 0, so the words are checked. */
async function n8nMust(expected, port, ...args) {
	const output = await n8nCommand(port, ...args);
	if (output.includes(expected)) return;
	throw new StartError(`n8n ${args[0]} failed; the reason is in ${shown(places.installLog)}`);
}

/** Hands values to a command as a file that is gone afterwards: it may hold secrets. */
async function withFile(value, use) {
	const file = path.join(places.temporary, 'import.json');
	await writeJson(file, value);
	try {
		return await use(file);
	} finally {
		await fs.rm(file, { force: true });
	}
}

/**
 * Gives n8n what it has not been given before, and remembers it: what a user has edited or
 * deleted since stays edited or deleted, and an example added to the project later still arrives.
 */
export async function setUpContent(ports) {
	const sandbox = `http://127.0.0.1:${ports.sandbox}`;
	const known = { credentials: [], workflows: [], sandbox, ...(await readJson(places.setup, {})) };
	const examples = await readExamples();
	const missing = {
		credentials: credentials.filter(({ id }) => !known.credentials.includes(id)),
		workflows: examples.filter(({ id }) => !known.workflows.includes(id)),
	};
	const moved = known.sandbox !== sandbox && known.credentials.length > 0;
	if (missing.credentials.length + missing.workflows.length === 0 && !moved) return;

	await step('Setting up the credentials and the example workflows', async () => {
		if (moved) await moveCredentials(ports, known);
		await writeJson(places.setup, Object.assign(known, { sandbox }));
		await importCredentials(ports, known, missing.credentials);
		for (const workflow of missing.workflows) await importWorkflow(ports, known, workflow);
	});
}

async function importCredentials(ports, known, missing) {
	if (missing.length === 0) return;
	const addresses = sandboxAddresses(known.sandbox);
	const values = missing.map(({ data, ...rest }) => ({ ...rest, data: data(addresses) }));
	await withFile(values, (file) =>
		n8nMust('Successfully imported', ports.n8n, 'import:credentials', `--input=${file}`),
	);
	known.credentials.push(...missing.map(({ id }) => id));
	await writeJson(places.setup, known);
}

/** An example whose file says `active` is published: from the next start of n8n on, it runs. */
async function importWorkflow(ports, known, workflow) {
	await withFile(workflow, (file) =>
		n8nMust('Successfully imported', ports.n8n, 'import:workflow', `--input=${file}`),
	);
	if (workflow.active) {
		await n8nMust('Publishing workflow', ports.n8n, 'publish:workflow', `--id=${workflow.id}`);
	}
	known.workflows.push(workflow.id);
	await writeJson(places.setup, known);
}

/**
 * After a change of the sandbox's port, points the stored credentials at the new address. Only the
 * address is changed: n8n has meanwhile stored newer refresh tokens than the ones we know.
 */
async function moveCredentials(ports, known) {
	const sandbox = `http://127.0.0.1:${ports.sandbox}`;
	for (const { id, data } of credentials.filter(({ id }) => known.credentials.includes(id))) {
		const [before, now] = [known.sandbox, sandbox].map(
			(first) => new URL(data(sandboxAddresses(first)).baseUrl).origin,
		);
		const stored = await exportCredential(ports, id);
		if (!stored?.data?.baseUrl?.startsWith(before)) continue;
		stored.data.baseUrl = now + stored.data.baseUrl.slice(before.length);
		await withFile([stored], (file) =>
			n8nMust('Successfully imported', ports.n8n, 'import:credentials', `--input=${file}`),
		);
	}
}

/** A stored credential in clear, or nothing when the user has deleted it. */
async function exportCredential(ports, id) {
	const file = path.join(places.temporary, 'export.json');
	try {
		const args = ['export:credentials', `--id=${id}`, '--decrypted', `--output=${file}`];
		await n8nCommand(ports.n8n, ...args).catch(() => undefined);
		return (await readJson(file, []))[0];
	} finally {
		await fs.rm(file, { force: true });
	}
}
