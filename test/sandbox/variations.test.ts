import { Bench, idsOf } from './client';

let bench: Bench;

beforeEach(async () => {
	bench = await Bench.start();
});
afterEach(async () => await bench.sandbox.close());

const TAX = 60396;
const DENIM = { size: '22', color: 'Red', material: 'Denim' };
const LEATHER = { size: '50', color: 'Blue', material: 'Leather' };

describe('create with variations', () => {
	const body = {
		name: 'T-shirt',
		tax_type: TAX,
		price: 145,
		brand: 'nike',
		variations: [
			{
				attributes: DENIM,
				price: 140,
				quantity: 30,
				safety_stock: 45,
				reorder_level: 40,
				purchase_price: 15.99,
				tax_type: TAX,
				ean: '11111',
				product_code: '99999',
				package_size_value: 1,
				package_size_unit: 'pc',
			},
			{
				images: [{ id: 780792, new: true }],
				attributes: LEATHER,
				quantity: 150,
				safety_stock: 5,
				reorder_level: 10,
				price: 100,
				tax_type: TAX,
			},
		],
	};

	it('answers the sample request with the sample response', async () => {
		const { json } = await bench.post('/products/', body);
		expect(json).toMatchObject({
			attributes: {},
			name: 'T-shirt',
			quantity: '180.00',
			reorder_level: '40.00',
			safety_stock: '45.00',
			thumbnail: { id: -780792 },
			variation_count: 2,
			average_purchase_price: '0',
			product_code: null,
			ean: null,
			images: [],
			gross_price: '172.55',
			purchase_price: '0',
			attributes_str: '',
			inv_id: expect.any(String),
			package_size_value: null,
			base_price: null,
		});
		expect(json.variations).toMatchObject([
			{
				id: json.id + 1,
				attributes: { color: ['Red'], material: ['Denim'], size: ['22'] },
				quantity: '30.00',
				price: '140.0000000000',
				name: 'T-shirt, 22, Red, Denim',
				images: [],
				meta: {},
				gross_price: '166.60',
				purchase_price: '15.99',
				average_purchase_price: '15.99',
				attributes_str: '22, Red, Denim',
				inv_id: null,
				package_size_value: '1.000',
				base_price: '166.60',
			},
			{
				id: json.id + 2,
				name: 'T-shirt, 50, Blue, Leather',
				images: [{ id: 780792, type: 0, new: true }],
				gross_price: '119.00',
			},
		]);
		const list = (await bench.get('/products/?search=T-shirt')).json.data;
		expect(idsOf(list)).toContain(json.id);
		expect(idsOf(list)).not.toContain(json.id + 1);
	});

	it.each([
		['no tax', undefined, 'This field is required.'],
		['another tax', 11500, 'Invalid tax'],
		['an unknown tax', 1, 'Invalid tax'],
	])('refuses a variation with %s', async (_case, tax, text) => {
		const variations = [{ attributes: DENIM, tax_type: tax }];
		const { status, json } = await bench.post('/products/', { ...body, variations });
		expect([status, json.error.fields]).toEqual([400, { tax_type: [text] }]);
	});

	it('ranges prices over the variations', async () => {
		const { json } = await bench.get('/products/?search=13825787');
		expect(json.total).toBe(0);
		const rows = (await bench.get('/products/')).json.data;
		const parent = rows.find(({ id }) => id === 13825787);
		expect(parent).toMatchObject({ min_gross_price: '119.00', max_gross_price: '166.60' });
	});
});

