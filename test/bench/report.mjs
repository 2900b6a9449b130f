import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root, workspace } from '../e2e/harness/workspace.mjs';
import { median, shownSpread } from './statistics.mjs';

const FILE = path.join(root, 'docs', 'benchmarks.md');
const GIGABYTE = 1024 ** 3;

/** Times have to be met by the median, counts in each round. */
export const isMet = ({ values, isMet: meets, isCount = false }) =>
	isCount ? values.every(meets) : meets(median(values));

const measured = ({ values, show }) =>
	values.length === 1 ? show(values[0]) : shownSpread(values, show);

/** For the terminal. */
export const line = (row) =>
	`${isMet(row) ? 'met   ' : 'MISSED'} ${row.measure}: ${measured(row)}, target ${row.target}\n       ${row.how}`;

export async function writeReport(rows, rounds) {
	const text = [
		'# Benchmarks',
		'',
		'Written by `npm run bench`; do not edit.',
		'',
		'Our nodes in a real n8n, against its own HTTP Request node with the same credential.',
		'',
		'| Measure | Target | Measured | |',
		'| --- | --- | --- | --- |',
		...rows.map(
			(row) =>
				`| ${row.measure} | ${row.target} | ${measured(row)} | ${isMet(row) ? 'met' : '**missed**'} |`,
		),
		'',
		`Median of ${rounds} rounds, the least and the most in brackets.`,
		'',
		'## How',
		'',
		...(await machineFacts()),
		...METHOD,
		'',
		'| Measure | How |',
		'| --- | --- |',
		...rows.map(({ measure, how }) => `| ${measure} | ${how} |`),
		'',
	].join('\n');
	await writeFile(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
}

async function machineFacts() {
	const version = async (name) => {
		const file = path.join(workspace, 'node_modules', name, 'package.json');
		return JSON.parse(await readFile(file, 'utf8')).version;
	};
	const cores = os.availableParallelism();
	const memory = Math.round(os.totalmem() / GIGABYTE);
	const host = `n8n ${await version('n8n')} on Node.js ${await version('node')}`;
	return [
		`- Machine: ${cores} cores, ${memory} GB of memory, ${os.type()}. ${host}, SQLite, one process.`,
	];
}

const METHOD = [
	'- Both sides run in one execution, one after the other, in the opposite order every second round; a first run does not count, except for the limit, where it does.',
	'- A node of the benchmark before and after each side collects the garbage and reads the clock, the CPU time of the whole n8n process (`process.cpuUsage`, so that of its other threads as well) and every 10 ms its memory; shorter peaks may be missed.',
	'- Credentials are included: HTTP Request has the same stored credential as our node (Predefined Credential Type).',
	'- Single reads and Return All are answered by a server of the benchmark (`test/bench/vendor.mjs`) with the answers of the sandbox, because the sandbox itself would be the bottleneck. The rest goes to the sandbox. Both are processes of their own on the same machine.',
	'- The fields of our nodes are filled with expressions such as `{{ $json.sku }}`, the usual case, which our nodes look up in the item themselves. Any other expression is evaluated by n8n, as all expressions of HTTP Request are.',
	'- HTTP Request starts all items at once, our node ten at a time. So that this decides nothing, HTTP Request reads the products in three settings, and the fastest counts in each round: all at once (its default), ten each millisecond by its own batching, and all at once with a plain Header Auth credential instead of ours.',
	'- To repeat: `npm run bench`, about ten minutes, on a machine that does nothing else. `npm run bench -- reads list` takes single measures and only prints them: reads, updates, jobs, pace, list, starts, size.',
];
