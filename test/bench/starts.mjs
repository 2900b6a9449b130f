import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../sandbox/playground/checks.mjs';
import { createUserFolder, startN8n } from '../e2e/harness/n8n.mjs';
import { until } from '../e2e/harness/wait.mjs';
import { node24, workspace } from '../e2e/harness/workspace.mjs';
import { decimals, shownSpread } from './statistics.mjs';

const PACKAGE = 'n8n-nodes-retailkit';
const MEGABYTE = 1024 ** 2;
/** A tick of the kernel's CPU clock. */
const TICK_MS = 10;
const LOOK_EVERY_MS = 10;
/** n8n goes on for a while after it is ready; idle is who uses less of a core than this. */
const IDLE_SHARE = 0.05;
const IDLE_FOR_MS = 2000;

/** Starts n8n with the package and without, in turns. */
export async function measureStarts({ tarball, rounds }) {
	const withPackage = await createUserFolder({ tarball });
	const without = await createUserFolder({ tarball });
	await rm(path.join(without, '.n8n', 'nodes', 'node_modules', PACKAGE), { recursive: true });
	// The first start of each makes its database.
	for (const folder of [withPackage, without]) await startOnce(folder);
	const pairs = [];
	for (let round = 0; round < rounds; round += 1) {
		const first = round % 2 === 0 ? withPackage : without;
		const second = first === withPackage ? without : withPackage;
		const [one, other] = [await startOnce(first), await startOnce(second)];
		pairs.push(first === withPackage ? { ours: one, bare: other } : { ours: other, bare: one });
	}
	const added = (name) => pairs.map(({ ours, bare }) => ours[name] - bare[name]);
	const loading = await loadingTimes(withPackage, rounds);
	const inMegabytes = (values) => values.map((value) => value / MEGABYTE);
	const startsOf = (side, name) => pairs.map((pair) => pair[side][name]);
	const whole = (side) =>
		`${shownSpread(startsOf(side, 'ms'), decimals(0))} ms, CPU ${shownSpread(startsOf(side, 'cpuMs'), decimals(0))} ms`;
	const quickest = (side) => Math.min(...startsOf(side, 'ms'));
	return [
		{
			measure: 'Start of n8n: time that its loader takes for the package',
			target: '≤ 80 ms',
			values: loading,
			show: (value) => `${value.toFixed(1)} ms`,
			isMet: (ms) => ms <= 80,
			how: `n8n's own loader in fresh processes: whole starts vary by more than it takes. Until n8n is ready, with the package: ${whole('ours')}; without: ${whole('bare')}; the quickest with the package less the quickest without: ${(quickest('ours') - quickest('bare')).toFixed(0)} ms`,
		},
		{
			measure: 'Start of n8n: added memory',
			target: '≤ 15 MB',
			values: inMegabytes(added('used')),
			show: (value) => `${value.toFixed(2)} MB`,
			isMet: (megabytes) => megabytes <= 15,
			how: `heap and buffers after a garbage collection, whole starts with the package less without; resident memory: ${shownSpread(inMegabytes(added('rss')), decimals(1))} MB`,
		},
	];
}

async function startOnce(userFolder) {
	const port = await freePort();
	const report = path.join(userFolder, 'start-report.json');
	await rm(report, { force: true });
	const script = path.join(import.meta.dirname, 'startReport.cjs');
	const begin = performance.now();
	const starting = startN8n({
		userFolder,
		port,
		env: { NODE_OPTIONS: `--require=${script}`, BENCH_REPORT: report },
	});
	const isReady = untilReady(`http://127.0.0.1:${port}/healthz/readiness`);
	await Promise.race([isReady, starting]);
	const ms = performance.now() - begin;
	const n8n = await starting;
	const cpuMs = await cpuTimeWhenIdle(n8n.pid);
	process.kill(n8n.pid, 'SIGUSR2');
	const memory = await until('n8n tells its memory', () => jsonFrom(report));
	await n8n.stop();
	return { ms, cpuMs, ...memory };
}

/** Looks more often than the harness does. */
async function untilReady(url) {
	for (;;) {
		const response = await fetch(url).catch(() => undefined);
		await response?.arrayBuffer();
		if (response?.status === 200) return;
		await sleep(LOOK_EVERY_MS);
	}
}

async function cpuTimeWhenIdle(pid) {
	for (let before = await cpuTimeOf(pid); ;) {
		await sleep(IDLE_FOR_MS);
		const now = await cpuTimeOf(pid);
		if (now - before < IDLE_SHARE * IDLE_FOR_MS) return now;
		before = now;
	}
}

async function cpuTimeOf(pid) {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function jsonFrom(file) {
	const text = await readFile(file, 'utf8').catch(() => '');
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The part of a start that belongs to the package alone: n8n's loader, with n8n-core there already. */
async function loadingTimes(userFolder, rounds) {
	const folder = path.join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);
	const script = `
		const { PackageDirectoryLoader } = require('n8n-core');
		const begin = performance.now();
		new PackageDirectoryLoader(${JSON.stringify(folder)}).loadAll().then(() => {
			console.log(performance.now() - begin);
			process.exit();
		});
	`;
	const times = [];
	for (let round = 0; round < rounds; round += 1) {
		const env = {
			...process.env,
			N8N_USER_FOLDER: userFolder,
			// As n8n does for what packages expect from it.
			NODE_PATH: path.join(workspace, 'node_modules'),
		};
		const { stdout } = await promisify(execFile)(node24(), ['-e', script], { cwd: workspace, env });
		times.push(Number(stdout));
	}
	return times;
}
