import { Bench, idsOf, type Body } from './client';

let bench: Bench;

beforeEach(async () => {
	bench = await Bench.start();
});
afterEach(async () => await bench.sandbox.close());

const modified = async (query: string, version?: number) =>
	(await bench.get(`/products/delta/modified/?${query}`, version)).json;
const from = (date: Date) => `start_date=${date.toISOString()}`;

const ids = ({ data }: Body): number[] => idsOf(data);

const addProducts = async (count: number): Promise<Date> => {
	const start = bench.clock.forward(1000);
	for (let index = 1; index <= count; index += 1) {
		bench.clock.forward(1);
		bench.sandbox.commands.create({ name: `Product ${index}`, taxType: 7122 });
	}
	return start;
};

describe('modified products', () => {
	it('shows the row of the documentation', async () => {
		const { data } = await modified('');
		expect(data.find(({ id }) => id === 12980855)).toEqual({
			name: 'Example product',
			id: 12980855,
			quantity: '13.00',
			reorder_level: '5.00',
			safety_stock: '0.00',
			price: '0.5042016807',
			tax_type: 59105,
			custom_price: false,
			ebay_product_id: null,
			ebay_url: null,
			in_shop: false,
			shop_url: null,
			thumbnail: null,
			variation_count: 0,
			is_giftcard: false,
			gross_price: '0.60',
			ean: '400000000',
			inv_id: '612743774036966711',
			state: 'created',
			parent: null,
			custom_sale: false,
			categories: [{ id: 159381, hint: 'Schulhefte', name: 'Schulhefte' }],
			attributes_str: '',
			description: 'Lorem ipsum',
			product_code: 'V47514',
			attributes: {},
			brand: 'Venceremos BUND',
			average_purchase_price: '0.27',
		});
	});

	it('lists every row, variations included, without start_date', async () => {
		const { total, data } = await modified('');
		expect([total, data.length]).toEqual([16, 16]);
		expect(data.find(({ id }) => id === 13825788)).toMatchObject({
			parent: 13825787,
			name: 'T-shirt, 22, Red, Denim',
			inv_id: null,
		});
	});

	it('includes the moment of start_date', async () => {
		const moment = bench.clock.forward(1000);
		await bench.put('/products/12980855/', { name: 'New' });
		expect(await bench.changed(moment)).toEqual([12980855]);
		expect(await bench.changed(new Date(moment.getTime() + 1))).toEqual([]);
	});

	it('calls a product created when it was created inside the window', async () => {
		const before = bench.clock.forward(1000);
		const { id } = (await bench.post('/products/', { name: 'A', tax_type: 7122 })).json;
		const between = bench.clock.forward(1000);
		await bench.put(`/products/${id}/`, { name: 'B' });
		expect((await modified(from(before))).data).toMatchObject([{ id, state: 'created' }]);
		expect((await modified(from(between))).data).toMatchObject([{ id, state: 'updated' }]);
	});

	it('raises whatever changes a product', async () => {
		const stock = { quantity: '1', note: '', price: '1', date: '15.01.2018' };
		const acts: [number[], () => Promise<unknown>][] = [
			[[2716814], () => bench.put('/products/2716814/adjust_inventory/', { stock })],
			[[1976956], () => bench.post('/products/1976956/shop/')],
			[[4094157], () => bench.put('/products/4094157/', { price: 1 })],
			[[13825788, 13825787], () => bench.put('/products/13825788/adjust_inventory/', { stock })],
		];
		for (const [expected, act] of acts) {
			const start = bench.clock.forward(1000);
			await act();
			expect(await bench.changed(start)).toEqual(expected);
		}
	});

	it('moves a row to the end when it changes', async () => {
		const start = await addProducts(3);
		const [first, second, third] = await bench.changed(start);
		bench.clock.forward(1);
		await bench.put(`/products/${first}/`, { name: 'Changed' });
		expect(await bench.changed(start)).toEqual([second, third, first]);
	});

	it.each([
		['', 100],
		['&limit=40', 40],
		['&limit=1000', 100],
		['&page=2', 20],
		['&page=3', 0],
	])('answers %j with %i of 120 rows', async (query, rows) => {
		const start = await addProducts(120);
		const page = await modified(from(start) + query);
		expect([page.total, page.data.length]).toEqual([120, rows]);
	});

	it('sorts by several fields, a minus for descending', async () => {
		const ascending = ids(await modified('order_by=id'));
		expect(ascending).toEqual([...ascending].sort((left, right) => left - right));
		expect(ids(await modified('order_by=-id'))).toEqual([...ascending].reverse());
		const { data } = await modified('order_by=tax_type,-quantity');
		const sorted = data.map((row) => ({ tax: row.tax_type, pieces: Number(row.quantity) }));
		expect(sorted).toEqual(
			[...sorted].sort((left, right) => left.tax - right.tax || right.pieces - left.pieces),
		);
	});

	it('adds fields when verbose', async () => {
		const row = (await modified('verbose=true')).data.find(({ id }) => id === 2716814);
		expect(row).toMatchObject({
			meta: { shop: { id: 586866 } },
			images: [{ id: 702078 }],
			publish_states: [{ channel: 'shop', state: 'published' }],
		});
		for (const field of ['meta', 'images', 'publish_states']) {
			expect((await modified('')).data[0]).not.toHaveProperty(field);
		}
	});

	it('shows ad-hoc sales that the product list hides', async () => {
		const start = bench.clock.forward(1000);
		const body = { name: 'Ad hoc', tax_type: 7122, custom_sale: true };
		const { id } = (await bench.post('/products/', body)).json;
		expect(await bench.changed(start)).toEqual([id]);
		expect((await bench.get('/products/?search=Ad%20hoc')).json.total).toBe(0);
	});

	it.each(['yesterday', '2018-01-25', '2018-01-25T15:00:56', '2018-13-25T15:00:56.643Z', ''])(
		'refuses start_date=%s',
		async (date) => {
			for (const feed of ['modified', 'deleted']) {
				const answer = await bench.get(`/products/delta/${feed}/?start_date=${date}`);
				expect([answer.status, Object.keys(answer.json.error.fields)]).toEqual([
					400,
					['start_date'],
				]);
			}
		},
	);

	it('loses rows between pages at version 13', async () => {
		const start = await addProducts(120);
		const pages = [
			await modified(from(start), 13),
			await modified(`${from(start)}&page=2`, 13),
			await modified(`${from(start)}&page=3`, 13),
		];
		expect(pages.map(({ total, data }) => [total, data.length])).toEqual([
			[120, 99],
			[120, 20],
			[120, 0],
		]);
	});

	it('lets rows change while a client is paging', async () => {
		const start = await addProducts(4);
		const all = await bench.changed(start);
		bench.sandbox.onPage = ({ feed, page }) => {
			if (feed !== 'modified' || page !== 2) return;
			const product = bench.sandbox.store.get(all[0] ?? NaN);
			bench.clock.forward(1);
			if (product) bench.sandbox.commands.update(product, { name: 'Changed' });
		};
		const seen = [
			...ids(await modified(`${from(start)}&limit=2&page=1`)),
			...ids(await modified(`${from(start)}&limit=2&page=2`)),
		];
		expect(seen).toEqual([all[0], all[1], all[3], all[0]]);
	});
});

