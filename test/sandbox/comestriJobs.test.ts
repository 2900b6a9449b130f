import { jobBody, runJob, startComestri, type ComestriBench } from './comestriClient';
import type { Row } from './vendorClient';

const SAMPLE_PRODUCT = {
	_request_data_id: '7y3k9iuye6',
	product_type: 'product',
	code: '12345',
	status: 'active',
	name: 'Product 12345',
	attribute_set: 'Automotive',
};

const PRICES = [
	{
		amount: 14,
		from: '2016-07-05T09:00:00.000+10:00',
		to: '2016-07-08T09:00:00.000+10:00',
	},
	{ amount: 1 },
];

let bench: ComestriBench;

beforeEach(async () => {
	bench = await startComestri();
});
afterEach(async () => await bench.sandbox.close());

const create = async (body: unknown) => await bench.post('/api/v2/jobs', body);
const run = async (entity: string, operation: string, data: unknown[], options?: Row) =>
	await runJob(bench, jobBody(entity, operation, data, options));
const products = (count: number): Row[] =>
	Array.from({ length: count }, (_, index) => ({
		_request_data_id: `r${index}`,
		code: `C${index}`,
		name: `Name ${index}`,
	}));
const pricesOf = (productId: number, bookId: number) =>
	bench.sandbox.catalogue
		.pricesOf(productId, bookId)
		.map(({ amount, from, to }) => ({ amount, from, to }));

describe('new job', () => {
	it("is answered like the page's sample, its echo included", async () => {
		const { status, json } = await create(jobBody('Product', 'upsert', [SAMPLE_PRODUCT]));
		expect([status, json]).toEqual([
			201,
			{
				id: 429,
				request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
				entity: 'Product',
				format: 'json',
				status: 'ready_to_process',
				percent_completed: 0,
				file_name: null,
				operation: 'insert',
				created_at: '2030-05-01T20:00:00.000+10:00',
				updated_at: '2030-05-01T20:00:00.000+10:00',
				sidekiq_job_id: expect.stringMatching(/^[0-9a-f]{24}$/),
				created_by: 'api@example.com',
				error_count: 0,
				import_method: 'api',
				file_upload_id: null,
			},
		]);
	});

	it.each([
		[{}, "Job can't be blank"],
		[jobBody('', 'upsert', [{}]), "Entity can't be blank"],
		[jobBody('Unicorn', 'upsert', [{}]), 'Entity "Unicorn" is not included in the list'],
		[jobBody('Product', 'fly', [{}]), 'Operation "fly" is not included in the list'],
		[jobBody('Product', 'purge', [{}]), 'Operation purge is not applicable for Product'],
		[jobBody('Product', 'upsert', []), "Data can't be blank"],
		[jobBody('Product', 'upsert', ['x']), 'Data must be an array of hashes'],
		[
			jobBody('Product', 'upsert', [{}], { object_in_response: 'maybe' }),
			'Options object_in_response must be a boolean',
		],
	])('%# is refused with 422', async (body, error) => {
		const { status, json } = await create(body);
		expect([status, json]).toEqual([422, { errors: [error] }]);
		expect(bench.sandbox.stats().jobs).toBe(0);
	});

	it('has a maximum of records when there is one', async () => {
		bench.sandbox.settings.maximumRecords = 2;
		expect((await create(jobBody('Product', 'upsert', products(2)))).status).toBe(201);
		expect((await create(jobBody('Product', 'upsert', products(3)))).status).toBe(422);
	});
});

