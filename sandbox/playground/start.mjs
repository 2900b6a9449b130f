import fs from 'node:fs/promises';
import { checkNode, choosePorts } from './checks.mjs';
import { build, installPackage, installRootDependencies } from './install.mjs';
import { takeLock } from './lock.mjs';
import { StartError, say, step, warn, welcome } from './messages.mjs';
import { editorUrl, owner, setUpOwner, startN8n, untilN8nIsReady } from './n8n.mjs';
import { places, shown } from './paths.mjs';
import { isStopping, stopAll } from './processes.mjs';
import { playgroundRuntime } from './runtime.mjs';
import { sandboxUrl, startSandbox, untilSandboxIsReady } from './sandbox.mjs';
import { readExamples, setUpContent } from './setup.mjs';

const began = Date.now();

/** Folders for what must not end up in the user's home, and a fresh log. */
async function prepareFolders() {
	await fs.rm(places.temporary, { recursive: true, force: true });
	await Promise.all([places.temporary, places.home].map((it) => fs.mkdir(it, { recursive: true })));
	await fs.writeFile(places.installLog, '');
}

async function startServices(ports) {
	const sandbox = await startSandbox(ports.sandbox);
	await untilSandboxIsReady(sandbox, ports.sandbox);
	const n8n = await startN8n(ports.n8n);
	await step('Starting n8n', () => untilN8nIsReady(n8n, ports.n8n));
	await setUpOwner(ports.n8n);
	return [sandbox, n8n];
}

async function greet(ports) {
	welcome({
		editor: editorUrl(ports.n8n),
		sandbox: sandboxUrl(ports.sandbox),
		owner,
		examples: await readExamples(),
		logs: [shown(places.n8nLog), shown(places.sandboxLog)],
		elapsed: Math.round((Date.now() - began) / 1000),
	});
}

/** Ends when a service does; one without the other is of no use. */
async function untilOneEnds(services) {
	const ends = services.map(async (service) => {
		await service.ended;
		return service;
	});
	const { name, log } = await Promise.race(ends);
	if (!isStopping()) throw new StartError(`${name} ended unexpectedly; see ${shown(log)}`);
}

async function start(lock) {
	const ports = await choosePorts();
	await playgroundRuntime.checkSpace();
	await prepareFolders();
	await installRootDependencies();
	await build();
	await playgroundRuntime.install();
	await installPackage();
	await setUpContent(ports);
	const services = await startServices(ports);
	lock.announce(editorUrl(ports.n8n));
	await greet(ports);
	await untilOneEnds(services);
}

/** Ctrl-C and `kill` end what was started; the start that was under way then gives up by itself. */
function stopOnSignals() {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			if (isStopping()) return;
			say('\nStopping …');
			void stopAll();
		});
	}
}

function explain(error) {
	if (isStopping()) return;
	warn(error instanceof StartError ? error.message : error.stack);
	process.exitCode = 1;
}

async function main() {
	checkNode();
	const lock = await takeLock();
	stopOnSignals();
	try {
		await start(lock);
	} catch (error) {
		explain(error);
	} finally {
		await stopAll();
		await lock.release();
	}
}

await main().catch(explain);
