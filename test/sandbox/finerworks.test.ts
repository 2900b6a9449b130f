import { KEYS, startFinerWorks, type FinerWorksBench } from './finerworksClient';
import type { Row } from './vendorClient';

/** The answer of the list page's sample, without the long HTML text. */
const PAGE_SAMPLE = {
	status: {
		success: true,
		status_code: 200,
		message: '',
		debug: null,
		reference_id: expect.stringMatching(/^[0-9a-f]{32}$/),
	},
	products: [
		{
			monetary_format: 'USD',
			quantity: 1,
			quantity_in_stock: 0,
			sku: 'AP1556P79511',
			product_code: '5M41M9S8X10F131S13X15J2S9X11G1',
			price_details: null,
			per_item_price: 113,
			total_price: 113,
			asking_price: 200,
			name: 'Framed Giclee - Fine Art Paper Prints',
			description_short: 'Giclee - Fine Art Paper Prints',
			description_long: expect.stringContaining('<h4>Framed Giclee - Fine Art Paper Prints</h4>'),
			labels: [
				{ key: 'sku', value: 'AP1556P79511', priority: 5 },
				{ key: 'type', value: 'Framed Giclee - Fine Art Paper Prints', priority: 0 },
				{ key: 'media', value: '8 x 10" Archival Canvas Paper', priority: 1 },
				{ key: 'style', value: '1/2" Extra Border Added', priority: 1 },
				{ key: 'collection', value: 'Rustic Britanny', priority: 1 },
				{ key: 'frame', value: '13 x 15 Vermill Red 1-1/2"', priority: 1 },
				{ key: 'base mat', value: 'Off White', priority: 1 },
				{ key: 'glazing', value: 'Premium Clear', priority: 1 },
			],
			image_url_1: 'https://somewhere.com/image.png',
			image_url_2: null,
			image_url_3: null,
			image_url_4: null,
			image_url_5: null,
			image_guid: '09d83a97-086d-42d0-a29b-c4e18cf5f519',
			product_size: null,
			third_party_integrations: null,
			framing_options: null,
			product_guid: '00000000-0000-0000-0000-000000000000',
			debug: null,
		},
	],
	page_number: 0,
	per_page: 0,
	count: 0,
};

const PAGE_REQUEST = {
	search_filter: '',
	sku_filter: null,
	product_code_filter: null,
	guid_filter: null,
	page_number: 1,
	per_page: 10,
	sort_field: 'id',
	sort_direction: 'DESC',
	created_date_from: null,
	created_date_to: null,
	account_key: null,
};

let bench: FinerWorksBench;

beforeEach(async () => {
	bench = await startFinerWorks({ generatedProducts: 120 });
});
afterEach(async () => await bench.sandbox.close());

const list = async (query: Row = {}) =>
	(await bench.post('/v3/list_virtual_inventory', { ...PAGE_REQUEST, ...query })).json;
const skusOf = (rows: Row[]) => rows.map(({ sku }) => sku);
const generated = () =>
	bench.sandbox.inventory
		.all()
		.slice(6)
		.map(({ sku }) => sku);

describe('keys', () => {
	const refusal = {
		Message: 'The request is invalid.',
		ModelState: {
			'ApiC.Models.authorization_credentials': ['Missing or unauthorized api credentials'],
		},
	};

	const wrongKeys: Record<string, string>[] = [
		{},
		{ web_api_key: KEYS.web_api_key },
		{ ...KEYS, app_key: 'wrong' },
	];

	it.each(wrongKeys)('answers %j with HTTP 400', async (headers) => {
		const answer = await bench.call('GET', '/v3/test_my_credentials', undefined, headers);
		expect([answer.status, answer.json]).toEqual([400, refusal]);
		expect(bench.sandbox.stats().keysRefused).toBe(1);
	});

	it('answers the right ones with the account, secrets included', async () => {
		const { status, json } = await bench.get('/v3/test_my_credentials');
		expect([status, json.status.success]).toEqual([200, true]);
		expect(json.user_account).toMatchObject({
			account_email: 'sandbox@example.com',
			enable_invoice_payment: true,
		});
		expect(JSON.stringify(json.user_account.connections)).toContain('access_token');
	});

	it('checks keys before the address', async () => {
		expect((await bench.call('GET', '/v3/nothing', undefined, {})).status).toBe(400);
		expect((await bench.get('/v3/nothing')).status).toBe(404);
	});
});

