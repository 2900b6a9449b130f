import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNode } from '../../../sandbox/playground/checks.mjs';
import { build, installRootDependencies, pack } from '../../../sandbox/playground/install.mjs';
import { step } from '../../../sandbox/playground/messages.mjs';
import { places, root } from '../../../sandbox/playground/paths.mjs';
import { Runtime } from '../../../sandbox/playground/runtime.mjs';
import { temporaryFolder } from './cleanup.mjs';

export { root };

/** The folder with n8n, its Node and what drives a browser. */
export const workspace = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const runtime = new Runtime({
	folder: workspace,
	manifest: path.join(workspace, 'package.json'),
	lockfile: true,
	stamp: path.join(workspace, 'node_modules', '.retailkit.json'),
	log: places.installLog,
});

export const node24 = () => runtime.node();
export const n8nScript = () => runtime.n8nScript;

let prepared;

/**
 * Installs and builds what is missing and packs the package as it would be published. A tarball in
 * RETAILKIT_E2E_TARBALL is taken as it is: the suites of one run share one.
 */
export function prepare() {
	prepared ??= prepareOnce();
	return prepared;
}

async function prepareOnce() {
	const given = process.env.RETAILKIT_E2E_TARBALL;
	if (given) return { tarball: given };
	checkNode();
	await runtime.checkSpace();
	for (const folder of [places.home, places.temporary]) await fs.mkdir(folder, { recursive: true });
	await installRootDependencies();
	await build();
	await runtime.install();
	const tarball = await step('Packing the nodes', () => pack(temporaryFolder('package')));
	return { tarball };
}
