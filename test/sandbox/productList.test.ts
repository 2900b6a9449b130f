import { Bench } from './client';

let bench: Bench;

beforeAll(async () => {
	bench = await Bench.start({ generatedProducts: 120 });
});
afterAll(async () => await bench.sandbox.close());

describe('product list', () => {
	it('shows the row of the documentation', async () => {
		const { json } = await bench.get('/products/?search=Club%20Mate', 6);
		expect(json.data[0]).toMatchObject({
			name: '00001 Club Mate_',
			id: 12544049,
			quantity: '150.00',
			reorder_level: '0.00',
			safety_stock: '0.00',
			price: '4.2016806723',
			tax_type: 4672,
			in_shop: false,
			shop_url: null,
			thumbnail: { id: -217514, new: true },
			variation_count: 4,
			gross_price: '5.00',
			ean: '',
			inv_id: '612689785305669070',
			reorder_level_reached: true,
			safety_stock_reached: true,
			min_gross_price: '5.00',
			max_gross_price: '5.00',
		});
		expect(json.data[0]).not.toHaveProperty('variations');
	});

	it.each([
		['', 40],
		['?limit=10', 10],
		['?limit=500', 40],
		['?limit=0', 40],
		['?limit=abc', 40],
		['?page=999', 0],
	])('answers %j with %i rows', async (query, rows) => {
		expect((await bench.get(`/products/${query}`)).json.data).toHaveLength(rows);
	});

	it('shows every parent and plain product once over all pages', async () => {
		const ids: number[] = [];
		let total = 0;
		for (let page = 1; page <= 4; page += 1) {
			const { json } = await bench.get(`/products/?page=${page}`);
			ids.push(...json.data.map(({ id }) => id));
			total = json.total;
		}
		const expected = bench.sandbox.store.topLevel().filter(({ customSale }) => !customSale);
		expect(new Set(ids)).toEqual(new Set(expected.map(({ id }) => id)));
		expect([ids.length, total]).toEqual([expected.length, expected.length]);
	});

	it('repeats a product for each field that matches the search', async () => {
		const { json } = await bench.get('/products/?search=1213');
		expect(json).toMatchObject({ total: 1, data: [{ id: 13388386 }] });
		await bench.post('/products/', { name: 'Nike shoe', brand: 'NIKE', tax_type: 7122 });
		const found = (await bench.get('/products/?search=nike%20')).json;
		expect(found.total).toBe(1);
		const twice = (await bench.get('/products/?search=nike')).json;
		const shoes = twice.data.filter(({ name }) => name === 'Nike shoe');
		expect(shoes).toHaveLength(2);
		expect(twice.total).toBe(twice.data.length);
	});

	it('filters by what is in the shop', async () => {
		const { json } = await bench.get('/products/?in_shop=true');
		expect(json.data.map(({ id }) => id)).toEqual([2716814]);
	});

	describe('sort and filter', () => {
		const prices = async (version: number) =>
			(await bench.get('/products/?sort=price', version)).json.data.map(({ price }) =>
				Number(price),
			);

		it('act at version 6', async () => {
			const sorted = await prices(6);
			expect(sorted).toEqual([...sorted].sort((left, right) => left - right));
			const { json } = await bench.get('/products/?filter=reorder', 6);
			expect(json.total).toBeLessThan((await bench.get('/products/')).json.total);
			for (const row of json.data) expect(row.reorder_level_reached).toBe(true);
		});

		it.each([7, 12])('do nothing at version %i', async (version) => {
			const sorted = await prices(version);
			expect(sorted).not.toEqual([...sorted].sort((left, right) => left - right));
			const { json } = await bench.get('/products/?filter=reorder', version);
			expect(json.total).toBe((await bench.get('/products/')).json.total);
		});
	});

	it('has other keys and larger pages at version 13', async () => {
		const { json } = await bench.get('/products/?limit=100', 13);
		expect(Object.keys(json)).toEqual(['total', 'results']);
		expect(json.results).toHaveLength(100);
		expect(json.results[0]).toMatchObject({
			categories: expect.any(Array),
			time_modified: expect.stringMatching(/\+00:00$/),
		});
	});
});

describe('taxes and categories', () => {
	it('lists taxes without an envelope', async () => {
		const { json } = await bench.get('/taxes/');
		expect(json).toContainEqual({ id: 57374, name: 'Test 98%', tax_rate: '98.000' });
	});

	it('reads one tax', async () => {
		expect((await bench.get('/taxes/57374/')).json.name).toBe('Test 98%');
		const missing = await bench.get('/taxes/1/');
		expect([missing.status, missing.json.error.key]).toEqual([404, 'common.unknown']);
	});

	it('lists categories in pages and searches them', async () => {
		const { json } = await bench.get('/categories/?limit=2');
		expect([json.total, json.data.length]).toEqual([6, 2]);
		const found = (await bench.get('/categories/?q=drink')).json;
		expect(found).toMatchObject({
			total: 1,
			data: [{ id: 43104, hint: 'Drinks', tree_id: 39710 }],
		});
		expect(found.data[0]?.products).toContain(12544049);
	});
});
