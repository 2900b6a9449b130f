import { Bench } from './client';

let bench: Bench;

beforeEach(async () => {
	bench = await Bench.start();
});
afterEach(async () => await bench.sandbox.close());

const REQUIRED = ['This field is required.'];
const INVALID_TAX = ['Invalid tax'];

/** The request of the documentation's create sample. */
const PINK_T_SHIRT = {
	quantity: 200,
	reorder_level: 75,
	safety_stock: 50,
	purchase_price: 10.5,
	name: 'Pink t-shirt',
	brand: 'Nike',
	tax_type: 59342,
	categories: [{ id: 90302 }],
	price: 100,
	attributes: { weight: ['1'], size: ['S'], color: ['pink'] },
	product_code: '22222222222222',
	ean: '121312121212',
	images: [{ id: 751315, new: true }],
	package_size_value: '1',
	package_size_unit: 'pc',
};

describe('get', () => {
	it('shows the product of the documentation', async () => {
		const { json } = await bench.get('/products/12544049/', 10);
		expect(json).toMatchObject({
			attributes: {},
			name: '00001 Club Mate_',
			quantity: '150.00',
			price: '4.2016806723',
			variation_count: 4,
			average_purchase_price: '0',
			product_code: null,
			ean: '',
			categories: [{ id: 43104, tree_id: 39710, name: 'Drinks', is_leaf: true, image: null }],
			images: [{ id: 217514, type: 0, new: true, urls: { thumb: expect.any(String) } }],
			custom_sale: false,
			shipping_services: [],
			meta: {
				shop: { channel: 4, description: null, gross_price: null, id: 4145396, name: null },
			},
			gross_price: '5.00',
			purchase_price: '0',
			states: [{ channel: 'shop', details: null, state: 'unpublished' }],
			inv_id: '612689785305669070',
			package_size_value: '0.500',
			package_size_unit: 'l',
			base_price: '10.00',
			base_size_value: '1',
			base_size_unit: 'l',
		});
		expect(json.variations[0]).toMatchObject({
			id: 5977221,
			attributes: { color: ['Red'] },
			quantity: '38.00',
			name: '00001 Club Mate_, Red',
			meta: { shop: { id: 1380378, name: '00001 Club Mate_, Red' } },
			base_price: '10.00',
			inv_id: null,
		});
	});

	it('finds a product by its inv_id too', async () => {
		expect((await bench.get('/products/612743774036966711/')).json.id).toBe(12980855);
	});

	it('shows flat images with negative ids below version 8', async () => {
		const { json } = await bench.get('/products/2716814/', 7);
		expect(json.images).toEqual([
			expect.objectContaining({ id: -702078, new: true, ipad: expect.any(String) }),
		]);
		expect(json.images[0]).not.toHaveProperty('urls');
		const parent = (await bench.get('/products/12544049/', 7)).json;
		expect(parent.variations[0]).not.toHaveProperty('meta');
		expect(parent.meta.shop).toMatchObject({ description: '', name: '' });
	});

	it('does not know other ids', async () => {
		const { status, json } = await bench.get('/products/1/');
		expect(status).toBe(404);
		expect(json).toEqual({ error: { fields: {}, description: null, key: 'product.not_found' } });
	});
});