describe('update with variations', () => {
	it('gives fresh ids to a list without ids', async () => {
		const entry = (color: string, price: number, quantity: number, size: number) => ({
			attributes: { color: [color], weight: ['1'], size: ['S'] },
			quantity,
			price,
			tax_type: 11500,
			purchase_price: 10.5,
			package_size_value: size,
			package_size_unit: 'pc',
			meta: { shop: { description: `shop ${color}`, tax_type: 11500, images: null, price: 100 } },
		});
		const { status, json } = await bench.put('/products/13417182/', {
			name: 'Pink t-shirt',
			price: 235,
			tax_type: 11500,
			variations: [entry('pink', 155, 300, 1), entry('blue', 100, 1500, 3)],
			meta: { shop: { name: 'shop name', description: 'shop desc', price: null } },
			purchase_price: '10.5',
			package_size_value: '1.000',
			package_size_unit: 'pc',
		});
		expect(status).toBe(200);
		expect(json).toMatchObject({
			id: 13417182,
			quantity: '1800.00',
			price: '235',
			gross_price: '279.65',
			average_purchase_price: '10.5',
			package_size_value: '1.000',
			meta: { shop: { id: 4588985, name: 'shop name', description: 'shop desc', price: null } },
			inv_id: '612746559719345313',
		});
		expect(json.variations).toMatchObject([
			{
				name: 'Pink t-shirt, S, pink, 1',
				gross_price: '184.45',
				base_price: '184.45',
				meta: {
					shop: {
						description: 'shop pink',
						gross_price: '119.00',
						name: 'shop name, S, pink, 1',
						price: '100.0000000000',
					},
				},
			},
			{ name: 'Pink t-shirt, S, blue, 1', gross_price: '119.00', base_price: '39.67' },
		]);
		for (const id of [13417183, 13417184]) expect(idsOf(json.variations)).not.toContain(id);
	});

	it.each([
		['no entries', []],
		['an id of another product', [{ id: 12980855 }, { id: 13417183 }]],
		['the same id twice', [{ id: 13417183 }, { id: 13417183 }]],
	])('refuses a list with %s', async (_case, variations) => {
		const before = (await bench.get('/products/13417182/')).json;
		const { status, json } = await bench.put('/products/13417182/', { variations });
		expect([status, Object.keys(json.error.fields)]).toEqual([400, ['variations']]);
		expect((await bench.get('/products/13417182/')).json).toEqual(before);
	});

	it('hands a new name and tax of the parent to its variations', async () => {
		await bench.put('/products/13417182/', { name: 'Shirt', tax_type: 7122 });
		const { json } = await bench.get('/products/13417183/');
		expect(json).toMatchObject({ name: 'Shirt, S', tax_type: 7122, gross_price: '96.30' });
	});

	it('edits a variation through its own id', async () => {
		const since = bench.clock.forward(1000);
		const { json } = await bench.put('/products/13417183/', { quantity: 10 });
		expect(json).toMatchObject({ id: 13417183, quantity: '10.00' });
		expect((await bench.get('/products/13417182/')).json.quantity).toBe('16.00');
		expect(await bench.changed(since)).toEqual([13417183, 13417182]);
	});
});

describe('adding and removing variations', () => {
	/** The documentation's walk: plain product, parent of two, exchanged sibling, plain again. */
	it('follows the example of the documentation', async () => {
		const name = 'Simplest Product';
		const created = await bench.post('/products/', { name, price: 4.2, tax_type: 11500 });
		const original = created.json.id;
		const kept = { id: original, attributes: { ...DENIM, color: 'Blue' } };
		const other = (color: string) => ({
			attributes: { ...DENIM, color },
			price: 4.2,
			tax_type: 11500,
		});

		const start = bench.clock.forward(1000);
		const parent = (
			await bench.put(`/products/${original}/`, { name, variations: [kept, other('Red')] })
		).json;
		const red = parent.variations[1]?.id ?? NaN;
		expect(parent.id).not.toBe(original);
		expect(parent.variations).toMatchObject([
			{ id: original, name: 'Simplest Product, 22, Blue, Denim', inv_id: null },
			{ id: expect.any(Number), name: 'Simplest Product, 22, Red, Denim' },
		]);
		expect(red).toBeLessThan(parent.id);
		const states = (
			await bench.get(`/products/delta/modified/?start_date=${start.toISOString()}`)
		).json.data.map(({ id, state, parent: head }) => [id, state, head]);
		expect(states).toEqual(
			expect.arrayContaining([
				[original, 'updated', parent.id],
				[red, 'created', parent.id],
				[parent.id, 'created', null],
			]),
		);

		const exchanged = (
			await bench.put(`/products/${parent.id}/`, { name, variations: [kept, other('Green')] })
		).json;
		expect(exchanged.id).toBe(parent.id);
		expect(idsOf(exchanged.variations)).toEqual([original, expect.any(Number)]);
		const green = exchanged.variations[1]?.id ?? NaN;
		expect(green).toBeGreaterThan(parent.id);
		expect(await bench.deleted(start)).toEqual([red]);

		const plain = (
			await bench.put(`/products/${parent.id}/`, { name, variations: [{ id: original }] })
		).json;
		expect(plain).toMatchObject({ id: original, name, variation_count: 0, variations: [] });
		expect(plain.inv_id).toEqual(expect.any(String));
		expect((await bench.get(`/products/${parent.id}/`)).status).toBe(404);
		expect(await bench.deleted(start)).toEqual([red, parent.id, green]);
		expect(idsOf((await bench.get('/products/?search=Simplest')).json.data)).toEqual([original]);
	});

	it('keeps a plain product plain when it is the only entry', async () => {
		const body = { variations: [{ id: 12980855 }] };
		const { json } = await bench.put('/products/12980855/', body);
		expect(json).toMatchObject({ id: 12980855, variation_count: 0 });
	});
});
