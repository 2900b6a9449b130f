import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { serviceEnvironment } from '../../sandbox/playground/environment.mjs';
import { startService } from '../../sandbox/playground/processes.mjs';
import { temporaryFolder } from '../e2e/harness/cleanup.mjs';
import { until } from '../e2e/harness/wait.mjs';

/** Starts `vendor.mjs` with these answers and a list of so many products. */
export async function startVendor({ detail, row }, total) {
	const folder = temporaryFolder('vendor');
	const samples = path.join(folder, 'samples.json');
	await writeFile(samples, JSON.stringify({ detail, row, total }));
	const script = path.join(import.meta.dirname, 'vendor.mjs');
	const service = startService('The vendor', process.execPath, [script, samples], {
		cwd: folder,
		env: serviceEnvironment({}, { home: folder, temporary: folder }),
		log: path.join(folder, 'vendor.log'),
	});
	const port = await until('the vendor listens', async () => {
		return /listening on (\d+)/.exec(await readFile(service.log, 'utf8'))?.[1];
	});
	const url = `http://127.0.0.1:${port}`;
	return {
		api: `${url}/api`,
		counters: async () => await answerOf(`${url}/counters`),
	};
}

/** A product as the INVENTORUM stand-in shows it, and its row in the list; the token call is used up. */
export async function sampleAnswers(sandbox, { clientId, clientSecret, refreshToken }) {
	const api = `${sandbox.inventorum}/api`;
	const tokens = await answerOf(`${api}/auth/token/`, {
		method: 'POST',
		headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
		body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
	});
	const headers = { Authorization: `Bearer ${tokens.access_token}`, 'X-Api-Version': '12' };
	const { data } = await answerOf(`${api}/products/?limit=40`, { headers });
	const [row] = data;
	const detail = await answerOf(`${api}/products/${row.id}/`, { headers });
	return { row, detail, ids: data.map(({ id }) => id), refreshToken: tokens.refresh_token };
}

async function answerOf(url, options) {
	const response = await fetch(url, options);
	if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
	return await response.json();
}
