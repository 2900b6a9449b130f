/**
 * `npm test`, also as the first command after a clone: installs what is needed, builds, checks types,
 * lints, and runs all jest suites. The runner's own summary comes last.
 */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { checkNode } from '../sandbox/playground/checks.mjs';
import { installRootDependencies } from '../sandbox/playground/install.mjs';
import { StartError } from '../sandbox/playground/messages.mjs';
import { places, root } from '../sandbox/playground/paths.mjs';

const bin = (...parts) => path.join(root, 'node_modules', ...parts);

const STEPS = [
	['Building', bin('gulp', 'bin', 'gulp.js'), ['--silent', 'build']],
	['Checking the types of the nodes', bin('typescript', 'bin', 'tsc'), ['--noEmit']],
	['Checking the types of the tests', bin('typescript', 'bin', 'tsc'), ['--noEmit', '-p', 'test']],
	['Linting', bin('eslint', 'bin', 'eslint.js'), ['.', '--max-warnings', '0']],
	[
		'Checking the format',
		bin('prettier', 'bin', 'prettier.cjs'),
		['--check', '--log-level=warn', '.'],
	],
	['Testing', bin('jest', 'bin', 'jest.js'), process.argv.slice(2)],
];

function run(script, args) {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
		child.once('exit', (code) => resolve(code ?? 1));
	});
}

async function main() {
	checkNode();
	await mkdir(path.dirname(places.installLog), { recursive: true });
	await installRootDependencies();
	for (const [what, script, args] of STEPS) {
		process.stdout.write(`${what} ...\n`);
		const code = await run(script, args);
		if (code === 0) continue;
		process.stderr.write(`${what} did not succeed.\n`);
		return code;
	}
	return 0;
}

process.exitCode = await main().catch((error) => {
	process.stderr.write(`${error instanceof StartError ? error.message : error.stack}\n`);
	return 1;
});