describe('running job', () => {
	it('goes from ready to complete and shows what is done so far', async () => {
		Object.assign(bench.sandbox.settings, { jobDelayMs: 500, jobDurationMs: 1000 });
		const { json } = await create(jobBody('Product', 'upsert', products(4)));
		const states = [];
		for (const ms of [0, 499, 251, 500, 250]) {
			bench.clock.forward(ms);
			const job = (await bench.get(`/api/v2/jobs/${json.id}`)).json;
			const { status, percent_completed, result, processing_details: details } = job;
			states.push([status, percent_completed, result, details.length]);
		}
		expect(states).toEqual([
			['ready_to_process', 0, null, 0],
			['ready_to_process', 0, null, 0],
			['processing', 0.25, null, 1],
			['processing', 0.75, null, 3],
			['complete', 1, 'Success', 4],
		]);
		expect((await bench.get('/api/v2/jobs/1')).status).toBe(404);
	});

	it('is never 1 before it is complete', async () => {
		Object.assign(bench.sandbox.settings, { jobDelayMs: 0, jobDurationMs: 0, recordMs: 1 });
		const { json } = await create(jobBody('Product', 'upsert', products(1000)));
		bench.clock.forward(999);
		const job = (await bench.get(`/api/v2/jobs/${json.id}`)).json;
		expect([job.status, job.percent_completed]).toEqual(['processing', 0.99]);
	});

	it("ends like the page's sample", async () => {
		const data = [{ name: 'A' }, { _request_data_id: '7y3k9iuye6', name: 'B' }, { name: 'C' }];
		bench.sandbox.settings.shuffleDetails = false;
		const category = (id: number, name: string) => ({
			id,
			name,
			description: null,
			parent_id: null,
		});
		expect(await run('Category', 'insert', data, {})).toEqual({
			id: 429,
			request_id: expect.any(String),
			entity: 'Category',
			status: 'complete',
			percent_completed: 1,
			operation: 'insert',
			created_at: '2030-05-01T20:00:00.000+10:00',
			updated_at: '2030-05-01T20:00:01.400+10:00',
			created_by: 'api@example.com',
			error_count: 0,
			result: 'Success',
			processing_details: [
				{ errors: [], id: 327, category: category(327, 'A') },
				{ _request_data_id: '7y3k9iuye6', errors: [], id: 328, category: category(328, 'B') },
				{ errors: [], id: 329, category: category(329, 'C') },
			],
		});
	});

	it('shuffles its details, the same for the same seed', async () => {
		const order = async (seed: number) => {
			const other = await startComestri({ seed });
			const job = await runJob(other, jobBody('Product', 'upsert', products(50)));
			await other.sandbox.close();
			return job.processing_details.map((detail) => detail._request_data_id);
		};
		const [first, again, another] = [await order(3), await order(3), await order(4)];
		const sent = products(50).map(({ _request_data_id: id }) => id);
		expect(first).toEqual(again);
		expect(first).not.toEqual(another);
		expect(first).not.toEqual(sent);
		expect(new Set(first)).toEqual(new Set(sent));
	});

	it('tells which of 5,000 records failed', async () => {
		const data = products(5000);
		for (const index of [3, 700, 701, 4999]) Object.assign(data[index] ?? {}, { status: 'odd' });
		for (const index of [8, 9]) delete data[index]?.code;
		bench.sandbox.failures.add({ field: 'code', value: 'C77', errors: ['No luck'] });
		const job = await run('Product', 'upsert', data);
		const failed = job.processing_details.filter(({ errors }) => errors.length > 0);
		expect([job.error_count, job.processing_details.length]).toEqual([7, 5000]);
		expect(job.result).not.toBe('Success');
		const texts = Object.fromEntries(
			failed.map(({ _request_data_id: id, errors }) => [id, errors]),
		);
		expect(texts).toEqual({
			r3: ['Status is not included in the list'],
			r700: ['Status is not included in the list'],
			r701: ['Status is not included in the list'],
			r4999: ['Status is not included in the list'],
			r8: ["Code can't be blank"],
			r9: ["Code can't be blank"],
			r77: ['No luck'],
		});
		expect(failed.every(({ id }) => id === null)).toBe(true);
		expect(bench.sandbox.stats()).toMatchObject({ recordsProcessed: 5000, recordsFailed: 7 });
	});

	it('fails records by chance when told to', async () => {
		bench.sandbox.settings.failureRate = 0.5;
		const { error_count: count } = await run('Product', 'upsert', products(100));
		expect(count).toBeGreaterThan(20);
		expect(count).toBeLessThan(80);
	});
});

