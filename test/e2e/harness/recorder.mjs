import http from 'node:http';
import { beforeCleanUp } from './cleanup.mjs';

async function bodyOf(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

/**
 * A place outside n8n that keeps what executions say they did, in the order of arrival. It lives in the
 * test, so it survives whatever happens to n8n.
 */
export async function startRecorder() {
	const entries = [];
	const server = http.createServer(async (request, response) => {
		const body = await bodyOf(request);
		entries.push({ at: new Date().toISOString(), ...JSON.parse(body) });
		response.setHeader('content-type', 'application/json').end('{"ok":true}');
	});
	await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
	const stop = async () => {
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
	};
	beforeCleanUp(stop);
	return { url: `http://127.0.0.1:${server.address().port}`, entries, stop };
}
