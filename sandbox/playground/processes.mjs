import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './messages.mjs';
import { shown } from './paths.mjs';

const STOP_GRACE_MS = 20_000;
const KILL_GRACE_MS = 2_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** Every process started here and not yet ended. Nothing else is ever sent a signal. */
const living = new Set();
let stopping;
let tellChildren = () => {};

/** Has a listener told the pids of all living children, whenever one starts or ends. */
export function onChildren(listener) {
	tellChildren = () => listener([...living].map(({ pid }) => pid));
}

/**
 * Each child leads a process group of its own: Ctrl-C in the terminal then reaches only us, and we
 * can end the child together with whatever it has started.
 */
function launch(command, args, { cwd, env }) {
	if (stopping) throw new StartError('Stopped.');
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	if (child.pid !== undefined) keepUntilClosed(child);
	return child;
}

function keepUntilClosed(child) {
	living.add(child);
	tellChildren();
	child.once('close', () => {
		living.delete(child);
		tellChildren();
	});
}

function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
		return true;
	} catch {
		return false;
	}
}

/** Waits until a condition no longer holds, or the time is over. */
async function whileTrue(condition, timeoutMs) {
	const deadline = Date.now() + timeoutMs;
	while (condition() && Date.now() < deadline) await sleep(50);
}

/** Asks a process group to end; what has not ended in time, or outlives its leader, is killed. */
export async function endGroup(pid, { graceMs = STOP_GRACE_MS, alive = isAlive } = {}) {
	signalGroup(pid, 'SIGTERM');
	await whileTrue(() => alive(pid), graceMs);
	signalGroup(pid, 'SIGKILL');
	await whileTrue(() => signalGroup(pid, 0), KILL_GRACE_MS);
}

/**
 * Ends everything that was started, and from then on lets nothing start. Asking again only waits:
 * n8n takes a second SIGTERM for impatience and dies on the spot, before its database is closed.
 */
export async function stopAll() {
	stopping ??= Promise.all([...living].map((child) => endGroup(child.pid)));
	await stopping;
}

export function isStopping() {
	return stopping !== undefined;
}

export function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/**
 * When a process began, as `ps` words it. With the pid it tells a process from a later one that
 * was given the same number. Undefined where there is no `ps`, and for a process that has ended
 * but that nobody has collected, as happens in containers.
 */
export function startOf(pid) {
	const args = ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)];
	const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
	const answer = spawnSync('ps', args, { encoding: 'utf8', env }).stdout?.trim();
	const [, state, since] = /^(\S+)\s+(.+)$/.exec(answer ?? '') ?? [];
	return state?.startsWith('Z') ? undefined : since;
}

/** Calls `onLine` for each whole line of a stream. */
function eachLine(stream, onLine) {
	let rest = '';
	stream.setEncoding('utf8');
	stream.on('data', (text) => {
		const lines = (rest + text).split('\n');
		rest = lines.pop();
		lines.forEach(onLine);
	});
	stream.on('end', () => rest && onLine(rest));
}

/** A log file that begins empty and never outgrows twice its limit: the older half is `.old`. */
class BoundedLog {
	#file;
	#descriptor;
	#size = 0;

	constructor(file) {
		this.#file = file;
		fs.rmSync(`${file}.old`, { force: true });
		this.#descriptor = fs.openSync(file, 'w');
	}

	write(line) {
		if (this.#size > LOG_LIMIT_BYTES) this.#turnOver();
		this.#size += fs.writeSync(this.#descriptor, `${line}\n`);
	}

	#turnOver() {
		fs.closeSync(this.#descriptor);
		fs.renameSync(this.#file, `${this.#file}.old`);
		this.#descriptor = fs.openSync(this.#file, 'w');
		this.#size = 0;
	}
}

function ended(child) {
	return new Promise((resolve) => {
		child.once('error', (error) => resolve({ error }));
		child.once('close', (code, signal) => resolve({ code, signal }));
	});
}

/**
 * Runs a command to its end and returns what it printed. Its output goes to the end of a log
 * file; a failure names that file instead of flooding the terminal.
 */
export async function run(command, args, { cwd, env, log, what, timeoutMs, onLine = () => {} }) {
	fs.appendFileSync(log, `\n$ ${command} ${args.join(' ')}\n`);
	const child = launch(command, args, { cwd, env });
	const end = ended(child);
	let output = '';
	const listen = (keep) => (line) => {
		fs.appendFileSync(log, `${line}\n`);
		if (keep) output += `${line}\n`;
		onLine(line);
	};
	eachLine(child.stdout, listen(true));
	eachLine(child.stderr, listen(false));
	const timer = timeoutMs && setTimeout(() => void endGroup(child.pid), timeoutMs);
	const { code, error } = await end;
	clearTimeout(timer);
	if (stopping) throw new StartError('Stopped.');
	if (error?.code === 'ENOENT') throw new StartError(`${what} needs "${command}", not found.`);
	if (code !== 0) throw new StartError(`${what} failed; the reason is in ${shown(log)}`);
	return output;
}

/** Starts a program that is meant to stay, with its output in a log file of its own. */
export function startService(name, command, args, { cwd, env, log, readable = (line) => line }) {
	const file = new BoundedLog(log);
	const child = launch(command, args, { cwd, env });
	const service = { name, pid: child.pid, log, running: true };
	service.ended = ended(child).then((end) => {
		service.running = false;
		return end;
	});
	for (const stream of [child.stdout, child.stderr]) {
		eachLine(stream, (line) => file.write(readable(line)));
	}
	return service;
}

/** Waits until a service answers over HTTP, or says that it ended before it did. */
export async function untilAnswering(service, url, { timeoutMs, accept = () => true }) {
	const deadline = Date.now() + timeoutMs;
	while (service.running && Date.now() < deadline) {
		const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
		await answer?.arrayBuffer().catch(() => undefined);
		if (answer && accept(answer)) return;
		await sleep(200);
	}
	if (stopping) throw new StartError('Stopped.');
	const fate = service.running ? 'did not answer in time' : 'ended while starting';
	throw new StartError(`${service.name} ${fate}; the reason is in ${shown(service.log)}`);
}
