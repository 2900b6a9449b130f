import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { checkDisk } from './checks.mjs';
import { toolEnvironment } from './environment.mjs';
import { exists, hashOfFile, readJson, writeJson } from './files.mjs';
import { countDownloads } from './install.mjs';
import { StartError, step } from './messages.mjs';
import { places, sources } from './paths.mjs';
import { run } from './processes.mjs';

const FIRST_TIME_GIGABYTES = 5;
const LATER_GIGABYTES = 0.5;
const PREBUILT_TIMEOUT_MS = 90_000;
const N8N_NODE_MAJOR = 24;

const manifest = path.join(sources, 'runtime.package.json');
const inModules = (...parts) => path.join(places.runtime, 'node_modules', ...parts);

/** n8n's start script. */
export const n8nScript = inModules('n8n', 'bin', 'n8n');

const pinnedNode = inModules('node', 'bin', 'node');

/** n8n needs a newer Node than the project: its own, or the user's where that is new enough. */
export async function nodeForN8n() {
	return (await exists(pinnedNode)) ? pinnedNode : process.execPath;
}

const tool = (what, command, args, options = {}) =>
	run(command, args, {
		cwd: places.runtime,
		env: toolEnvironment(),
		log: places.installLog,
		what,
		...options,
	});

/** How far an installation of exactly this manifest has come; an empty object for none. */
async function progress(hash) {
	const stamp = await readJson(places.runtimeStamp, {});
	return stamp.hash === hash ? stamp : {};
}

/** Whether n8n is there, and the free space for what is still to do. */
export async function checkSpace() {
	const { complete } = await progress(await hashOfFile(manifest));
	await checkDisk(complete ? LATER_GIGABYTES : FIRST_TIME_GIGABYTES);
}

/**
 * Installs n8n. The stamp is written after each finished part, so that an interruption costs at
 * most the part it fell into: packages half unpacked are removed and fetched again.
 */
export async function installRuntime() {
	const hash = await hashOfFile(manifest);
	const done = await progress(hash);
	if (done.complete) return;
	if (!done.packages) await installPackages();
	await writeJson(places.runtimeStamp, { hash, packages: true });
	await installNode();
	await installSqlite();
	await writeJson(places.runtimeStamp, { hash, packages: true, complete: true });
}

/**
 * Without install scripts: of the dozens that n8n's dependencies bring, two are needed, and those
 * two are run one by one below, where their failure can be explained.
 */
async function installPackages() {
	await step('Clearing the place for n8n', () =>
		fs.rm(places.runtime, { recursive: true, force: true }),
	);
	await fs.mkdir(places.runtime, { recursive: true });
	await fs.copyFile(manifest, path.join(places.runtime, 'package.json'));
	const args = ['install', '--ignore-scripts', '--no-package-lock', '--loglevel=http'];
	await step('Installing n8n (once, 3 GB, takes some minutes)', (detail) =>
		tool('Installing n8n', 'npm', args, { onLine: countDownloads(detail) }),
	);
}

async function installNode() {
	if (await exists(pinnedNode)) return;
	const script = inModules('node', 'installArchSpecificPackage.js');
	try {
		await step('Installing Node.js for n8n', () =>
			tool('Installing Node.js for n8n', process.execPath, [script], {
				cwd: inModules('node'),
			}),
		);
	} catch (error) {
		if (Number(process.versions.node.split('.')[0]) < N8N_NODE_MAJOR) throw error;
	}
}

async function sqliteLoads() {
	const args = ['-e', 'require("sqlite3")'];
	return await tool('Loading sqlite3', await nodeForN8n(), args).then(
		() => true,
		() => false,
	);
}

/** n8n's database driver is native: first the ready-made binary, then the compiler. */
async function installSqlite() {
	if (await sqliteLoads()) return;
	await step('Looking for a ready-made database driver', () => fetchSqlite().catch(ignoreFailure));
	if (await sqliteLoads()) return;
	checkCompiler();
	await step('Compiling the database driver (once, about 2 minutes)', compileSqlite);
	if (await sqliteLoads()) return;
	throw new StartError(`The database driver was compiled but does not load.`);
}

function ignoreFailure(error) {
	if (!(error instanceof StartError)) throw error;
}

async function fetchSqlite() {
	const script = inModules('prebuild-install', 'bin.js');
	await tool('Fetching sqlite3', await nodeForN8n(), [script, '-r', 'napi'], {
		cwd: inModules('sqlite3'),
		timeoutMs: PREBUILT_TIMEOUT_MS,
	});
}

async function compileSqlite() {
	const script = inModules('node-gyp', 'bin', 'node-gyp.js');
	await tool('Compiling sqlite3', await nodeForN8n(), [script, 'rebuild', '--jobs=max'], {
		cwd: inModules('sqlite3'),
		env: { ...toolEnvironment(), ...(await headers()) },
	});
}

/** Node's headers lie beside the Node that was just installed, so they need no download. */
async function headers() {
	const folders = await fs.readdir(inModules('node', 'node_modules')).catch(() => []);
	for (const folder of folders) {
		const candidate = inModules('node', 'node_modules', folder);
		const found = await exists(path.join(candidate, 'include', 'node', 'node_api.h'));
		if (found) return { npm_config_nodedir: candidate };
	}
	return {};
}

const answers = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

function checkCompiler() {
	if (answers('make') && answers('python3') && (answers('c++') || answers('g++'))) return;
	throw new StartError(
		'No ready-made database driver for this machine, and compiling it needs make, python3 and a ' +
			'C++ compiler (Debian, Ubuntu: apt-get install build-essential python3; ' +
			'macOS: xcode-select --install).',
	);
}
