/**
 * A vendor without limit and with next to no work of its own, so that n8n is what is measured. It has the
 * answers of INVENTORUM's stand-in: a token, one product, and a list of so many products.
 * Usage: node vendor.mjs <file with the sample answers>
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';

const { detail, row, total } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const product = JSON.stringify(detail);
const pages = new Map();
let requests = 0;

const FIRST_ID = 10_000_000;
const FIRST_LONG_ID = 100_000_000_000_000_000n;

function rowAt(index) {
	const text = JSON.stringify({ ...row, id: FIRST_ID + index, name: `${row.name} ${index}` });
	return text.replace(/"inv_id":\d+/, `"inv_id":${FIRST_LONG_ID + BigInt(index)}`);
}

function pageOf(search) {
	const query = new URLSearchParams(search);
	const size = Number(query.get('limit'));
	const first = (Number(query.get('page')) - 1) * size;
	const count = Math.max(0, Math.min(size, total - first));
	const rows = Array.from({ length: count }, (_, index) => rowAt(first + index));
	return `{"total":${total},"data":[${rows.join()}]}`;
}

function answerTo(url) {
	const [path, search = ''] = url.split('?');
	if (path === '/counters') return JSON.stringify({ requests });
	if (path === '/api/auth/token/') return TOKENS;
	if (path !== '/api/products/') return product;
	if (!pages.has(search)) pages.set(search, pageOf(search));
	return pages.get(search);
}

const TOKENS = JSON.stringify({
	access_token: 'access-token',
	refresh_token: 'refresh-token',
	expires_in: 36_000,
	token_type: 'Bearer',
});

const server = http.createServer((request, response) => {
	if (request.url.startsWith('/api/products/')) requests += 1;
	request.resume();
	request.once('end', () => {
		response.setHeader('Content-Type', 'application/json');
		response.end(answerTo(request.url));
	});
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
