/**
 * `npm run test:newest`: the workflow and trigger suites on the newest n8n and its Node. Whatever stands
 * behind it goes to jest.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { cleanUp } from './e2e/harness/cleanup.mjs';
import { node24, prepare, root } from './e2e/harness/workspace.mjs';

const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');

try {
	await prepare();
	const args = [jest, '--config', 'jest.newest.config.js', ...process.argv.slice(2)];
	process.exitCode = spawnSync(node24(), args, { cwd: root, stdio: 'inherit' }).status ?? 1;
} finally {
	await cleanUp();
}
