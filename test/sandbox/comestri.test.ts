import {
	API_EMAIL,
	API_TOKEN,
	CLIENT_ID,
	CLIENT_SECRET,
	READER_EMAIL,
	READER_TOKEN,
} from '../../sandbox/comestri/credentials';
import { jobBody, startComestri, TOKEN, type ComestriBench } from './comestriClient';
import type { Row } from './vendorClient';

const READ = '/api/v2/price_books';

let bench: ComestriBench;

beforeEach(async () => {
	bench = await startComestri();
});
afterEach(async () => await bench.sandbox.close());

const authorized = async (Authorization: string, path = READ) =>
	await bench.call('GET', path, undefined, { Authorization });

describe('static token', () => {
	it('has one exact form', async () => {
		expect((await authorized(`Token token=${API_TOKEN},email=${API_EMAIL}`)).status).toBe(200);
	});

	it.each([
		`Token token=${API_TOKEN}, email=${API_EMAIL}`,
		`Token token="${API_TOKEN}",email="${API_EMAIL}"`,
		`Token token=${API_TOKEN},email=${READER_EMAIL}`,
		`Token token=wrong,email=${API_EMAIL}`,
		`Bearer ${API_TOKEN}`,
		'',
	])('is refused as %p with 401 and a challenge', async (header) => {
		const answer = await authorized(header);
		expect(answer.status).toBe(401);
		expect(answer.headers.get('www-authenticate')).toContain('Token');
		expect(bench.sandbox.stats().credentialsRefused).toBe(1);
	});

	it('of a reader may not write', async () => {
		const Authorization = `Token token=${READER_TOKEN},email=${READER_EMAIL}`;
		const body = jobBody('Product', 'upsert', [{ code: 'A', name: 'A' }]);
		expect((await authorized(Authorization)).status).toBe(200);
		const refused = await bench.call('POST', '/api/v2/jobs', body, { Authorization });
		expect([refused.status, bench.sandbox.stats().jobs]).toEqual([403, 0]);
	});
});

describe('API account', () => {
	const exchange = async (form: Record<string, string>, headers: Record<string, string> = {}) =>
		await bench.call('POST', '/oauth/token', form, headers);
	const form = {
		grant_type: 'client_credentials',
		client_id: CLIENT_ID,
		client_secret: CLIENT_SECRET,
	};

	it('gets an access token that ends', async () => {
		const { status, json } = await exchange(form);
		expect([status, json]).toEqual([
			200,
			{ access_token: expect.any(String), token_type: 'Bearer', expires_in: 7200 },
		]);
		const header = `Bearer ${json.access_token}`;
		bench.clock.forward(7_199_000);
		expect((await authorized(header)).status).toBe(200);
		bench.clock.forward(1000);
		expect((await authorized(header)).status).toBe(401);
	});

	it('may be named in a Basic header', async () => {
		const basic = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64');
		const { grant_type } = form;
		const answer = await exchange({ grant_type }, { Authorization: `Basic ${basic}` });
		expect(answer.status).toBe(200);
		expect((await exchange({ ...form, client_secret: 'wrong' })).status).toBe(401);
		expect((await exchange({ ...form, grant_type: 'password' })).status).toBe(400);
	});

	it('leaves no secret in the log', async () => {
		const { json } = await exchange(form);
		await authorized(`Bearer ${json.access_token}`);
		await authorized(TOKEN.Authorization);
		const log = JSON.stringify((await bench.control('GET', '/requests')).json);
		for (const secret of [CLIENT_SECRET, json.access_token, API_TOKEN]) {
			expect(log).not.toContain(secret);
		}
	});
});

