import net from 'node:net';
import path from 'node:path';
import { freePort } from '../../../sandbox/playground/checks.mjs';
import { startService } from '../../../sandbox/playground/processes.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { needs } from './debian.mjs';
import { until } from './wait.mjs';

/** A Redis of our own, which keeps nothing on the disk. */
export async function startRedis() {
	const server = await needs({ binary: 'redis-server', package: 'redis-server' });
	const folder = temporaryFolder('redis');
	const port = await freePort();
	const args = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', folder].map(String);
	const log = path.join(folder, 'redis.log');
	startService('Redis', server, args, { cwd: folder, env: { PATH: process.env.PATH }, log });
	await until('Redis answers', () => answers(port));
	return { env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) } };
}

function answers(port) {
	return new Promise((resolve) => {
		const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (isThere) => {
			socket.destroy();
			resolve(isThere);
		};
		socket.once('data', (data) => end(data.toString().startsWith('+PONG')));
		socket.once('error', () => end(false));
	});
}
