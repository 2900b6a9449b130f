import fs from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../../sandbox/playground/checks.mjs';
import { serviceEnvironment } from '../../../sandbox/playground/environment.mjs';
import { installCommunityNodes } from '../../../sandbox/playground/install.mjs';
import { n8nSettings } from '../../../sandbox/playground/n8n.mjs';
import { endGroup, startService, untilAnswering } from '../../../sandbox/playground/processes.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { n8nScript, node24 } from './workspace.mjs';

const START_TIMEOUT_MS = 180_000;
const MOST_STARTS = 3;

const LOG_LINES_SHOWN = 40;
let services = 0;

/** A folder for one n8n, with its home and scratch files, and the package installed. */
export async function createUserFolder({ tarball }) {
	const folder = temporaryFolder('n8n');
	const { home, temporary } = placesIn(folder);
	for (const inner of [home, temporary]) await fs.mkdir(inner);
	await installCommunityNodes(path.join(folder, '.n8n', 'nodes'), tarball);
	return folder;
}

const placesIn = (folder) => ({
	home: path.join(folder, 'home'),
	temporary: path.join(folder, 'tmp'),
});

async function environment(userFolder, port, env) {
	const settings = await n8nSettings({ port, userFolder, node: node24() });
	return { ...serviceEnvironment(settings, placesIn(userFolder)), ...env };
}

/** Starts an n8n process with its output in a file of its own. */
async function launch(userFolder, port, args, env) {
	const log = path.join(
		userFolder,
		`${process.pid}-${++services}-${args[0].replace(':', '-')}.log`,
	);
	const options = { cwd: userFolder, env: await environment(userFolder, port, env), log };
	return startService(`n8n ${args[0]}`, node24(), [n8nScript(), ...args], options);
}

/** All that a service has printed so far; a long log is kept in two files. */
async function logOf({ log }) {
	const older = await fs.readFile(`${log}.old`, 'utf8').catch(() => '');
	return older + (await fs.readFile(log, 'utf8'));
}

/** Workers answer for their health only when told to. */
function healthSettings(command, port) {
	if (command !== 'worker') return {};
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/** Starts n8n (or its `worker`, `webhook`) and returns once it is ready. */
export async function startN8n({ userFolder, port, command = 'start', env = {} }) {
	const { service, ownPort } = await startedService({ userFolder, port, command, env });
	return {
		url: `http://127.0.0.1:${ownPort}`,
		port: ownPort,
		pid: service.pid,
		ended: service.ended,
		log: () => logOf(service),
		stop: () => endGroup(service.pid),
		kill: (signal) => killGroup(service, signal),
	};
}

/**
 * Like whatever runs n8n in production, starts it again when it ends at once: a port that was free when it
 * was chosen may be taken by then, and n8n falls over executions that were killed before they had begun.
 */
async function startedService({ userFolder, port, command, env }, attempt = 1) {
	const ownPort = port ?? (await freePort());
	const settings = { ...healthSettings(command, ownPort), ...env };
	const service = await launch(userFolder, ownPort, command.split(' '), settings);
	try {
		await untilAnswering(service, `http://127.0.0.1:${ownPort}/healthz/readiness`, {
			timeoutMs: START_TIMEOUT_MS,
			accept: ({ status }) => status === 200,
		});
		return { service, ownPort };
	} catch (error) {
		if (!service.running && attempt < MOST_STARTS) {
			return await startedService({ userFolder, port, command, env }, attempt + 1);
		}
		const lines = (await logOf(service)).split('\n').slice(-LOG_LINES_SHOWN);
		throw new Error(`${error.message}\n${lines.join('\n')}`, { cause: error });
	}
}

/** Sends one signal to n8n and its helpers and waits for the end, whatever becomes of them. */
async function killGroup({ pid, ended }, signal = 'SIGKILL') {
	process.kill(-pid, signal);
	await ended;
}

/** Runs one of n8n's commands to its end and returns all that it printed. */
export async function n8nCommand({ userFolder, env = {} }, ...args) {
	const service = await launch(userFolder, await freePort(), args, env);
	const { code, signal } = await service.ended;
	const output = await logOf(service);
	if (code === 0) return output;
	throw new Error(`n8n ${args.join(' ')} ended with ${code ?? signal}:\n${output}`);
}
