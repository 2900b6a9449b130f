import { Bench } from './client';

let bench: Bench;

beforeEach(async () => {
	bench = await Bench.start({ generatedProducts: 40 });
});
afterEach(async () => await bench.sandbox.close());

describe('faults', () => {
	it.each([
		[{ kind: 'status', status: 503, retryAfter: '7' } as const, 503],
		[{ kind: 'status', status: 429, body: { odd: true } } as const, 429],
		[{ kind: 'html' } as const, 502],
	])('%j answers with %i', async (fault, status) => {
		bench.sandbox.faults.add(fault);
		const answer = await bench.get('/taxes/');
		expect(answer.status).toBe(status);
		expect(answer.headers.get('retry-after')).toBe('retryAfter' in fault ? '7' : null);
		if ('body' in fault) expect(answer.json).toEqual({ odd: true });
		expect((await bench.get('/taxes/')).status).toBe(200);
	});

	it.each([
		['reset', '13.00'],
		['resetAfterWrite', '99.00'],
	] as const)('%s breaks the connection and leaves %s pieces', async (kind, quantity) => {
		bench.sandbox.faults.add({ kind, method: 'PUT' });
		await expect(bench.put('/products/12980855/', { quantity: 99 })).rejects.toThrow(
			'fetch failed',
		);
		expect((await bench.get('/products/12980855/')).json.quantity).toBe(quantity);
		expect(bench.sandbox.requests.list()[0]).toMatchObject({ status: null, fault: kind });
	});

	it('can cut, empty and delay an answer', async () => {
		bench.sandbox.faults.add({ kind: 'truncate' });
		bench.sandbox.faults.add({ kind: 'empty' });
		bench.sandbox.faults.add({ kind: 'delay', ms: 60 });
		const cut = await bench.get('/taxes/');
		expect([cut.status, cut.json, cut.text.length > 0]).toEqual([200, undefined, true]);
		expect((await bench.get('/taxes/')).text).toBe('');
		const start = performance.now();
		expect((await bench.get('/taxes/')).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(59);
	});

	it('strike where and as often as they are told', async () => {
		bench.sandbox.faults.add({ kind: 'status', path: '/products/\\d+/$', method: 'get', times: 2 });
		const paths = ['/taxes/', '/products/12980855/', '/products/12980855/', '/products/12980855/'];
		const statuses = [];
		for (const path of paths) statuses.push((await bench.get(path)).status);
		expect(statuses).toEqual([200, 500, 500, 200]);
	});

	it('strike by chance, the same for the same seed', async () => {
		const run = async () => {
			const other = await Bench.start({ seed: 5 });
			other.sandbox.faults.add({ kind: 'status', probability: 0.5 });
			const statuses = [];
			for (let count = 0; count < 30; count += 1)
				statuses.push((await other.get('/taxes/')).status);
			await other.sandbox.close();
			return statuses;
		};
		const [first, second] = [await run(), await run()];
		expect(first).toEqual(second);
		expect(new Set(first)).toEqual(new Set([200, 500]));
	});
});

describe('control addresses', () => {
	it('log requests without their secrets', async () => {
		await bench.exchange('sandbox-refresh-token');
		await bench.put('/products/12980855/', { name: 'New' });
		const { json } = await bench.control('GET', '/requests');
		expect(json).toMatchObject([
			{
				method: 'POST',
				url: '/api/auth/token/',
				status: 200,
				body: { grant_type: 'refresh_token', refresh_token: '[hidden]' },
				headers: { authorization: '[hidden]' },
			},
			{
				time: '2030-05-01T10:00:00.000Z',
				method: 'PUT',
				url: '/api/products/12980855/',
				body: { name: 'New' },
				status: 200,
				ms: expect.any(Number),
			},
		]);
		await bench.control('DELETE', '/requests');
		expect((await bench.control('GET', '/requests')).json).toEqual([]);
	});

	it('keep the last 5000 requests', async () => {
		const { requests } = bench.sandbox;
		for (let batch = 0; batch < 51; batch += 1) {
			await Promise.all(Array.from({ length: 100 }, async () => await bench.get('/taxes/')));
		}
		expect([requests.list().length, requests.total]).toEqual([5000, 5100]);
	});

	it('tell every change in order', async () => {
		await bench.put('/products/13825788/', { quantity: 1 });
		await bench.delete('/products/12980855/');
		const { json } = await bench.control('GET', '/ledger');
		expect(json).toMatchObject([
			{ sequence: 1, kind: 'updated', id: 13825788, parent: 13825787, hash: expect.any(String) },
			{ sequence: 2, kind: 'updated', id: 13825787, snapshot: { quantity: '151.00' } },
			{ sequence: 3, kind: 'deleted', id: 12980855, parent: null, hash: null, snapshot: null },
		]);
		expect((await bench.control('GET', '/ledger?after=2')).json).toHaveLength(1);
	});

	it('change settings and refuse unknown ones', async () => {
		const settings = { tokenLifetimeSeconds: 0.5, requestsPerSecond: 3, life: true };
		expect((await bench.control('POST', '/settings', settings)).json).toMatchObject(settings);
		for (const wrong of [{ speed: 1 }, { life: 'yes' }, { requestsPerSecond: -1 }, []]) {
			expect((await bench.control('POST', '/settings', wrong)).status).toBe(400);
		}
		expect(bench.sandbox.settings).toMatchObject(settings);
	});

	it('take and drop faults', async () => {
		await bench.control('POST', '/faults', [{ kind: 'html' }, { kind: 'html', times: 5 }]);
		expect((await bench.get('/taxes/')).status).toBe(502);
		await bench.control('DELETE', '/faults');
		expect((await bench.get('/taxes/')).status).toBe(200);
		for (const wrong of [
			{ kind: 'fire' },
			{ kind: 'html', times: '1' },
			{ kind: 'html', path: '(' },
		]) {
			expect((await bench.control('POST', '/faults', wrong)).status).toBe(400);
		}
	});

	it('bring the first products back', async () => {
		const before = (await bench.get('/products/')).json;
		await bench.delete('/products/12980855/');
		await bench.post('/products/', { name: 'A', tax_type: 7122 });
		await bench.control('POST', '/reset');
		expect((await bench.get('/products/')).json).toEqual(before);
		expect(bench.sandbox.ledger.after()).toEqual([]);
		expect(await bench.deleted(new Date(0))).toEqual([]);
	});
});

describe('invented products', () => {
	it('are the same for the same seed', async () => {
		const names = async (seed: number) => {
			const other = await Bench.start({ generatedProducts: 30, seed });
			const { data } = (await other.get('/products/delta/modified/')).json;
			await other.sandbox.close();
			return data;
		};
		expect(await names(3)).toEqual(await names(3));
		expect(await names(3)).not.toEqual(await names(4));
	});
});

describe('life', () => {
	it('trades, keeps the assortment stable and spares the samples', async () => {
		const { life, store, ledger } = bench.sandbox;
		const before = store.topLevel().length;
		for (let act = 0; act < 2000; act += 1) life.step();
		expect(Math.abs(store.topLevel().length - before)).toBeLessThanOrEqual(5);
		expect(store.get(12544049)).toBeDefined();
		const kinds = new Set(ledger.after().map(({ kind }) => kind));
		expect(kinds).toEqual(new Set(['created', 'updated', 'deleted']));
	});

	it('runs on its own clockwork when it is on', async () => {
		const other = await Bench.start({ life: true, lifeIntervalMs: 5 });
		await new Promise((resolve) => setTimeout(resolve, 60));
		await other.sandbox.close();
		const { lifeActs } = other.sandbox.stats();
		expect(lifeActs).toBeGreaterThan(2);
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(other.sandbox.stats().lifeActs).toBe(lifeActs);
	});
});
