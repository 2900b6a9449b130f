import { renameSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson } from './files.mjs';
import { StartError, say } from './messages.mjs';
import { places, playground } from './paths.mjs';
import { endGroup, isAlive, onChildren, startOf } from './processes.mjs';

const LEFTOVER_GRACE_MS = 3000;

const identity = (pid) => ({ pid, since: startOf(pid) });

/** Whether the process that wrote its pid down is still the one that has this pid. */
function stillRuns({ pid, since }) {
	return isAlive(pid) && (since === undefined || startOf(pid) === since);
}

/** Creates the lock; false when there is one already. */
async function create(content) {
	try {
		await fs.writeFile(places.lock, JSON.stringify(content), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}

/** The lock of another start; looks twice, because the other may be writing it just now. */
async function readLock() {
	const first = await readJson(places.lock, undefined);
	if (first) return first;
	await sleep(250);
	return await readJson(places.lock, undefined);
}

/**
 * A start that was killed could not stop what it had started, so the next one does. The grace is
 * short: n8n cannot end in order once nobody reads what it prints.
 */
async function endLeftovers({ children = [] }) {
	const left = children.filter((child) => child.since && stillRuns(child));
	if (left.length === 0) return;
	say('  Ending what an earlier start left behind');
	const end = (child) =>
		endGroup(child.pid, { graceMs: LEFTOVER_GRACE_MS, alive: () => stillRuns(child) });
	await Promise.all(left.map(end));
}

/**
 * Makes this the only `npm start` of the folder: two would share one database and one refresh
 * token. The lock also lists what was started, for the start that finds it after a crash. Returns
 * how to write down the address and how to let go.
 */
export async function takeLock() {
	await fs.mkdir(playground, { recursive: true });
	const own = { ...identity(process.pid), children: [] };
	while (!(await create(own))) {
		const other = await readLock();
		if (other && stillRuns(other)) throw alreadyRunning(other);
		if (other) await endLeftovers(other);
		await fs.rm(places.lock, { force: true });
	}
	const update = (change) => overwrite(Object.assign(own, change));
	const known = (pid) => own.children.find((child) => child.pid === pid);
	onChildren((pids) => update({ children: pids.map((pid) => known(pid) ?? identity(pid)) }));
	return {
		announce: (url) => update({ url }),
		release: async () => {
			onChildren(() => {});
			await fs.rm(places.lock, { force: true });
		},
	};
}

/** At once and not some time later, so that what is written last is also what is newest. */
function overwrite(content) {
	writeFileSync(`${places.lock}.new`, JSON.stringify(content));
	renameSync(`${places.lock}.new`, places.lock);
}

function alreadyRunning({ pid, url }) {
	const where = url ?? 'still starting';
	return new StartError(`npm start is already running in this folder: ${where} (process ${pid}).`);
}
