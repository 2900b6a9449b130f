import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from './client';

const FIRST = 'sandbox-refresh-token';
let bench: Bench;

beforeEach(async () => {
	bench = await Bench.start({ tokenLifetimeSeconds: 36_000 });
});
afterEach(async () => await bench.sandbox.close());

describe('token call', () => {
	it('answers with a new pair of tokens', async () => {
		const { status, json } = await bench.exchange(FIRST);
		expect(status).toBe(200);
		expect(json).toEqual({
			access_token: expect.any(String),
			token_type: 'Bearer',
			expires_in: 36_000,
			refresh_token: expect.any(String),
			scope: expect.stringContaining('products:read'),
		});
		const read = await bench.call('GET', '/taxes/', { token: json.access_token });
		expect(read.status).toBe(200);
	});

	it('accepts each refresh token once and counts a second use', async () => {
		const { json } = await bench.exchange(FIRST);
		const second = await bench.exchange(FIRST);
		expect([second.status, second.json]).toEqual([400, { error: 'invalid_grant' }]);
		expect((await bench.exchange(json.refresh_token)).status).toBe(200);
		expect(bench.sandbox.stats()).toMatchObject({ tokenExchanges: 2, reusedRefreshTokens: 1 });
	});

	it('does not count a token it never issued as reused', async () => {
		expect((await bench.exchange('unknown')).status).toBe(400);
		expect(bench.sandbox.stats().reusedRefreshTokens).toBe(0);
	});

	it('refuses another client without spending the refresh token', async () => {
		const refused = await bench.exchange(FIRST, 'sandbox-client:wrong');
		expect([refused.status, refused.json]).toEqual([401, { error: 'invalid_client' }]);
		expect((await bench.exchange(FIRST)).status).toBe(200);
	});

	it('rounds a broken lifetime up', async () => {
		bench.sandbox.settings.tokenLifetimeSeconds = 1.2;
		expect((await bench.exchange(FIRST)).json.expires_in).toBe(2);
	});

	it('remembers tokens over a restart when told where', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
		const stateFile = join(folder, 'tokens.json');
		const before = await Bench.start({ stateFile });
		const { json } = await before.exchange(FIRST);
		await before.sandbox.close();
		const after = await Bench.start({ stateFile });
		const read = await after.call('GET', '/taxes/', { token: json.access_token });
		const [old, current] = [await after.exchange(FIRST), await after.exchange(json.refresh_token)];
		await after.sandbox.close();
		rmSync(folder, { recursive: true });
		expect([read.status, old.status, current.status]).toEqual([200, 400, 200]);
		expect(after.sandbox.stats().reusedRefreshTokens).toBe(1);
	});
});

describe('access', () => {
	it.each(['/products/', '/products/12980855/', '/products/delta/modified/', '/nothing/'])(
		'refuses GET %s without a valid token',
		async (path) => {
			for (const token of [null, 'unknown']) {
				const answer = await bench.call('GET', path, { token });
				expect(answer.status).toBe(401);
				expect(answer.json.error).toMatchObject({ key: expect.any(String), fields: {} });
			}
		},
	);

	it('ends an access token after its lifetime', async () => {
		bench.clock.forward(35_999_000);
		expect((await bench.get('/taxes/')).status).toBe(200);
		bench.clock.forward(1000);
		expect((await bench.get('/taxes/')).status).toBe(401);
	});

	it.each([
		[undefined, 200],
		[3, 200],
		[13, 200],
		[2, 400],
		['ten', 400],
	])('answers version %p with %i', async (version, status) => {
		expect((await bench.call('GET', '/taxes/', { version })).status).toBe(status);
	});

	it.each(['GET', 'POST', 'PUT', 'DELETE'])(
		'redirects %s without the last slash',
		async (method) => {
			const answer = await bench.call(method, '/products/12980855?x=1');
			expect(answer.status).toBe(301);
			expect(answer.headers.get('location')).toBe('/api/products/12980855/?x=1');
			expect((await bench.get('/products/12980855/')).status).toBe(200);
		},
	);

	it('stamps every answer with the vendor clock', async () => {
		const answers = [
			await bench.get('/taxes/'),
			await bench.call('GET', '/taxes/', { token: null }),
		];
		const dates = answers.map(({ headers }) => headers.get('date'));
		expect(dates).toEqual(Array.from({ length: 2 }, () => 'Wed, 01 May 2030 10:00:00 GMT'));
	});
});

describe('rate limit', () => {
	const burst = async (count: number, token?: string) => {
		const answers = await Promise.all(
			Array.from({ length: count }, async () => await bench.call('GET', '/taxes/', { token })),
		);
		return answers.filter(({ status }) => status === 429);
	};

	it('lets 20 requests a second through for each token', async () => {
		bench.sandbox.settings.requestsPerSecond = 20;
		const refused = await burst(25);
		expect(refused).toHaveLength(5);
		expect(refused[0]?.headers.get('retry-after')).toBe('1');
		expect(refused[0]?.json.error.key).toEqual(expect.any(String));
		expect(await burst(20, bench.sandbox.tokens.issueAccessToken())).toHaveLength(0);
		expect(bench.sandbox.stats().rateLimited).toBe(5);
	});

	it('can leave out Retry-After', async () => {
		Object.assign(bench.sandbox.settings, { requestsPerSecond: 1, retryAfter: false });
		expect((await burst(2))[0]?.headers.has('retry-after')).toBe(false);
	});
});
