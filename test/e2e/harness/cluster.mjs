import { randomBytes } from 'node:crypto';
import { createUserFolder, startN8n } from './n8n.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/**
 * n8n in queue mode as in production: a main process and workers that share a database, a queue and the
 * encryption key and nothing else. Each has a folder, and the package in it, of its own.
 */
export async function startCluster({ tarball, workers: count = 2, env = {} }) {
	const [postgres, redis] = [await startPostgres(), await startRedis()];
	const shared = {
		...postgres.env,
		...redis.env,
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
		...env,
	};
	const main = await startN8n({ userFolder: await createUserFolder({ tarball }), env: shared });
	const startWorker = async (userFolder) => ({
		userFolder,
		...(await startN8n({ userFolder, command: 'worker', env: shared })),
	});
	const workers = [];
	for (let index = 0; index < count; index += 1) {
		workers.push(await startWorker(await createUserFolder({ tarball })));
	}
	return {
		main,
		workers,
		/** Ends a worker at once, as when its machine fails. */
		async killWorker(index) {
			await workers[index].kill('SIGKILL');
		},
		async replaceWorker(index) {
			workers[index] = await startWorker(workers[index].userFolder);
		},
	};
}