describe('products', () => {
	it("are created by the page's sample and changed by a second one", async () => {
		const first = await run('Product', 'upsert', [SAMPLE_PRODUCT]);
		expect(first.processing_details).toEqual([
			{ _request_data_id: '7y3k9iuye6', errors: [], id: 41886 },
		]);
		const change = { code: '12345', status: 'inactive', product_attributes: { size: 4 } };
		const second = await run('Product', 'upsert', [change], { object_in_response: true });
		expect(second.processing_details).toEqual([
			{
				errors: [],
				id: 41886,
				product: {
					id: 41886,
					product_type: 'product',
					code: '12345',
					status: 'inactive',
					product_attributes: { size: { value: 4, base_type: 'number' } },
					name: 'Product 12345',
					class_type: null,
					discontinued: false,
					children: [],
				},
			},
		]);
		expect(bench.sandbox.catalogue.products.get(41886)?.others).toEqual({
			attribute_set: 'Automotive',
		});
	});

	it('come back as objects unless told otherwise', async () => {
		const [detail] = (await run('Product', 'upsert', products(1), {})).processing_details;
		expect(detail?.product).toMatchObject({ code: 'C0' });
	});

	it('save names under the language beside the job', async () => {
		await run('Product', 'upsert', [SAMPLE_PRODUCT]);
		const german = { code: '12345', name: 'Produkt 12345' };
		await runJob(bench, { ...jobBody('Product', 'upsert', [german]), lang: 'de' });
		const name = async (lang: string) =>
			(await bench.get(`/api/v2/products?code=12345&lang=${lang}`)).json.entries[0]?.name;
		expect([await name('en'), await name('de')]).toEqual(['Product 12345', 'Produkt 12345']);
	});

	it('cannot be inserted twice', async () => {
		const job = await run('Product', 'insert', [SAMPLE_PRODUCT, SAMPLE_PRODUCT]);
		const texts = job.processing_details.flatMap(({ errors }) => errors);
		expect(texts).toEqual(['Code has already been taken']);
	});
});

describe('prices', () => {
	it('are reset for a product in a book', async () => {
		const price = { ...PRICES[0], amount: 12 };
		const record = { ...price, product_id: 6, price_book_id: 1 };
		const job = await run('PriceItem', 'reset', [record], { object_in_response: true });
		expect(job.processing_details).toMatchObject([
			{ errors: [], id: 31, price_item: { ...price, product_id: 6, price_book: { id: 1 } } },
		]);
		expect(pricesOf(6, 1)).toEqual([price]);
	});

	it('of several records of one job stay together', async () => {
		const record = { product_code: 'product_6', price_book_name: 'default' };
		await run('PriceItem', 'reset', [
			{ ...record, amount: 1 },
			{ ...record, amount: '2.50' },
		]);
		expect(pricesOf(6, 1).map(({ amount }) => amount)).toEqual([1, 2.5]);
	});

	it.each([
		[{ id: 1, products: [{ id: 28, price_items: PRICES }] }, 28],
		[{ name: 'default', products: [{ code: 'product_1', price_items: PRICES }] }, 1],
	])("are reset through their book by the page's sample %#", async (record, productId) => {
		const job = await run('PriceBook', 'reset', [record]);
		expect(job.processing_details).toEqual([{ errors: [], id: 1 }]);
		expect(pricesOf(productId, 1)).toEqual([PRICES[0], { amount: 1, from: null, to: null }]);
		expect(pricesOf(6, 1)).toHaveLength(1);
	});

	it("are purged by the page's sample", async () => {
		expect([pricesOf(1000, 2).length, pricesOf(1367, 1).length]).toEqual([1, 1]);
		const job = await run('PriceItem', 'purge', [
			{ product_code: '1000-INK-SIL', price_book_name: 'AUD Sale' },
			{ product_id: 1367, price_book_id: 1 },
		]);
		expect(job.error_count).toBe(0);
		expect([pricesOf(1000, 2).length, pricesOf(1367, 1).length]).toEqual([0, 0]);
	});

	it.each([
		[{ product_id: 6, price_book_id: 9, amount: 1 }, 'Price book must exist'],
		[{ product_code: 'none', price_book_id: 1, amount: 1 }, 'Product must exist'],
		[{ product_id: 6, price_book_id: 1 }, 'Amount is not a number'],
		[{ product_id: 6, price_book_id: 1, amount: 1, from: 'x' }, 'From is not a valid date'],
	])('refuse %j', async (record, error) => {
		const [detail] = (await run('PriceItem', 'reset', [record])).processing_details;
		expect(detail).toEqual({ errors: [error], id: null });
		expect(pricesOf(6, 1)).toHaveLength(1);
	});

	it('of a book stay as they are when one product of a record is unknown', async () => {
		const entries = [
			{ id: 6, price_items: PRICES },
			{ id: 99, price_items: PRICES },
		];
		const job = await run('PriceBook', 'reset', [{ id: 1, products: entries }]);
		expect([job.error_count, pricesOf(6, 1).length]).toEqual([1, 1]);
	});
});