describe('create', () => {
	it('answers the sample request with the sample response', async () => {
		const { status, json } = await bench.post('/products/', PINK_T_SHIRT);
		expect(status).toBe(200);
		expect(json).toMatchObject({
			attributes: { color: ['pink'], weight: ['1'], size: ['S'] },
			name: 'Pink t-shirt',
			quantity: '200.00',
			reorder_level: '75.00',
			safety_stock: '50.00',
			price: '100',
			tax_type: 59342,
			custom_price: false,
			in_shop: false,
			thumbnail: { id: -751315 },
			variation_count: 0,
			variations: [],
			average_purchase_price: '10.5',
			description: '',
			product_code: '22222222222222',
			ean: '121312121212',
			images: [{ id: 751315, type: 0, new: true }],
			custom_sale: false,
			brand: 'Nike',
			supplier: '',
			meta: {},
			gross_price: '195.00',
			purchase_price: '10.5',
			states: [],
			attributes_str: 'S, pink, 1',
			inv_id: expect.stringMatching(/^61\d{16}$/),
			package_size_value: '1',
			package_size_unit: 'pc',
			base_price: '195.00',
			base_size_value: '1',
			base_size_unit: 'pc',
		});
		expect(json.categories[0]).toMatchObject({ id: 90302, products: [13388386, json.id] });
		expect((await bench.get(`/products/${json.id}/`)).json.price).toBe('100.0000000000');
	});

	it.each([
		['nothing', {}, { name: REQUIRED, tax_type: REQUIRED }],
		['an empty name', { name: ' ', tax_type: 7122 }, { name: REQUIRED }],
		['an unknown tax', { name: 'A', tax_type: 1 }, { tax_type: INVALID_TAX }],
		[
			'a price that is no number',
			{ name: 'A', tax_type: 7122, price: 'cheap' },
			{ price: [expect.any(String)] },
		],
		[
			'an unknown package unit',
			{ name: 'A', tax_type: 7122, package_size_unit: 'yd' },
			{ package_size_unit: [expect.any(String)] },
		],
		[
			'an unknown category',
			{ name: 'A', tax_type: 7122, categories: [{ id: 1 }] },
			{ categories: [expect.any(String)] },
		],
		[
			'a text for a boolean',
			{ name: 'A', tax_type: 7122, custom_price: 'false' },
			{ custom_price: [expect.any(String)] },
		],
	])('refuses %s', async (_case, body, fields) => {
		const size = bench.sandbox.store.size;
		const { status, json } = await bench.post('/products/', body);
		expect(status).toBe(400);
		expect(json).toEqual({
			error: { fields, description: 'Serialization error', key: 'common.serializer_error' },
		});
		expect(bench.sandbox.store.size).toBe(size);
	});

	it('ignores images, variations and meta below version 8', async () => {
		const body = {
			...PINK_T_SHIRT,
			meta: { shop: { name: 'shop' } },
			variations: [{ attributes: { size: 'S' }, tax_type: 59342 }],
		};
		const { json } = await bench.post('/products/', body, 7);
		expect(json).toMatchObject({ images: [], variations: [], variation_count: 0, meta: {} });
	});

	it.each([
		[2, 'l', '59.50', 'l'],
		[500, 'ml', '238.00', 'l'],
		[250, 'g', '476.00', 'kg'],
		[4, 'm2', '29.75', 'm2'],
		[3, 'pc', '39.67', 'pc'],
	])('prices a package of %d %s at %s per %s', async (value, unit, price, base) => {
		const { json } = await bench.post('/products/', {
			name: 'A',
			tax_type: 11500,
			price: 100,
			package_size_value: value,
			package_size_unit: unit,
		});
		expect(json).toMatchObject({ base_price: price, base_size_value: '1', base_size_unit: base });
	});

	it('refuses a body that is not JSON', async () => {
		const response = await fetch(`${bench.sandbox.url}/products/`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${bench.sandbox.tokens.issueAccessToken()}` },
			body: '{"name":',
		});
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ error: { key: expect.any(String) } });
	});
});

describe('update', () => {
	it('answers the sample request with the sample response', async () => {
		const { json } = await bench.put(
			'/products/4094157/',
			{
				attributes: { color: ['blue'], material: ['Denim'], size: ['SM'] },
				name: 'T-shirt',
				quantity: 200,
				reorder_level: 100,
				safety_stock: 50,
				price: 155.89,
				tax_type: 11500,
				variations: [],
				description: 'This is the product description',
				product_code: 'TS-128y982137',
				ean: 'aaggagga',
				categories: [{ id: 56130 }],
				images: [{ id: 763102, new: true }],
				brand: 'NIKE',
				supplier: 'Wholesaler inc.',
				purchase_price: 105,
				package_size_value: 1,
				package_size_unit: 'pc',
				meta: {
					shop: { description: 'shop desc', name: 'shop name', price: 204 },
					ebay: { images: [{ id: 763101, new: true }], name: 'ebay name', price: 200 },
				},
			},
			8,
		);
		expect(json).toMatchObject({
			name: 'T-shirt',
			id: 4094157,
			quantity: '200.00',
			reorder_level: '100.00',
			safety_stock: '50.00',
			price: '155.89',
			thumbnail: { id: -763102 },
			variations: [],
			average_purchase_price: '0',
			product_code: 'TS-128y982137',
			images: [{ id: 763102, type: 0, new: true }],
			supplier: 'Wholesaler inc.',
			meta: {
				shop: {
					channel: 4,
					description: 'shop desc',
					gross_price: '242.76',
					id: 4587308,
					images: null,
					name: 'shop name',
					price: '204.0000000000',
				},
				ebay: { images: [{ id: 763101 }], name: 'ebay name' },
			},
			gross_price: '185.51',
			purchase_price: '0',
			attributes_str: 'SM, blue, Denim',
			inv_id: '612672236550287870',
			package_size_value: '1',
			base_price: '185.51',
		});
	});

	it('changes only what is sent', async () => {
		const before = (await bench.get('/products/12980855/')).json;
		await bench.put('/products/12980855/', { description: 'New' });
		expect((await bench.get('/products/12980855/')).json).toEqual({
			...before,
			description: 'New',
		});
	});

	it('refuses an unknown tax and changes nothing', async () => {
		const { status, json } = await bench.put('/products/12980855/', { tax_type: 1, name: 'X' });
		expect([status, json.error.fields]).toEqual([400, { tax_type: INVALID_TAX }]);
		expect((await bench.get('/products/12980855/')).json.name).toBe('Example product');
	});

	it('does not know other ids', async () => {
		expect((await bench.put('/products/1/', { name: 'X' })).status).toBe(404);
	});
});

describe('delete', () => {
	it('takes a product and its variations', async () => {
		const { status, json } = await bench.delete('/products/13825787/');
		expect([status, json]).toEqual([200, {}]);
		for (const id of [13825787, 13825788, 13825789]) {
			expect((await bench.get(`/products/${id}/`)).status).toBe(404);
		}
	});

	it('does not know other ids', async () => {
		const { status, json } = await bench.delete('/products/13214024/');
		expect(status).toBe(404);
		expect(json).toEqual({ error: { fields: {}, description: null, key: 'common.unknown' } });
	});
});

describe('stock adjustment', () => {
	const STOCK = { quantity: '102', note: 'some reason', price: '1', date: '15.01.2018' };
	const adjust = async (id: number, body: unknown, version = 7) =>
		await bench.put(`/products/${id}/adjust_inventory/`, body, version);

	it('answers the sample request with the sample response', async () => {
		const { status, json } = await adjust(2716814, { stock: STOCK });
		expect(status).toBe(200);
		expect(json).toMatchObject({
			name: '00CZJ K900',
			id: 2716814,
			quantity: '201.00',
			price: '33.2916666667',
			in_shop: true,
			shop_url: 'https://inventorum-workshop.inventorum.com/products/details?pid=2716814',
			average_purchase_price: '9.095238095238095238095238095',
			images: [{ id: -702078, new: true }],
			gross_price: '39.95',
			purchase_price: '1',
			states: [{ channel: 'shop', details: null, state: 'published' }],
			inv_id: '612666708292466421',
			package_size_value: null,
			base_price: null,
		});
	});

	it.each([
		['5', '18.00'],
		['-5.5', '7.50'],
		['-20', '-7.00'],
	])('adds %s to 13 pieces, which makes %s', async (quantity, expected) => {
		const { json } = await adjust(12980855, { stock: { ...STOCK, quantity, note: '' } });
		expect(json.quantity).toBe(expected);
	});

	it.each([
		['no wrapper', STOCK, 'stock'],
		['no quantity', { stock: { ...STOCK, quantity: undefined } }, 'quantity'],
		['no note', { stock: { ...STOCK, note: undefined } }, 'note'],
		['no price', { stock: { ...STOCK, price: undefined } }, 'price'],
		['no date', { stock: { ...STOCK, date: undefined } }, 'date'],
		['a number as quantity', { stock: { ...STOCK, quantity: 5 } }, 'quantity'],
		['a word as quantity', { stock: { ...STOCK, quantity: 'five' } }, 'quantity'],
		['an ISO date', { stock: { ...STOCK, date: '2018-01-15' } }, 'date'],
		['a day that does not exist', { stock: { ...STOCK, date: '31.02.2018' } }, 'date'],
	])('refuses %s', async (_case, body, field) => {
		const { status, json } = await adjust(12980855, body);
		expect([status, Object.keys(json.error.fields)]).toEqual([400, [field]]);
		expect((await bench.get('/products/12980855/')).json.quantity).toBe('13.00');
	});

	it('refuses a product with variations', async () => {
		const { status, json } = await adjust(12544049, { stock: STOCK });
		expect([status, json.error.key]).toEqual([400, 'common.serializer_error']);
	});

	it('counts a variation into its parent', async () => {
		const { json } = await adjust(13825788, { stock: STOCK });
		expect(json).toMatchObject({
			id: 13825788,
			quantity: '132.00',
			name: 'T-shirt, 22, Red, Denim',
		});
		expect((await bench.get('/products/13825787/')).json.quantity).toBe('282.00');
	});

	it('does not know other ids', async () => {
		expect((await adjust(1, { stock: STOCK })).status).toBe(404);
	});
});

describe('publishing', () => {
	it.each([
		['POST', true, 'published'],
		['DELETE', false, 'unpublished'],
	])('%s answers with the older shape', async (method, inShop, state) => {
		const { status, json } = await bench.call(method, '/products/1976956/shop/', { version: 8 });
		expect(status).toBe(200);
		expect(json).toEqual({
			price: '21.0084033613',
			gross_price: '25.00',
			purchase_price: '10.0000000000',
			average_price: null,
			average_purchase_price: '10.0000000000',
			is_favourite: false,
			stock: 1,
			reorder: 0,
			safety: 0,
			images: [],
			tax_rate: 19,
			address: '',
			shipping_services: [],
			categories: [],
			shop_url: null,
			ebay_url: null,
			in_shop: inShop,
			id: 1976956,
			name: 'Dickies Free Bird',
			description: 'White XL',
			supplier: '',
			brand: '',
			product_code: '06 210375',
			gtin: '40040003B',
			ebay_product_id: null,
			custom_price: false,
			is_giftcard: false,
			attributes: [],
			tags: [],
		});
		const product = (await bench.get('/products/1976956/')).json;
		expect(product.states).toEqual([{ channel: 'shop', details: null, state }]);
	});

	it.each(['POST', 'DELETE'])('%s does not know other ids', async (method) => {
		expect((await bench.call(method, '/products/1/shop/')).status).toBe(404);
	});

	it('accepts an empty body that claims to be JSON', async () => {
		const headers = { 'Content-Type': 'application/json' };
		expect((await bench.call('POST', '/products/1976956/shop/', { headers })).status).toBe(200);
	});
});
