import fs from 'node:fs/promises';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onChildren, stopAll } from '../../../sandbox/playground/processes.mjs';

/** Set it to look at what a failed test left on the disk. */
const keepFolders = Boolean(process.env.RETAILKIT_E2E_KEEP);

const folders = new Set();
const closers = new Set();
let groups = [];
onChildren((pids) => (groups = pids));

/** A new folder that is gone after the tests. */
export function temporaryFolder(purpose) {
	const prefix = path.join(realpathSync(os.tmpdir()), `retailkit-e2e-${purpose}-`);
	const folder = mkdtempSync(prefix);
	folders.add(folder);
	return folder;
}

/** Registers what has to be closed before the processes are ended, such as a browser. */
export function beforeCleanUp(close) {
	closers.add(close);
}

/** Ends what the harness started and removes what it wrote. Every suite calls it in `after`. */
export async function cleanUp() {
	for (const close of closers) await close();
	closers.clear();
	await stopAll();
	if (keepFolders) return;
	for (const folder of folders)
		await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
	folders.clear();
}

/** For a suite that ends before its `after`: nothing can be waited for any more. */
function cleanUpAtOnce() {
	for (const pid of groups) {
		try {
			process.kill(-pid, 'SIGKILL');
		} catch {
			// It has ended meanwhile.
		}
	}
	if (keepFolders) return;
	for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

process.on('exit', cleanUpAtOnce);

/**
 * An interrupted suite still ends in order; who is impatient interrupts twice. The runner does not
 * wait for its suites, so that what they print from then on has no reader.
 */
function cleanUpAndExit() {
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
	void cleanUp().finally(() => process.exit(1));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(signal, () => {
		process.once(signal, () => process.exit(1));
		cleanUpAndExit();
	});
}
