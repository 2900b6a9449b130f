/**
 * `npm run test:e2e`, also as the first command after a clone: the package, as it would be
 * published, in a real n8n. Arguments name suites: `npm run test:e2e -- start editor`.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../../sandbox/playground/messages.mjs';
import { places } from '../../sandbox/playground/paths.mjs';
import { cleanUp } from './harness/cleanup.mjs';
import { node24, prepare, root, workspace } from './harness/workspace.mjs';

const suites = path.join(workspace, 'suites');

/** The files to run; a name nobody has is an error, not a run without tests. */
async function chosenSuites(names) {
	const all = (await fs.readdir(suites))
		.filter((file) => file.endsWith('.test.mjs'))
		.map((file) => file.replace('.test.mjs', ''))
		.sort();
	const unknown = names.filter((name) => !all.includes(name));
	if (unknown.length === 0) return names.length > 0 ? names : all;
	throw new StartError(`No suite "${unknown.join('", "')}"; there are ${all.join(', ')}.`);
}

/** Runs the suites under the Node that n8n has; they end with us, and end what they have started. */
function runTests(names, tarball) {
	const files = names.map((name) => path.join(suites, `${name}.test.mjs`));
	const args = ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files];
	const env = { ...process.env, RETAILKIT_E2E_TARBALL: tarball };
	const child = spawn(node24(), args, { cwd: root, env, stdio: 'inherit' });
	process.once('exit', () => child.kill());
	return new Promise((resolve) => {
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

async function main() {
	const names = await chosenSuites(process.argv.slice(2));
	await fs.mkdir(path.dirname(places.installLog), { recursive: true });
	await fs.writeFile(places.installLog, '');
	const { tarball } = await prepare();
	return await runTests(names, tarball);
}

process.exitCode = await main().catch((error) => {
	process.stderr.write(`${error instanceof StartError ? error.message : error.stack}\n`);
	return 1;
});
await cleanUp();
