import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './cleanup.mjs';
import { root } from './workspace.mjs';

const run = promisify(execFile);

/** Whether this copy of the repository knows a commit; a shallow one does not know older ones. */
export async function knowsCommit(ref) {
	const args = ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`];
	return await run('git', args, { cwd: root }).then(
		() => true,
		() => false,
	);
}

/** The package as it was at a commit, built with today's tools and packed as it would be published. */
export async function packageAt(ref) {
	const folder = temporaryFolder('previous');
	const archive = path.join(folder, 'source.tar');
	await run('git', ['archive', '--format=tar', '-o', archive, ref], { cwd: root });
	await run('tar', ['-xf', archive], { cwd: folder });
	await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
	await run('npm', ['run', 'build'], { cwd: folder });
	const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const { stdout } = await run('npm', packing, { cwd: folder });
	const [{ filename }] = JSON.parse(stdout);
	return path.join(folder, filename);
}
