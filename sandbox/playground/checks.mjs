import fs from 'node:fs/promises';
import net from 'node:net';
import { readJson, writeJson } from './files.mjs';
import { StartError } from './messages.mjs';
import { places, root } from './paths.mjs';
import { sandboxPorts } from './sandbox.mjs';

const OLDEST_NODE = [20, 19];
const GIGABYTE = 1024 ** 3;

export function checkNode(version = process.versions.node) {
	const [major, minor] = version.split('.').map(Number);
	const [wantedMajor, wantedMinor] = OLDEST_NODE;
	if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
	throw new StartError(
		`Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${version}. See https://nodejs.org`,
	);
}

/** n8n alone unpacks to 3 GB: better to say so now than to fail after some minutes. */
export async function checkDisk(neededGigabytes) {
	const { bavail, bsize } = await fs.statfs(root);
	const free = (bavail * bsize) / GIGABYTE;
	if (free >= neededGigabytes) return;
	throw new StartError(
		`About ${neededGigabytes} GB of free disk space is needed here, ${free.toFixed(1)} GB is left.`,
	);
}

function portFrom(variable, fallback) {
	const text = process.env[variable];
	if (!text) return fallback;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new StartError(`${variable} must be a port number between 1 and 65535, not "${text}".`);
}

/**
 * The ports of this start. They are remembered, because the credential n8n keeps holds the
 * sandbox's address: whoever chose another port once need not say so again.
 */
export async function choosePorts() {
	const before = await readJson(places.ports, { n8n: 5678, sandbox: 8790 });
	const ports = {
		n8n: portFrom('RETAILKIT_PORT', before.n8n),
		sandbox: portFrom('RETAILKIT_SANDBOX_PORT', before.sandbox),
	};
	const sandboxes = sandboxPorts(ports.sandbox);
	if (sandboxes.includes(ports.n8n)) {
		throw new StartError(
			`RETAILKIT_PORT is ${ports.n8n}, and the sandbox needs ${sandboxes.join(', ')}; choose another RETAILKIT_SANDBOX_PORT.`,
		);
	}
	await checkPort(ports.n8n, 'n8n', 'RETAILKIT_PORT');
	for (const port of sandboxes) await checkPort(port, 'the sandbox', 'RETAILKIT_SANDBOX_PORT');
	await writeJson(places.ports, ports);
	return ports;
}

function listen(port) {
	return new Promise((resolve, reject) => {
		const server = net.createServer();
		server.once('error', reject);
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
			const { port: given } = server.address();
			server.close(() => resolve(given));
		});
	});
}

async function checkPort(port, who, variable) {
	await listen(port).catch((error) => {
		const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
		throw new StartError(
			`Port ${port} for ${who} ${why}; choose another: ${variable}=${port + 1000} npm start`,
		);
	});
}

/** A port nobody listens on, for what no user ever opens. */
export async function freePort() {
	return await listen(0);
}