describe('list of virtual inventory', () => {
	it("answers the page's request for its product with the page's answer", async () => {
		expect(await list({ sku_filter: ['AP1556P79511'] })).toEqual(PAGE_SAMPLE);
	});

	it('counts when it is told to', async () => {
		bench.sandbox.settings.zeroCounts = false;
		const answer = await list({ page_number: 13 });
		expect(answer).toMatchObject({ page_number: 13, per_page: 6, count: 126 });
	});

	it.each([
		[{ per_page: null }, 10],
		[{ per_page: 50 }, 50],
		[{ per_page: 200 }, 50],
		[{ per_page: 50, page_number: 3 }, 26],
		[{ per_page: 50, page_number: 4 }, 0],
	])('gives %j %i products', async (query, count) => {
		expect((await list(query)).products).toHaveLength(count);
	});

	it('gives every product once over all pages', async () => {
		const pages = await Promise.all(
			[1, 2, 3].map(async (page) => await list({ per_page: 50, page_number: page })),
		);
		expect(new Set(pages.flatMap(({ products }) => skusOf(products))).size).toBe(126);
	});

	it.each(['sku_filter', 'product_code_filter'])('ignores a %s of more than 50', async (filter) => {
		bench.sandbox.settings.zeroCounts = false;
		const member = filter === 'sku_filter' ? 'sku' : 'productCode';
		const values = bench.sandbox.inventory.all().map((product) => product[member]);
		const [fifty, more] = [values.slice(0, 50), values.slice(0, 51)];
		expect(await list({ [filter]: fifty })).toMatchObject({ count: 50 });
		expect(await list({ [filter]: more })).toMatchObject({ count: 126 });
		expect(await list({ [filter]: [] })).toMatchObject({ count: 126 });
	});

	it('filters by image and by text in title or description', async () => {
		const guid = '09d83a97-086d-42d0-a29b-c4e18cf5f519';
		expect(skusOf((await list({ guid_filter: [guid] })).products)).toEqual(['AP1556P79511']);
		const found = await list({ search_filter: 'rustic BRITANNY' });
		expect(skusOf(found.products)).toEqual(['AP1556P79511']);
		expect((await list({ search_filter: 'no such text' })).products).toEqual([]);
	});

	it('filters by the date of creation', async () => {
		const times = bench.sandbox.inventory.all().map(({ createdAt }) => createdAt);
		const date = (index: number) => new Date(times[index] ?? NaN).toISOString();
		const query = { created_date_from: date(10), created_date_to: date(12) };
		const skus = skusOf((await list(query)).products);
		expect(skus).toEqual(generated().slice(4, 7).reverse());
		expect((await list({ created_date_from: '2031-01-01' })).products).toEqual([]);
	});

	it('leaves the bounds out when it is told to', async () => {
		const { sandbox, clock } = bench;
		const moment = clock.forward(1000).toISOString();
		sandbox.commands.addProduct();
		const count = async () => {
			const period = { created_date_from: moment, created_date_to: moment };
			return (await bench.post('/v3/list_virtual_inventory', period)).json.products.length;
		};
		expect(await count()).toBe(1);
		sandbox.settings.dateBoundsIncluded = false;
		expect(await count()).toBe(0);
	});

	it('sorts by id, descending unless told otherwise', async () => {
		const skus = bench.sandbox.inventory.all().map(({ sku }) => sku);
		expect(skusOf((await list()).products)).toEqual(skus.slice(-10).reverse());
		const ascending = await list({ sort_direction: 'ASC' });
		expect(skusOf(ascending.products)).toEqual(skus.slice(0, 10));
	});

	it.each(['title', 'file_name', 'file_size', 'date_added'])('sorts by %s', async (field) => {
		const up = await list({ sort_field: field, sort_direction: 'ASC', per_page: 50 });
		const down = await list({ sort_field: field, per_page: 50, page_number: 3 });
		expect(skusOf(down.products).reverse()).toEqual(skusOf(up.products).slice(0, 26));
	});

	it.each([
		{ sort_field: 'price' },
		{ sort_direction: 'UP' },
		{ per_page: '50' },
		{ sku_filter: 'AP1' },
		{ created_date_from: 'yesterday' },
	])('refuses %j', async (query) => {
		const answer = await bench.post('/v3/list_virtual_inventory', query);
		expect(answer.status).toBe(400);
		expect(Object.keys(answer.json.ModelState)).toEqual([`request.${Object.keys(query)[0]}`]);
	});

	it('lets a test change rows before a page', async () => {
		bench.sandbox.onPage = ({ feed, page }) => {
			if (feed === 'inventory' && page === 2) bench.sandbox.inventory.remove('AP1234P1234');
		};
		await list();
		expect(bench.sandbox.stats().products).toBe(126);
		await list({ page_number: 2 });
		expect(bench.sandbox.stats().products).toBe(125);
	});
});

