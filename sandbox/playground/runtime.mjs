import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

/** A pinned n8n with a Node.js of its own, installed in a folder. */
export class Runtime {
	#folder;
	#manifest;
	#lockfile;
	#stamp;
	#log;
	#pinnedNode;

	/**
	 * `manifest` names the versions; a lockfile, where there is one, lies beside it in `folder`.
	 * `stamp` is where the progress of the installation is written down.
	 */
	constructor({ folder, manifest, lockfile = false, stamp, log }) {
		this.#folder = folder;
		this.#manifest = manifest;
		this.#lockfile = lockfile;
		this.#stamp = stamp;
		this.#log = log;
		this.#pinnedNode = this.#inModules('node', 'bin', 'node');
	}

	/** n8n's start script. */
	get n8nScript() {
		return this.#inModules('n8n', 'bin', 'n8n');
	}

	/** n8n needs a newer Node than the project: its own, or the user's where that is new enough. */
	node() {
		return existsSync(this.#pinnedNode) ? this.#pinnedNode : process.execPath;
	}

	#inModules(...parts) {
		return path.join(this.#folder, 'node_modules', ...parts);
	}

	#tool(what, command, args, options = {}) {
		return run(command, args, {
			cwd: this.#folder,
			env: toolEnvironment(),
			log: this.#log,
			what,
			...options,
		});
	}

	/** How far an installation of exactly this manifest has come; an empty object for none. */
	async #progress() {
		const stamp = await readJson(this.#stamp, {});
		return stamp.hash === (await hashOfFile(this.#manifest)) ? stamp : {};
	}

	async #record(progress) {
		await writeJson(this.#stamp, { hash: await hashOfFile(this.#manifest), ...progress });
	}

	/** Whether n8n is there, and the free space for what is still to do. */
	async checkSpace() {
		const { complete } = await this.#progress();
		await checkDisk(complete ? LATER_GIGABYTES : FIRST_TIME_GIGABYTES);
	}

	/**
	 * Installs n8n. The stamp is written after each finished part, so that an interruption costs at
	 * most the part it fell into: packages half unpacked are removed and fetched again.
	 */
	async install() {
		const done = await this.#progress();
		if (done.complete) return;
		if (!done.packages) await this.#installPackages();
		await this.#record({ packages: true });
		await this.#installNode();
		await this.#installSqlite();
		await this.#record({ packages: true, complete: true });
	}

	/**
	 * Without install scripts: of the dozens that n8n's dependencies bring, two are needed, and those
	 * two are run one by one below, where their failure can be explained.
	 */
	async #installPackages() {
		await step('Clearing the place for n8n', () => this.#clear());
		await fs.mkdir(this.#folder, { recursive: true });
		const own = path.join(this.#folder, 'package.json');
		if (own !== this.#manifest) await fs.copyFile(this.#manifest, own);
		const lock = this.#lockfile ? '--no-save' : '--no-package-lock';
		const args = ['install', '--ignore-scripts', lock, '--loglevel=http'];
		await step('Installing n8n (once, 3 GB, takes some minutes)', (detail) =>
			this.#tool('Installing n8n', 'npm', args, { onLine: countDownloads(detail) }),
		);
	}

	async #clear() {
		await fs.rm(this.#stamp, { force: true });
		await fs.rm(this.#inModules(), { recursive: true, force: true });
	}

	async #installNode() {
		if (existsSync(this.#pinnedNode)) return;
		const script = this.#inModules('node', 'installArchSpecificPackage.js');
		try {
			await step('Installing Node.js for n8n', () =>
				this.#tool('Installing Node.js for n8n', process.execPath, [script], {
					cwd: this.#inModules('node'),
				}),
			);
		} catch (error) {
			if (Number(process.versions.node.split('.')[0]) < N8N_NODE_MAJOR) throw error;
		}
	}

	async #sqliteLoads() {
		const args = ['-e', 'require("sqlite3")'];
		return await this.#tool('Loading sqlite3', this.node(), args).then(
			() => true,
			() => false,
		);
	}

	/** n8n's database driver is native: first the ready-made binary, then the compiler. */
	async #installSqlite() {
		if (await this.#sqliteLoads()) return;
		await step('Looking for a ready-made database driver', () =>
			this.#fetchSqlite().catch(ignoreFailure),
		);
		if (await this.#sqliteLoads()) return;
		checkCompiler();
		await step('Compiling the database driver (once, about 2 minutes)', () =>
			this.#compileSqlite(),
		);
		if (await this.#sqliteLoads()) return;
		throw new StartError(`The database driver was compiled but does not load.`);
	}

	async #fetchSqlite() {
		const script = this.#inModules('prebuild-install', 'bin.js');
		await this.#tool('Fetching sqlite3', this.node(), [script, '-r', 'napi'], {
			cwd: this.#inModules('sqlite3'),
			timeoutMs: PREBUILT_TIMEOUT_MS,
		});
	}

	async #compileSqlite() {
		const script = this.#inModules('node-gyp', 'bin', 'node-gyp.js');
		await this.#tool('Compiling sqlite3', this.node(), [script, 'rebuild', '--jobs=max'], {
			cwd: this.#inModules('sqlite3'),
			env: { ...toolEnvironment(), ...(await this.#headers()) },
		});
	}

	/** Node's headers lie beside the Node that was just installed, so they need no download. */
	async #headers() {
		const folders = await fs.readdir(this.#inModules('node', 'node_modules')).catch(() => []);
		for (const folder of folders) {
			const candidate = this.#inModules('node', 'node_modules', folder);
			const found = await exists(path.join(candidate, 'include', 'node', 'node_api.h'));
			if (found) return { npm_config_nodedir: candidate };
		}
		return {};
	}
}

/** The n8n that `npm start` runs. */
export const playgroundRuntime = new Runtime({
	folder: places.runtime,
	manifest: path.join(sources, 'runtime.package.json'),
	stamp: places.runtimeStamp,
	log: places.installLog,
});

function ignoreFailure(error) {
	if (!(error instanceof StartError)) throw error;
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
