import http from 'node:http';
import { beforeCleanUp } from './cleanup.mjs';

/**
 * Stands between n8n and a sandbox, notes every request with its time, and tells a listener when an
 * answer has gone out: the moment at which n8n begins to work with it.
 */
export async function startWiretap(target) {
	const requests = [];
	const listeners = new Set();
	const server = http.createServer((request, response) => {
		const entry = { at: Date.now(), method: request.method, url: request.url, status: undefined };
		requests.push(entry);
		const forward = http.request(
			target + request.url,
			{ method: request.method, headers: request.headers },
			(answer) => {
				entry.status = answer.statusCode;
				response.writeHead(answer.statusCode, answer.headers);
				answer.pipe(response);
			},
		);
		forward.on('error', () => response.destroy());
		response.on('finish', () => listeners.forEach((listener) => listener(entry)));
		request.pipe(forward);
	});
	await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
	const stop = async () => {
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
	};
	beforeCleanUp(stop);
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		requests,
		stop,
		/** Resolves with the next answered request that `isMeant`; undefined when none comes in time. */
		nextAnswer(isMeant, timeoutMs) {
			return new Promise((resolve) => {
				const timer = setTimeout(() => end(undefined), timeoutMs);
				const listener = (entry) => isMeant(entry) && end(entry);
				const end = (entry) => {
					clearTimeout(timer);
					listeners.delete(listener);
					resolve(entry);
				};
				listeners.add(listener);
			});
		},
	};
}