describe('deleted products', () => {
	it('lists bare ids in ascending order, variations included', async () => {
		const start = bench.clock.forward(1000);
		await bench.delete('/products/13825787/');
		bench.clock.forward(1000);
		await bench.delete('/products/4094157/');
		const answer = await bench.get(`/products/delta/deleted/?${from(start)}`);
		expect(answer.json).toEqual({ total: 4, data: [4094157, 13825787, 13825788, 13825789] });
		expect(await bench.changed(start)).toEqual([]);
		expect(await bench.deleted(bench.clock.forward(1))).toEqual([]);
	});

	it('pages up to a thousand ids', async () => {
		const start = await addProducts(1001);
		for (const product of bench.sandbox.store.modifiedSince(start.getTime())) {
			bench.sandbox.commands.remove(product);
		}
		const first = (await bench.get(`/products/delta/deleted/?${from(start)}&limit=5000`)).json;
		const second = (await bench.get(`/products/delta/deleted/?${from(start)}&page=2`)).json;
		expect([first.total, first.data.length, second.data.length]).toEqual([1001, 1000, 1]);
	});

	it('raises the parent of a variation that is deleted alone', async () => {
		const start = bench.clock.forward(1000);
		await bench.delete('/products/13825789/');
		expect(await bench.deleted(start)).toEqual([13825789]);
		expect(await bench.changed(start)).toEqual([13825787]);
	});
});
