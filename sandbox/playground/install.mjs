import fs from 'node:fs/promises';
import path from 'node:path';
import { toolEnvironment } from './environment.mjs';
import { exists, fingerprint, hashOfFile, readJson, writeJson } from './files.mjs';
import { step } from './messages.mjs';
import { places, root } from './paths.mjs';
import { run } from './processes.mjs';

const inRoot = (...parts) => path.join(root, ...parts);

const tool = (what, command, args, options = {}) =>
	run(command, args, {
		cwd: root,
		env: toolEnvironment(),
		log: places.installLog,
		what,
		...options,
	});

/**
 * Whether node_modules holds what the lockfile asks for. npm writes its own record last, so an
 * interrupted `npm ci` counts as not installed; versions are compared because file times change
 * with every checkout.
 */
async function hasRootDependencies() {
	const wanted = await readJson(inRoot('package-lock.json'), { packages: {} });
	const present = await readJson(inRoot('node_modules', '.package-lock.json'), undefined);
	if (!present) return false;
	return Object.entries(wanted.packages).every(
		([place, { version, optional }]) =>
			place === '' || optional || present.packages[place]?.version === version,
	);
}

export async function installRootDependencies() {
	if (await hasRootDependencies()) return;
	await step('Installing the project (npm ci)', (detail) =>
		tool('npm ci', 'npm', ['ci', '--include=dev', '--loglevel=http'], {
			onLine: countDownloads(detail),
		}),
	);
}

/** Turns npm's log of requests into something that visibly moves. */
export function countDownloads(detail) {
	let count = 0;
	return (line) => {
		if (/^npm http (fetch|cache) /.test(line)) detail(`${++count} answers from the registry`);
	};
}

/** All that a build reads; the playground's own files take no part in it. */
async function buildInputs() {
	const names = ['nodes', 'credentials', 'sandbox', 'scripts', 'gulpfile.js', 'gulpfile.mjs'];
	const files = ['package.json', 'package-lock.json', 'tsconfig.json'];
	return await fingerprint(
		[...names, ...files].map((name) => inRoot(name)),
		[inRoot('sandbox', 'playground')],
	);
}

const builtFiles = [inRoot('dist'), inRoot('build', 'sandbox', 'main.js')];

async function isBuilt(inputs) {
	const last = await readJson(places.build, {});
	if (last.inputs !== inputs) return false;
	return (await Promise.all(builtFiles.map(exists))).every(Boolean);
}

/** Compiles the nodes and the sandbox, when a source has changed since the last time. */
export async function build() {
	const inputs = await buildInputs();
	if (await isBuilt(inputs)) return;
	const gulp = inRoot('node_modules', 'gulp', 'bin', 'gulp.js');
	await step('Building the nodes and the sandbox', () =>
		tool('The build', process.execPath, [gulp, '--series', 'build', 'sandbox']),
	);
	await writeJson(places.build, { inputs });
}

/** Packs the project as it would be published into a folder and returns the archive. */
export async function pack(folder) {
	await fs.rm(folder, { recursive: true, force: true });
	await fs.mkdir(folder, { recursive: true });
	await tool('npm pack', 'npm', [
		'pack',
		'--json',
		'--ignore-scripts',
		'--pack-destination',
		folder,
	]);
	const [archive] = await fs.readdir(folder);
	return path.join(folder, archive);
}

/** Installs the nodes into the playground's n8n, when they have changed since the last time. */
export async function installPackage() {
	const archive = await pack(places.packed);
	const { name } = await readJson(inRoot('package.json'));
	const target = path.join(places.communityNodes, 'node_modules', name);
	const stamp = places.packageStamp;
	const sha256 = await hashOfFile(archive);
	if ((await readJson(stamp, {})).sha256 === sha256 && (await exists(target))) return;
	await fs.rm(stamp, { force: true });
	await fs.rm(target, { recursive: true, force: true });
	await step('Installing the nodes into n8n', () =>
		installCommunityNodes(places.communityNodes, archive),
	);
	await writeJson(stamp, { sha256 });
}

/**
 * Puts the package where n8n's documentation says community nodes go, from the archive npm would
 * publish: what is not in the archive is missing here too. Peer dependencies are left out because
 * n8n brings them.
 */
export async function installCommunityNodes(folder, archive) {
	const manifest = path.join(folder, 'package.json');
	if (!(await exists(manifest))) {
		await writeJson(manifest, { name: 'installed-nodes', private: true });
	}
	const args = ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-package-lock', archive];
	await tool('Installing the nodes', 'npm', args, { cwd: folder });
}