describe('update of virtual inventory', () => {
	const update = async (records: unknown[]) =>
		await bench.put('/v3/update_virtual_inventory', { virtual_inventory: records });

	it("applies the page's sample", async () => {
		const links = {
			etsy_product_id: 0,
			shopify_product_id: 123456789,
			shopify_variant_id: 24681012,
			squarespace_product_id: null,
			squarespace_variant_id: null,
			wix_inventory_id: null,
			wix_product_id: null,
			wix_variant_id: null,
			woocommerce_product_id: 0,
			woocommerce_variant_id: 0,
		};
		const { json } = await update([
			{
				sku: 'AP1556P79511',
				asking_price: 200,
				name: 'Framed Giclee - Paper Prints',
				description: '<h4>New</h4>',
				quantity_in_stock: 10,
				track_inventory: true,
				third_party_integrations: links,
			},
		]);
		expect(json.products).toMatchObject([
			{
				sku: 'AP1556P79511',
				name: 'Framed Giclee - Paper Prints',
				description_long: '<h4>New</h4>',
				quantity_in_stock: 10,
				third_party_integrations: links,
			},
		]);
		expect(bench.sandbox.inventory.get('AP1556P79511')).toMatchObject({ trackInventory: true });
	});

	it('leaves members alone that are not sent', async () => {
		await update([{ sku: 'AP1556P79511', quantity_in_stock: 4 }]);
		const { products } = await list({ sku_filter: ['AP1556P79511'] });
		expect(products).toEqual([{ ...PAGE_SAMPLE.products[0], quantity_in_stock: 4 }]);
	});

	it('takes 50 records and leaves unknown SKUs out of its answer', async () => {
		const skus = [...generated().slice(0, 49), 'AP9P9'];
		const { status, json } = await update(skus.map((sku) => ({ sku, quantity_in_stock: 7 })));
		expect([status, json.status.success]).toEqual([200, true]);
		expect(skusOf(json.products)).toEqual(skus.slice(0, 49).reverse());
	});

	it('refuses unknown SKUs when it is told to, and applies nothing', async () => {
		bench.sandbox.settings.refuseUnknownSkus = true;
		const answer = await update([{ sku: 'AP1556P79511', quantity_in_stock: 7 }, { sku: 'AP9P9' }]);
		expect(answer.status).toBe(400);
		expect(Object.keys(answer.json.ModelState)).toEqual(['request.virtual_inventory[1].sku']);
		expect(bench.sandbox.inventory.get('AP1556P79511')?.quantityInStock).toBe(0);
	});

	it.each([
		[Array.from({ length: 51 }, () => ({ sku: 'AP1556P79511' })), 'request.virtual_inventory'],
		[[], 'request.virtual_inventory'],
		[[{ quantity_in_stock: 1 }], 'request.virtual_inventory[0].sku'],
		[[{ sku: 'A', quantity_in_stock: -1 }], 'request.virtual_inventory[0].quantity_in_stock'],
		[[{ sku: 'A', asking_price: '9' }], 'request.virtual_inventory[0].asking_price'],
	])('refuses bad records %#', async (records, place) => {
		const { status, json } = await update(records);
		expect([status, Object.keys(json.ModelState)]).toEqual([400, [place]]);
	});
});

