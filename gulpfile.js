const { execFile } = require('node:child_process');
const { existsSync } = require('node:fs');
const { mkdir, readdir, readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');
const { dest, series, src } = require('gulp');

const run = promisify(execFile);
const DIST = path.join(__dirname, 'dist');
const TSC = require.resolve('typescript/bin/tsc');

/** The folder of each vendor, and its nodes by the base of their file names. */
const VENDORS = [
	{ folder: 'Inventorum', action: 'Inventorum', trigger: 'InventorumTrigger' },
	{ folder: 'FinerWorks', action: 'FinerWorks', trigger: 'FinerWorksTrigger' },
	{ folder: 'Comestri', action: 'Comestri', trigger: 'ComestriTrigger' },
];

async function compile(project) {
	try {
		await run(process.execPath, [TSC, '-p', project]);
	} catch (error) {
		throw new Error(`${project} does not compile:\n${error.stdout}`);
	}
}

async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

async function compileNodes() {
	await compile('tsconfig.json');
}

async function sandbox() {
	await compile('sandbox/tsconfig.json');
}

/**
 * Lists the files of each resource that define operations, so that a new endpoint is one new file.
 * The lists are checked in: a fresh clone compiles without them being written first.
 */
async function listOperations() {
	for (const { folder } of VENDORS) {
		const resources = path.join(__dirname, 'nodes', folder, 'resources');
		for (const name of await readdir(resources)) {
			await writeOperationList(path.join(resources, name));
		}
	}
}

async function writeOperationList(folder) {
	const sources = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
	const names = [];
	for (const source of sources) {
		const text = await readFile(path.join(folder, source), 'utf8');
		if (/\bdefineOperation\(/.test(text)) names.push(source.replace(/\.ts$/, ''));
	}
	const identifier = (name) => (name === 'delete' ? 'deletion' : name);
	const imports = names.map((name) => `import * as ${identifier(name)} from './${name}';`);
	const list = names.map((name) => `\t${identifier(name)},`);
	const text = [
		'// Written by the build: the files of this folder that define operations.',
		...imports,
		'',
		`export const modules = [\n${list.join('\n')}\n];`,
		'',
	].join('\n');
	const file = path.join(folder, 'operations.ts');
	const { format, resolveConfig } = await import('prettier');
	const options = { ...(await resolveConfig(file)), filepath: file };
	await writeFile(file, await format(text, options));
}

function copyIcons() {
	return src(['nodes/**/*.svg', 'credentials/**/*.svg', 'nodes/**/*.node.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

function contractsOf({ folder, trigger }) {
	const base = path.join(DIST, 'nodes', folder);
	const only = (module) => Object.values(module)[0];
	return {
		node: only(require(path.join(base, 'contract.js'))),
		trigger: trigger && only(require(path.join(base, 'feeds', 'index.js'))),
	};
}

const shared = (name) => require(path.join(DIST, 'nodes', 'shared', 'form', `${name}.js`));

async function writeJson(file, content, indent) {
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, `${JSON.stringify(content, null, indent)}\n`);
}

/** The forms, made here and not when n8n starts: constructing all contracts takes it too long. */
async function describe() {
	for (const vendor of VENDORS) {
		const { node, trigger } = contractsOf(vendor);
		const file = (name) => path.join(DIST, 'nodes', vendor.folder, `${name}.properties.json`);
		await writeJson(file(vendor.action), shared('nodeProperties').nodeProperties(node));
		if (trigger === undefined) continue;
		await writeJson(file(vendor.trigger), shared('triggerProperties').triggerProperties(trigger));
	}
}

/** What the editor shows of an operation's output before its first run. */
async function previewOutputs() {
	const { outputPreview } = shared('outputPreview');
	for (const vendor of VENDORS) {
		for (const { name, operations } of contractsOf(vendor).node.resources) {
			const folder = path.join(DIST, 'nodes', vendor.folder, '__schema__', 'v1.0.0', name);
			for (const operation of operations) {
				await writeJson(path.join(folder, `${operation.name}.json`), outputPreview(operation), 2);
			}
		}
	}
}

async function writeDocs() {
	const nodes = VENDORS.map((vendor) => contractsOf(vendor).node);
	await writeFile('docs/operations.md', shared('operationTable').operationsPage(nodes));
}

const build = series(
	clean,
	listOperations,
	compileNodes,
	copyIcons,
	describe,
	previewOutputs,
	writeDocs,
);

/** Prints every operation as JSON. */
async function printOperations() {
	const { operationRows } = shared('operationTable');
	const rows = VENDORS.flatMap((vendor) => operationRows(contractsOf(vendor).node));
	console.log(JSON.stringify(rows, null, 2));
}

async function buildIfMissing() {
	if (!existsSync(path.join(DIST, 'nodes'))) await promisify(build)();
}

exports.build = build;
exports.sandbox = sandbox;
exports.operations = series(buildIfMissing, printOperations);
exports.default = build;
