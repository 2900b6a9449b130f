import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../e2e/harness/workspace.mjs';

const MEGABYTE = 1024 ** 2;

/** What the published package takes on a user's disk. */
export async function measureSize() {
	const command = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const { stdout } = await promisify(execFile)('npm', command, { cwd: root });
	const [{ unpackedSize, size, entryCount }] = JSON.parse(stdout);
	return [
		{
			measure: 'Unpacked package',
			target: '≤ 1.5 MB',
			values: [unpackedSize / MEGABYTE],
			show: (value) => `${value.toFixed(2)} MB`,
			isMet: (megabytes) => megabytes <= 1.5,
			how: `\`npm pack\`: ${entryCount} files, ${(size / 1024).toFixed(0)} kB packed`,
		},
	];
}
