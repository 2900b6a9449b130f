import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { Inventorum } from '../../nodes/Inventorum/Inventorum.node';
import type { Host } from '../harness/host';
import { newHost, playVendor, till } from './support';

const { listSearch, loadOptions } = new Inventorum().methods;

const context = (host: Host = newHost()): ILoadOptionsFunctions =>
	host.loadOptions('inventorum', { resource: 'product', operation: 'create' });

const v12 = { reqheaders: { 'x-api-version': '12', accept: 'application/json' } };

const product = (id: number, more: object = {}) => ({
	id,
	name: `Product ${id}`,
	ean: '',
	...more,
});

describe('Tax Type', () => {
	playVendor();

	it('offers every tax rate by name, in order', async () => {
		till(v12)
			.get('/api/taxes/')
			.reply(200, [
				{ id: 59342, name: 'Regular', tax_rate: '19.000' },
				{ id: 59343, name: 'Reduced', tax_rate: '7.000' },
				{ id: 59344, name: 'None', tax_rate: '0.000' },
			]);
		expect(await loadOptions.getTaxTypes.call(context())).toEqual([
			{ name: 'None (0 %)', value: 59344 },
			{ name: 'Reduced (7 %)', value: 59343 },
			{ name: 'Regular (19 %)', value: 59342 },
		]);
	});

	it.each([
		['an object', {}],
		['an error in disguise', { detail: 'Not now.' }],
		['nothing', ''],
	])('fails rather than offering nothing when the answer is %s', async (_, body) => {
		till().get('/api/taxes/').reply(200, body);
		await expect(loadOptions.getTaxTypes.call(context())).rejects.toThrow(
			'INVENTORUM sent an answer that cannot be read',
		);
	});
});

describe('Category', () => {
	playVendor();

	it('offers all categories, over four pages', async () => {
		const categories = Array.from({ length: 137 }, (_, index) => ({
			id: 90302 + index,
			name: `Category ${String(index).padStart(3, '0')}`,
		}));
		for (let page = 1; page <= 4; page += 1) {
			till(v12)
				.get('/api/categories/')
				.query({ limit: '40', page: String(page) })
				.reply(200, { total: 137, data: categories.slice((page - 1) * 40, page * 40) });
		}
		expect(await loadOptions.getCategories.call(context())).toEqual(
			categories.map(({ id, name }) => ({ name, value: id })),
		);
	});

	it('fails when one of the pages does', async () => {
		const data = Array.from({ length: 40 }, (_, id) => ({ id, name: 'x' }));
		till().get('/api/categories/').query({ limit: '40', page: '1' }).reply(200, { data });
		till().get('/api/categories/').query({ limit: '40', page: '2' }).reply(403, {});
		await expect(loadOptions.getCategories.call(context())).rejects.toThrow(
			'The INVENTORUM credential may not do this',
		);
	});
});

describe('Product', () => {
	playVendor();

	it('offers a page of products with what tells them apart, and the way to the next', async () => {
		const data = [
			product(1, { product_code: 'TS-1', ean: '4006381333931' }),
			product(2, { ean: '4006381333948' }),
			product(3),
			...Array.from({ length: 37 }, (_, index) => product(4 + index)),
		];
		till(v12)
			.get('/api/products/')
			.query({ limit: '40', page: '1' })
			.reply(200, { total: 72267, data });
		const { results, paginationToken } = await listSearch.searchProducts.call(context());
		expect(results.slice(0, 3)).toEqual([
			{ name: 'Product 1 · TS-1', value: '1' },
			{ name: 'Product 2 · 4006381333948', value: '2' },
			{ name: 'Product 3', value: '3' },
		]);
		expect(results).toHaveLength(40);
		expect(String(paginationToken)).toBe('2');
	});

	it.each(['2', 2])('searches on from page %j, and ends with a short page', async (token) => {
		till(v12)
			.get('/api/products/')
			.query({ search: 'blue shirt & tie', limit: '40', page: '2' })
			.reply(200, { total: 41, data: [product(41)] });
		expect(
			await listSearch.searchProducts.call(
				context(),
				'blue shirt & tie',
				token as unknown as string,
			),
		).toEqual({ results: [{ name: 'Product 41', value: '41' }] });
	});

	it('offers a product once that the search lists twice', async () => {
		till()
			.get('/api/products/')
			.query({ search: 'x', limit: '40', page: '1' })
			.reply(200, { total: 3, data: [product(1), product(2), product(1)] });
		const { results } = await listSearch.searchProducts.call(context(), 'x');
		expect(results.map(({ value }) => value)).toEqual(['1', '2']);
	});

	it('searches for nothing when the box is empty', async () => {
		till()
			.get('/api/products/')
			.query({ limit: '40', page: '1' })
			.reply(200, { total: 0, data: [] });
		expect(await listSearch.searchProducts.call(context(), '')).toEqual({ results: [] });
	});
});

describe('a list that cannot be loaded', () => {
	playVendor();

	const LISTS: [string, string, (host: Host) => Promise<unknown>][] = [
		['Tax Type', '/api/taxes/', async (host) => await loadOptions.getTaxTypes.call(context(host))],
		[
			'Category',
			'/api/categories/',
			async (host) => await loadOptions.getCategories.call(context(host)),
		],
		[
			'Product',
			'/api/products/',
			async (host) => await listSearch.searchProducts.call(context(host)),
		],
	];

	it.each(LISTS)('%s: says which right is missing', async (_, path, load) => {
		till().get(path).query(true).reply(403, { detail: 'No.' });
		await expect(load(newHost())).rejects.toMatchObject({
			name: 'NodeApiError',
			message: 'The INVENTORUM credential may not do this: No.',
		});
	});

	it.each(LISTS)('%s: asks to reconnect', async (_, path, load) => {
		till().get(path).query(true).times(2).reply(401, {});
		till().post('/api/auth/token/').reply(400, { error: 'invalid_grant' });
		await expect(load(newHost())).rejects.toThrow(
			'Reconnect INVENTORUM: paste a new refresh token into the credential',
		);
	});

	it.each(LISTS)('%s: gives up after six failures of the vendor', async (_, path, load) => {
		till().get(path).query(true).times(6).reply(500, {});
		await expect(load(newHost())).rejects.toThrow(
			'INVENTORUM could not process the request (HTTP 500)',
		);
	});

	it('shows no secret', async () => {
		const host = newHost();
		const { accessToken } = host.credentials.data.inventorumApi ?? {};
		till()
			.get('/api/taxes/')
			.reply(403, { detail: `Bearer ${String(accessToken)}` });
		await expect(loadOptions.getTaxTypes.call(context(host))).rejects.toThrow(
			/^The INVENTORUM credential may not do this: Bearer \*\*\*$/,
		);
	});
});