describe('removal', () => {
	it("deletes the page's SKUs with a DELETE that has a body", async () => {
		const skus = ['AP0001P0001', 'AP0001P0002', 'AP0001P0003', 'AP0001P0004'];
		const body = { skus, account_key: null };
		const { status, json } = await bench.call('DELETE', '/v3/delete_virtual_inventory', body);
		expect([status, json]).toEqual([200, { status: PAGE_SAMPLE.status }]);
		expect(bench.sandbox.stats().products).toBe(122);
		expect((await bench.call('DELETE', '/v3/delete_virtual_inventory', {})).status).toBe(400);
	});

	it('disconnects one platform from every product', async () => {
		const linked = () =>
			bench.sandbox.inventory.all().flatMap(({ thirdParty }) => (thirdParty ? [thirdParty] : []));
		const before = linked();
		const answer = await bench.put('/v3/disconnect_virtual_inventory', { platform: 'shopify' });
		expect(answer.json).toEqual({ status: PAGE_SAMPLE.status });
		expect(before.length).toBeGreaterThan(10);
		expect(linked()).toEqual(
			before.map((links) => ({ ...links, shopify_product_id: null, shopify_variant_id: null })),
		);
		expect((await bench.put('/v3/disconnect_virtual_inventory', {})).status).toBe(400);
	});
});

describe('control addresses', () => {
	it('bring the first products back and change settings', async () => {
		const before = await list();
		await bench.call('DELETE', '/v3/delete_virtual_inventory', { skus: generated() });
		await bench.control('POST', '/reset');
		expect((await list()).products).toEqual(before.products);
		expect((await bench.control('POST', '/settings', { zeroCounts: false })).status).toBe(200);
		expect((await list()).count).toBe(126);
		expect((await bench.control('POST', '/settings', { speed: 1 })).status).toBe(400);
	});

	it('stamp answers with the vendor clock and log without keys', async () => {
		const { headers } = await bench.post('/v3/list_virtual_inventory', {});
		expect(headers.get('date')).toBe('Wed, 01 May 2030 10:00:00 GMT');
		const log = JSON.stringify((await bench.control('GET', '/requests')).json);
		expect(log).toContain('/v3/list_virtual_inventory');
		for (const key of Object.values(KEYS)) expect(log).not.toContain(key);
	});

	it('invents 1,000 products, the same for the same seed', async () => {
		const [first, second] = [
			await startFinerWorks({ generatedProducts: 1000, seed: 3 }),
			await startFinerWorks({ generatedProducts: 1000, seed: 3 }),
		];
		expect(first.sandbox.inventory.all()).toEqual(second.sandbox.inventory.all());
		expect(first.sandbox.inventory.size).toBe(1006);
		await Promise.all([first.sandbox.close(), second.sandbox.close()]);
	});
});

describe('products added and changed', () => {
	it('are listed from their date of creation on and are in the ledger', async () => {
		const { sandbox, clock } = bench;
		const start = clock.forward(1000).toISOString();
		const first = sandbox.commands.addProduct({ sku: 'AP7P7', name: 'Harbour' });
		clock.forward(1000);
		const body = { sku: 'AP8P8', name: 'Dunes', quantity_in_stock: 4 };
		const second = await bench.control('POST', '/products', body);
		expect(second.json).toMatchObject({ sku: 'AP8P8', name: 'Dunes', quantity_in_stock: 4 });
		expect((await bench.control('POST', '/products')).status).toBe(200);
		const { products } = (
			await bench.post('/v3/list_virtual_inventory', {
				created_date_from: start,
				sort_field: 'date_added',
				sort_direction: 'ASC',
			})
		).json;
		expect(products.map(({ sku }) => sku).slice(0, 2)).toEqual(['AP7P7', 'AP8P8']);
		expect(sandbox.ledger.after()[0]).toMatchObject({
			entity: 'product',
			kind: 'created',
			id: first.id,
			marker: 'AP7P7',
			snapshot: products[0],
		});
	});

	it('tell the ledger of updates, disconnections and deletions', async () => {
		const { sandbox } = bench;
		const links = { shopify_product_id: 1, wix_product_id: 2 };
		sandbox.commands.addProduct({ sku: 'AP7P7', thirdParty: links });
		sandbox.inventory.change('AP7P7', { quantityInStock: 9 });
		sandbox.inventory.disconnect('Shopify');
		sandbox.inventory.disconnect('Shopify');
		sandbox.inventory.remove('AP7P7');
		sandbox.inventory.remove('AP7P7');
		const own = sandbox.ledger.after().filter(({ marker }) => marker === 'AP7P7');
		expect(own).toMatchObject([
			{ kind: 'created' },
			{ kind: 'updated', snapshot: { quantity_in_stock: 9 } },
			{ kind: 'updated', snapshot: { third_party_integrations: { shopify_product_id: null } } },
			{ kind: 'deleted', snapshot: null, hash: null },
		]);
	});
});
