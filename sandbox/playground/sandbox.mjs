import path from 'node:path';
import { serviceEnvironment } from './environment.mjs';
import { places, root } from './paths.mjs';
import { startService, untilAnswering } from './processes.mjs';

const START_TIMEOUT_MS = 30_000;

/** INVENTORUM, FinerWorks and Comestri, one port after the other. */
export const sandboxPorts = (first) => [first, first + 1, first + 2];

export const sandboxUrl = (port) => `http://127.0.0.1:${port}`;

/** The address of each vendor's stand-in, given the first one's. */
export function sandboxAddresses(first) {
	const [inventorum, finerworks, comestri] = sandboxPorts(Number(new URL(first).port)).map(
		sandboxUrl,
	);
	return { inventorum, finerworks, comestri };
}

export const sandboxScript = path.join(root, 'build', 'sandbox', 'main.js');

/** Starts the stand-in for the vendors, with a little life in it: products change by themselves. */
export async function startSandbox(port) {
	const [, finerworks, comestri] = sandboxPorts(port);
	const options = [
		['--port', port],
		['--finerworks-port', finerworks],
		['--comestri-port', comestri],
		['--state-file', places.sandboxState],
	];
	return startService(
		'The sandbox',
		process.execPath,
		[sandboxScript, '--life', ...options.flat().map(String)],
		{
			cwd: root,
			env: serviceEnvironment(),
			log: places.sandboxLog,
		},
	);
}

export async function untilSandboxIsReady(service, port) {
	await untilAnswering(service, `${sandboxUrl(port)}/__sandbox/stats`, {
		timeoutMs: START_TIMEOUT_MS,
	});
}
