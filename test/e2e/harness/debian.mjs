import { spawnSync } from 'node:child_process';
import { StartError, step } from '../../../sandbox/playground/messages.mjs';

const INSTALL_TIMEOUT_MS = 600_000;

/** Debian keeps servers where only root looks. */
const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

/** The path of a program; undefined when it is not installed. */
export function find(binary) {
	const { stdout, status } = spawnSync('sh', ['-c', 'command -v "$0"', binary], {
		encoding: 'utf8',
		env: { ...process.env, PATH },
	});
	return status === 0 ? stdout.trim() : undefined;
}

/** A program the tests need: its path, after installing its Debian package where we may. */
export async function needs({ binary, package: name }) {
	const present = find(binary);
	if (present) return present;
	if (process.getuid?.() !== 0 || !find('apt-get')) throw missing(binary, name);
	await step(`Installing ${name}`, async () => install(name));
	const installed = find(binary);
	if (!installed) throw missing(binary, name);
	return installed;
}

const missing = (binary, name) =>
	new StartError(
		`This test needs "${binary}"; install it first (Debian: apt-get install ${name}).`,
	);

function install(name) {
	apt('update', '-qq');
	apt('install', '-y', '-qq', '--no-install-recommends', name);
}

function apt(...args) {
	const { status, stderr } = spawnSync('apt-get', args, {
		encoding: 'utf8',
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		timeout: INSTALL_TIMEOUT_MS,
	});
	if (status !== 0) throw new StartError(`apt-get ${args.join(' ')} failed:\n${stderr}`);
}
