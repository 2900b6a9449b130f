import fs from 'node:fs/promises';
import path from 'node:path';
import { serviceEnvironment } from '../../../sandbox/playground/environment.mjs';
import { endGroup, startService } from '../../../sandbox/playground/processes.mjs';
import { sandboxScript } from '../../../sandbox/playground/sandbox.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { until } from './wait.mjs';
import { root } from './workspace.mjs';

const LISTENING = /^(INVENTORUM|FinerWorks|Comestri) sandbox listening on (\S+)/gm;
const FREE_PORTS = ['--port', '0', '--finerworks-port', '0', '--comestri-port', '0'];

/**
 * Starts the vendors' stand-ins on free ports; `args` are flags of sandbox/main.ts. Addresses are
 * without a path: INVENTORUM's API is below `/api`.
 */
export async function startSandbox({ args = [] } = {}) {
	const folder = temporaryFolder('sandbox');
	const log = path.join(folder, 'sandbox.log');
	const env = serviceEnvironment({}, { home: folder, temporary: folder });
	const command = [sandboxScript, ...FREE_PORTS, ...args];
	const service = startService('The sandbox', process.execPath, command, { cwd: root, env, log });
	const addresses = await until('the sandbox listens', () => addressesIn(service));
	return {
		...addresses,
		pid: service.pid,
		control: (vendor, method, path, body) => control(addresses[vendor], method, path, body),
		stop: () => endGroup(service.pid),
	};
}

async function addressesIn({ log, running }) {
	const text = await fs.readFile(log, 'utf8');
	if (!running) throw new Error(`The sandbox ended while starting:\n${text}`);
	const found = [...text.matchAll(LISTENING)].map(([, vendor, url]) => [
		vendor.toLowerCase(),
		new URL(url).origin,
	]);
	return found.length === 3 && Object.fromEntries(found);
}

/** One of the sandbox's own addresses, as in `control('comestri', 'POST', '/settings', {...})`. */
async function control(address, method, path, body) {
	const response = await fetch(`${address}/__sandbox/${path.replace(/^\/?(__sandbox\/)?/, '')}`, {
		method,
		headers: body === undefined ? {} : { 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`);
	return JSON.parse(text);
}