describe('lists', () => {
	it('show the records of the pages', async () => {
		const envelope = { page: 1, per_page: 50, total_pages: 1 };
		expect((await bench.get('/api/v2/price_books')).json).toMatchObject({
			...envelope,
			entries: [
				{
					id: 1,
					name: 'default',
					currency: 'AUD',
					price_type: 'normal',
					include_tax: true,
					include_duty: true,
					from: null,
					to: null,
					status: 'active',
					data_sets: [],
				},
				{ id: 2, name: 'AUD Sale' },
			],
		});
		const prices = (await bench.get('/api/v2/price_items')).json;
		expect(prices).toMatchObject(envelope);
		expect(prices.entries).toContainEqual({
			id: 28,
			amount: 10,
			product_id: 6,
			from: null,
			to: null,
			'enabled?': true,
			price_book: { id: 1, name: 'default' },
		});
		const variations = (await bench.get('/api/v2/product_variations')).json;
		expect(variations.entries.slice(0, 2)).toEqual([
			{ id: 2, parent_id: 8, child_id: 7 },
			{ id: 3, parent_id: 8, child_id: 12 },
		]);
	});

	it('show products with their children', async () => {
		const { json } = await bench.get('/api/v2/products?code=STYLE-1');
		expect(json).toEqual({
			page: 1,
			per_page: 50,
			total_pages: 1,
			total_entries: 1,
			entries: [
				{
					id: 41884,
					product_type: 'product',
					code: 'STYLE-1',
					status: 'active',
					product_attributes: {
						country_of_origin: { value: 'Vietnam', base_type: 'string' },
						exclude_from_multi_buy: { value: false, base_type: 'boolean' },
					},
					name: 'Blue Shirt',
					class_type: null,
					discontinued: false,
					children: [
						{
							id: 41885,
							product_type: 'product',
							code: 'STYLE-1-Blue',
							status: 'active',
							product_attributes: {},
							name: 'Blue Shirt-Blue',
							class_type: null,
							discontinued: false,
							children: [],
						},
					],
				},
			],
		});
		const all = (await bench.get('/api/v2/products')).json;
		expect(all.entries.map(({ id }) => id)).not.toContain(41885);
		expect((await bench.get('/api/v2/products?id=41885')).json.total_entries).toBe(1);
	});

	it('come in pages', async () => {
		const other = await startComestri({ generatedProducts: 120 });
		const pages = [];
		for (const page of [1, 2, 3, 4]) {
			pages.push((await other.get(`/api/v2/products?page=${page}`)).json);
		}
		await other.sandbox.close();
		expect(pages.map(({ entries }) => entries.length)).toEqual([50, 50, 29, 0]);
		expect(pages[0]).toMatchObject({ total_pages: 3, total_entries: 129 });
		const ids = pages.flatMap(({ entries }) => entries.map(({ id }) => id));
		expect(new Set(ids).size).toBe(129);
	});

	it('list by time of update, both bounds included', async () => {
		const start = bench.clock.forward(0);
		const products = ['A', 'B', 'C'].map((code) => ({ code, name: code }));
		bench.sandbox.settings.jobDelayMs = 0;
		bench.sandbox.settings.jobDurationMs = 3000;
		await bench.post('/api/v2/jobs', jobBody('Product', 'upsert', products));
		bench.clock.forward(10_000);
		const codes = async (query: string) =>
			(await bench.get(`/api/v2/products?${query}`)).json.entries.map(({ code }: Row) => code);
		const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
		expect(await codes(`updated_time_from=${at(0)}`)).toEqual(['A', 'B', 'C']);
		const window = `updated_time_from=${at(2000)}&updated_time_to=${at(2000)}`;
		expect(await codes(window)).toEqual(['B']);
		expect(await codes(`created_time_from=${at(2001)}`)).toEqual(['C']);
		const [entry] = (await bench.get('/api/v2/products?code=A')).json.entries;
		expect(Object.keys(entry ?? {})).not.toContain('updated_at');
		expect((await bench.get('/api/v2/products?updated_time_from=soon')).status).toBe(422);
	});

	it('leave the bounds out when they are told to', async () => {
		const { catalogue, commands, settings } = bench.sandbox;
		const moment = bench.clock.forward(1000).toISOString();
		const shirt = catalogue.findProduct({ name: 'STYLE-1' });
		if (shirt) commands.update(shirt, { name: 'Red Shirt' });
		const total = async (query: string) =>
			(await bench.get(`/api/v2/products?${query}`)).json.total_entries;
		const window = `updated_time_from=${moment}&updated_time_to=${moment}`;
		expect(await total(window)).toBe(1);
		settings.timeBoundsIncluded = false;
		expect(await total(window)).toBe(0);
		expect(await total(`updated_time_from=${moment}`)).toBe(0);
	});

	it('list a parent when its child was changed', async () => {
		const since = bench.clock.forward(1000).toISOString();
		const child = [{ code: 'STYLE-1-Blue', status: 'inactive' }];
		await bench.post('/api/v2/jobs', jobBody('Product', 'upsert', child));
		bench.clock.forward(10_000);
		const { entries } = (await bench.get(`/api/v2/products?updated_time_from=${since}`)).json;
		expect(entries).toMatchObject([{ code: 'STYLE-1', children: [{ status: 'inactive' }] }]);
	});

	it('let a test change rows before a page and know no other address', async () => {
		bench.sandbox.onPage = ({ feed }) => {
			if (feed === 'price_items') bench.sandbox.catalogue.priceItems.clear();
		};
		expect((await bench.get('/api/v2/price_items')).json.entries).toEqual([]);
		expect((await bench.get('/api/v2/nothing')).status).toBe(404);
		expect((await bench.call('GET', '/api/v2/nothing', undefined, {})).status).toBe(401);
	});
});

describe('products changed by hand', () => {
	it('are created and edited by command or control address, and show in list and ledger', async () => {
		const { sandbox, clock } = bench;
		const start = clock.forward(1000);
		const created = sandbox.commands.create({ code: 'CAP', name: 'Cap' });
		expect(sandbox.commands.create().code).not.toBe(sandbox.commands.create().code);
		clock.forward(1000);
		sandbox.commands.update(created, { name: 'Red Cap', status: 'inactive' });
		const edited = await bench.control('POST', `/products/${created.id}`, { name: 'Blue Cap' });
		expect(edited.json).toMatchObject({ code: 'CAP', name: 'Blue Cap', status: 'inactive' });
		const made = await bench.control('POST', '/products', { code: 'HAT', name: 'Hat' });
		expect(made.json).toMatchObject({ code: 'HAT', status: 'active' });
		const since = `created_time_from=${start.toISOString()}`;
		const { entries } = (await bench.get(`/api/v2/products?${since}`)).json;
		expect(entries).toHaveLength(4);
		expect(entries[0]).toMatchObject({ id: created.id, name: 'Blue Cap' });
		const history = sandbox.ledger.after(0, 'product').filter(({ id }) => id === created.id);
		expect(history).toMatchObject([
			{ kind: 'created', snapshot: { name: 'Cap', status: 'active' } },
			{ kind: 'updated', snapshot: { name: 'Red Cap', status: 'inactive' } },
			{ kind: 'updated', snapshot: entries[0] },
		]);
	});

	it('tell the parent of a child', () => {
		const { catalogue, commands, ledger } = bench.sandbox;
		const child = catalogue.findProduct({ id: 7 });
		if (child) commands.update(child, { name: 'Child' });
		expect(ledger.after()).toMatchObject([{ id: 7, parent: 8 }]);
	});

	it.each([
		['/products/1', []],
		['/products/5', { name: 'A' }],
		['/products', { name: 1 }],
	])('refuse %s with %j', async (path, body) => {
		expect((await bench.control('POST', path, body)).status).toBe(400);
	});
});