describe('variations', () => {
	it.each([
		[{ parent_id: 8, child_id: 7 }, [8, 7]],
		[
			{ parent_product_code: 'Product-ABC', child_product_code: 'Product-ABC-variation-1' },
			[100, 101],
		],
	])("are reset by the page's sample %#", async (record, [parent, child]) => {
		const job = await run('ProductVariation', 'reset', [record], {});
		const link = { parent_id: parent, child_id: child };
		expect(job.processing_details).toMatchObject([{ errors: [], product_variation: link }]);
		expect(bench.sandbox.catalogue.parentOf(child ?? NaN)?.parentId).toBe(parent);
	});

	it('replace the parent', async () => {
		await run('ProductVariation', 'reset', [{ parent_id: 6, child_id: 7 }]);
		const { entries } = (await bench.get('/api/v2/product_variations')).json;
		expect(entries.filter(({ child_id: child }) => child === 7)).toEqual([
			{ id: 2, parent_id: 6, child_id: 7 },
		]);
		const job = await run('ProductVariation', 'reset', [{ parent_id: 6, child_id: 99 }]);
		expect(job.processing_details[0]?.errors).toEqual(['Child must exist']);
	});
});

describe('control addresses', () => {
	it('list jobs and changes without waiting for a reader', async () => {
		await create(jobBody('Product', 'upsert', [SAMPLE_PRODUCT]));
		bench.clock.forward(60_000);
		expect((await bench.control('GET', '/ledger')).json).toMatchObject([
			{ kind: 'created', entity: 'product', id: 41886, time: '2030-05-01T10:00:01.400Z' },
			{
				kind: 'updated',
				entity: 'job',
				id: 429,
				marker: 'complete',
				time: '2030-05-01T10:00:01.400Z',
				snapshot: { id: 429, status: 'complete', result: 'Success', error_count: 0 },
			},
		]);
		expect((await bench.control('GET', '/jobs')).json).toMatchObject([
			{ id: 429, operation: 'upsert', status: 'complete', records: 1, processed: 1, errors: 0 },
		]);
	});

	it('take failures and faults, and start over', async () => {
		const failure = { field: 'code', value: '12345', errors: ['Broken'] };
		expect((await bench.control('POST', '/failures', failure)).json).toEqual([failure]);
		expect((await bench.control('POST', '/failures', { field: 1 })).status).toBe(400);
		expect((await run('Product', 'upsert', [SAMPLE_PRODUCT])).error_count).toBe(1);
		await bench.control('DELETE', '/failures');
		expect((await run('Product', 'upsert', [SAMPLE_PRODUCT])).error_count).toBe(0);
		await bench.control('POST', '/faults', { kind: 'resetAfterWrite', method: 'POST' });
		await expect(create(jobBody('Product', 'upsert', products(1)))).rejects.toThrow();
		expect(bench.sandbox.stats()).toMatchObject({ jobs: 3, faultsFired: 1 });
		await bench.control('POST', '/reset');
		expect(bench.sandbox.stats()).toMatchObject({ jobs: 0, faultsFired: 0, products: 12 });
		expect((await create(jobBody('Product', 'upsert', products(1)))).json.id).toBe(429);
	});
});
