/**
 * How long n8n waits for our node files when it starts: prints the time of requiring all of them once
 * n8n-core is there, over several fresh processes. `npm run bench:load`
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROUNDS = 7;
const root = path.resolve(import.meta.dirname, '../..');
const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const files = [...n8n.nodes, ...n8n.credentials].map((file) => path.join(root, file));

const script = `
	process.env.N8N_USER_FOLDER = require('node:os').tmpdir();
	require('n8n-core');
	const begin = performance.now();
	for (const file of ${JSON.stringify(files)}) require(file);
	console.log(performance.now() - begin);
	process.exit();
`;

const times = Array.from({ length: ROUNDS }, () =>
	Number(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })),
).sort((a, b) => a - b);

const shown = (time) => `${time.toFixed(1)} ms`;
console.log(
	`${files.length} files: median ${shown(times[Math.floor(ROUNDS / 2)])}, ` +
		`fastest ${shown(times[0])}, slowest ${shown(times[ROUNDS - 1])}`,
);
