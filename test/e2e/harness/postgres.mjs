import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../../sandbox/playground/checks.mjs';
import { startService } from '../../../sandbox/playground/processes.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { find, needs } from './debian.mjs';
import { until } from './wait.mjs';

/** Debian keeps the server of each version in a folder of its own, outside PATH. */
const VERSIONS = '/usr/lib/postgresql';
const USER = 'postgres';
const ROLE = 'n8n';

/**
 * A PostgreSQL of our own in a temporary folder, never the system's. As root it runs under the account
 * that comes with the package: it refuses to be root.
 */
export async function startPostgres() {
	await needs({ binary: 'pg_ctlcluster', package: 'postgresql' });
	const folder = temporaryFolder('postgres');
	const data = path.join(folder, 'data');
	const port = await freePort();
	if (isRoot()) await fs.chown(folder, ...accountIds());
	runToEnd(asUser(inBin('initdb'), '-D', data, '-U', ROLE, '-A', 'trust', '--no-sync'), folder);
	const [command, ...args] = asUser(inBin('postgres'), '-D', data, ...settings(folder, port));
	const log = path.join(folder, 'postgres.log');
	startService('PostgreSQL', command, args, { cwd: folder, env: environment(), log });
	const ready = asUser(inBin('pg_isready'), '-h', '127.0.0.1', '-p', String(port));
	await until('PostgreSQL answers', () => spawn(ready, folder).status === 0);
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: USER,
			DB_POSTGRESDB_USER: ROLE,
			DB_POSTGRESDB_PASSWORD: '',
		},
	};
}

/** Whatever is lost when the machine fails is of no use after the test. */
const settings = (folder, port) => [
	...['-p', String(port), '-k', folder, '-h', '127.0.0.1'],
	...['-c', 'fsync=off', '-c', 'max_connections=60'],
];

const isRoot = () => process.getuid() === 0;

const environment = () => ({ PATH: process.env.PATH, LC_ALL: 'C.UTF-8' });

function inBin(name) {
	const newest = readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a))[0];
	return path.join(VERSIONS, newest, 'bin', name);
}

function asUser(...command) {
	return isRoot() ? [find('runuser'), '-u', USER, '--', ...command] : command;
}

function accountIds() {
	return ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, USER]).stdout));
}

const spawn = ([command, ...args], cwd) =>
	spawnSync(command, args, { cwd, encoding: 'utf8', env: environment() });

function runToEnd(command, cwd) {
	const { status, stderr } = spawn(command, cwd);
	if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr}`);
}
