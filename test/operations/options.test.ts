import nock from 'nock';
import type { INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../harness/host';
import { adjustForm } from './forms';
import { adjustAnswer } from './samples/adjustInventory';
import { getAnswer } from './samples/get';
import { BASE_URL, byId, errorOf, newHost, pairsOf, playVendor, runProduct, till } from './support';

type Query = Record<string, string>;

interface PlayedPage {
	query: Query;
	ids: number[];
	total?: number;
}

const idsFrom = (first: number, count: number) =>
	Array.from({ length: count }, (_, index) => first + index);

const rowsOf = (ids: number[]) => ids.map((id) => ({ id, name: `Product ${id}` }));

/** Plays pages of the product list; every one must be asked for, and no other. */
function playPages(pages: PlayedPage[], path = '/api/products/'): void {
	for (const { query, ids, total } of pages) {
		till()
			.get(path)
			.query(query)
			.reply(200, { total, data: rowsOf(ids) });
	}
}

async function listedIds(parameters: INodeParameters): Promise<unknown[]> {
	return itemsOf(await runProduct('getAll', parameters)).map(({ id }) => id);
}

describe('API version', () => {
	playVendor();

	it.each([
		['getAll, as it is', 'getAll', { limit: 1 }, '12'],
		['getAll, searching', 'getAll', { limit: 1, filters: { search: 'blue' } }, '12'],
		['getAll, sorted', 'getAll', { limit: 1, sort: { sort: 'price' } }, '6'],
		['getAll, filtered', 'getAll', { limit: 1, filters: { filter: 'reorder' } }, '6'],
		[
			'getAll, sorted, with a version of one’s own',
			'getAll',
			{ limit: 1, sort: { sort: 'price' }, options: { apiVersion: 11 } },
			'11',
		],
		['get, with a version of one’s own', 'get', { options: { apiVersion: 8 } }, '8'],
		[
			'get, with a version from an expression',
			'get',
			{ options: { apiVersion: '={{ 3 + 4 }}' } },
			'7',
		],
	] as [string, string, INodeParameters, string][])('%s', async (_, operation, form, version) => {
		const versions: unknown[] = [];
		till()
			.get(/^\/api\/products\//)
			.query(true)
			.reply(function () {
				versions.push(this.req.headers['x-api-version']);
				return [200, operation === 'get' ? getAnswer : { total: 1, data: rowsOf([1]) }];
			});
		itemsOf(await runProduct(operation, { product: byId('1'), ...form }));
		expect(versions).toEqual([version]);
	});

	it.each([0, -1, 1.5, 'eight', '', [8]])('refuses %j', async (apiVersion) => {
		const form = { product: byId('1'), options: { apiVersion } } as INodeParameters;
		const { message } = errorOf(await runProduct('get', form));
		expect(message).toMatch(/^API Version: expected a whole number of at least 1, but got /);
	});
});

describe('filters and sorting', () => {
	playVendor();

	it('sends each filter under the vendor’s name', async () => {
		playPages([
			{
				query: {
					search: 'blue & green',
					in_shop: 'true',
					filter: 'safety',
					sort: '-price',
					limit: '1',
					page: '1',
				},
				ids: [5],
			},
		]);
		expect(
			await listedIds({
				limit: 1,
				filters: { search: 'blue & green', inShop: true, filter: 'safety' },
				sort: { sort: '-price' },
			}),
		).toEqual([5]);
	});

	it('refuses a filter that the vendor does not have', async () => {
		const result = await runProduct('getAll', { filters: { filter: 'cheap' } });
		expect(errorOf(result).message).toBe(
			'Stock Level: expected one of reorder, safety, but got “cheap” [item 0]',
		);
	});

	it('searches for nothing when the search text is empty', async () => {
		playPages([{ query: { limit: '1', page: '1' }, ids: [1] }]);
		expect(await listedIds({ limit: 1, filters: { search: '' } })).toEqual([1]);
	});
});

describe('reading lists', () => {
	playVendor();

	it('reads two pages for fifty', async () => {
		playPages([
			{ query: { limit: '40', page: '1' }, ids: idsFrom(1, 40), total: 90 },
			{ query: { limit: '40', page: '2' }, ids: idsFrom(41, 40), total: 90 },
		]);
		expect(await listedIds({})).toEqual(idsFrom(1, 50));
	});

	it('asks for no more than the limit where that is less than a page', async () => {
		playPages([{ query: { limit: '3', page: '1' }, ids: [1, 2, 3], total: 90 }]);
		expect(await listedIds({ limit: 3 })).toEqual([1, 2, 3]);
	});

	it('reads all pages, however many', async () => {
		playPages([
			{ query: { limit: '40', page: '1' }, ids: idsFrom(1, 40), total: 85 },
			{ query: { limit: '40', page: '2' }, ids: idsFrom(41, 40), total: 85 },
			{ query: { limit: '40', page: '3' }, ids: idsFrom(81, 5), total: 85 },
		]);
		expect(await listedIds({ returnAll: true })).toEqual(idsFrom(1, 85));
	});

	it('begins with the start page', async () => {
		playPages([{ query: { limit: '40', page: '3' }, ids: idsFrom(81, 5), total: 85 }]);
		expect(await listedIds({ returnAll: true, options: { page: 3 } })).toEqual(idsFrom(81, 5));
	});

	it('lists each product of a search once, and stops at the empty page', async () => {
		const query = { search: 'blue', limit: '40' };
		playPages([
			{ query: { ...query, page: '1' }, ids: [...idsFrom(1, 20), ...idsFrom(1, 20)], total: 90 },
			{ query: { ...query, page: '2' }, ids: [...idsFrom(11, 20), ...idsFrom(31, 5)], total: 90 },
			{ query: { ...query, page: '3' }, ids: [], total: 90 },
		]);
		expect(await listedIds({ returnAll: true, filters: { search: 'blue' } })).toEqual(
			idsFrom(1, 35),
		);
	});

	it('reads on until the limit holds different products', async () => {
		const query = { search: 'blue', limit: '4' };
		playPages([
			{ query: { ...query, page: '1' }, ids: [1, 1, 2, 2], total: 20 },
			{ query: { ...query, page: '2' }, ids: [2, 3, 4, 5], total: 20 },
		]);
		expect(await listedIds({ limit: 4, filters: { search: 'blue' } })).toEqual([1, 2, 3, 4]);
	});

	it('stops when a page repeats the one before', async () => {
		const page = { ids: idsFrom(1, 40), total: 900 };
		playPages([
			{ query: { limit: '40', page: '1' }, ...page },
			{ query: { limit: '40', page: '2' }, ...page },
		]);
		expect(await listedIds({ returnAll: true })).toEqual(idsFrom(1, 40));
	});

	it('stops at a short page where no total is given', async () => {
		playPages([{ query: { limit: '40', page: '1' }, ids: [1, 2] }]);
		expect(await listedIds({ returnAll: true })).toEqual([1, 2]);
	});

	it('puts out nothing where there is nothing', async () => {
		playPages([{ query: { limit: '40', page: '1' }, ids: [], total: 0 }]);
		expect(await listedIds({})).toEqual([]);
	});

	it('fails rather than handing on half of a list', async () => {
		playPages([{ query: { limit: '40', page: '1' }, ids: idsFrom(1, 40), total: 85 }]);
		till().get('/api/products/').query({ limit: '40', page: '2' }).reply(403, {});
		const result = await runProduct('getAll', { returnAll: true });
		expect(errorOf(result).message).toBe('The INVENTORUM credential may not do this [item 0]');
		expect(result.outputs.flat()).toEqual([]);
	});

	it.each([0, -5, 2.5, 'many', '={{ null }}'])('refuses the limit %j', async (limit) => {
		const { message } = errorOf(await runProduct('getAll', { limit }));
		expect(message).toMatch(/^Limit: expected a whole number of at least 1, but got /);
	});

	it('asks the feed of deletions for a thousand at once, and lists an ID once', async () => {
		const query = { start_date: '2018-01-14T23:00:00.000Z', limit: '1000', page: '1' };
		till()
			.get('/api/products/delta/deleted/')
			.query(query)
			.reply(200, { total: 3, data: [7, 8, 7] });
		const result = await runProduct('getDeleted', { startDate: '2018-01-15', returnAll: true });
		expect(itemsOf(result)).toEqual([{ id: 7 }, { id: 8 }]);
	});
});

describe('several items', () => {
	playVendor();

	it('reads an expression for each item', async () => {
		for (const id of [11, 22]) {
			till()
				.get(`/api/products/${id}/`)
				.delay(id === 11 ? 30 : 0)
				.reply(200, { id });
		}
		const result = await runProduct('get', { product: byId('={{ $json.sku }}') }, [
			{ sku: 11 },
			{ sku: '22' },
		]);
		expect(itemsOf(result)).toEqual([{ id: 11 }, { id: 22 }]);
		expect(pairsOf(result.outputs[0])).toEqual([0, 1]);
	});

	it('pairs every row of a list with the item that asked for it', async () => {
		for (const [search, ids] of [
			['a', [1, 2]],
			['b', []],
			['c', [1, 3]],
		] as [string, number[]][]) {
			playPages([{ query: { search, limit: '40', page: '1' }, ids, total: ids.length }]);
		}
		const result = await runProduct('getAll', { filters: { search: '={{ $json.word }}' } }, [
			{ word: 'a' },
			{ word: 'b' },
			{ word: 'c' },
		]);
		expect(itemsOf(result).map(({ id }) => id)).toEqual([1, 2, 1, 3]);
		expect(pairsOf(result.outputs[0])).toEqual([0, 0, 2, 2]);
	});

	it('keeps the order of the items, whatever answers first', async () => {
		const ids = idsFrom(1, 25);
		for (const id of ids) {
			till()
				.get(`/api/products/${id}/`)
				.delay((id * 7) % 20)
				.reply(200, { id });
		}
		const result = await runProduct(
			'get',
			{ product: byId('={{ $json.id }}') },
			ids.map((id) => ({ id })),
		);
		expect(itemsOf(result)).toEqual(ids.map((id) => ({ id })));
		expect(pairsOf(result.outputs[0])).toEqual(idsFrom(0, 25));
	});
});

describe('adjusting the inventory', () => {
	playVendor();

	async function sentStock(changes: INodeParameters): Promise<unknown> {
		const bodies: unknown[] = [];
		till()
			.put('/api/products/12544049/adjust_inventory/')
			.reply((_, body) => {
				bodies.push(body);
				return [200, adjustAnswer];
			});
		itemsOf(await runProduct('adjustInventory', { ...adjustForm, ...changes }));
		return bodies[0];
	}

	it.each([
		['a day', '2018-01-15', '15.01.2018'],
		['what the date picker gives', '2018-01-15T00:00:00', '15.01.2018'],
		['late in the evening, in UTC', '2018-01-15T23:30:00Z', '16.01.2018'],
		['with the offset of another place', '2018-01-15T20:00:00-05:00', '16.01.2018'],
		['n8n’s $today, as a moment', '={{ DateTime.fromISO("2018-01-15") }}', '15.01.2018'],
		['a JavaScript date', '={{ new Date("2018-01-15T23:30:00Z") }}', '16.01.2018'],
	])('takes %s', async (_, date, expected) => {
		expect(await sentStock({ date })).toMatchObject({ stock: { date: expected } });
	});

	it('takes today where no date is given', async () => {
		const today = new Intl.DateTimeFormat('de-DE', {
			timeZone: 'Europe/Berlin',
			day: '2-digit',
			month: '2-digit',
			year: 'numeric',
		}).format(new Date());
		till()
			.put('/api/products/12544049/adjust_inventory/', {
				stock: { quantity: '5', note: '', price: '1', date: today },
			})
			.reply(200, adjustAnswer);
		const { product, price } = adjustForm;
		itemsOf(await runProduct('adjustInventory', { product, price, quantity: 5 }));
	});

	it.each([
		['a text of digits', '102', '102'],
		['a number', 102, '102'],
		['a text with zeros at the end', '200.50', '200.50'],
		['a fraction', -0.5, '-0.5'],
		['less than nothing', '-3', '-3'],
		['a very small number', 0.0000001, '0.0000001'],
		['a long fraction', '0.1234567890123456789', '0.1234567890123456789'],
		['spaces around it', ' 7 ', '7'],
		['an expression', '={{ 2 * 21 }}', '42'],
	])('takes as a quantity %s', async (_, quantity, expected) => {
		expect(await sentStock({ quantity })).toMatchObject({ stock: { quantity: expected } });
	});

	it('sends an empty note as it is', async () => {
		expect(await sentStock({ note: '' })).toMatchObject({ stock: { note: '' } });
	});

	it('refuses a decimal comma and says what to write instead', async () => {
		const result = await runProduct('adjustInventory', { ...adjustForm, quantity: '-1,5' });
		const { message, description } = errorOf(result);
		expect(message).toBe(
			'Quantity Change: expected a number with a point before the decimals, such as -12.50, but got “-1,5” [item 0]',
		);
		expect(description).toContain('Nothing was sent');
	});

	it.each([
		'01.02.2018',
		'15.01.2018',
		'2018-02-30',
		'2018-13-01',
		'2018-1-5',
		'January 15, 2018',
		'5',
		'tomorrow',
		1516000000000,
		'={{ [] }}',
	])('refuses the date %j', async (date) => {
		const { message } = errorOf(await runProduct('adjustInventory', { ...adjustForm, date }));
		expect(message).toMatch(/^Date: expected a date such as 2026-01-31/);
	});
});

describe('the moment to look back to', () => {
	playVendor();

	it.each([
		['without a zone', '2018-01-25T16:00:56', '2018-01-25T15:00:56.000Z'],
		['a day', '2018-07-01', '2018-06-30T22:00:00.000Z'],
		['in UTC', '2018-01-25T15:00:56.643Z', '2018-01-25T15:00:56.643Z'],
		['n8n’s $now', '={{ DateTime.fromISO("2018-01-25T16:00:00") }}', '2018-01-25T15:00:00.000Z'],
	])('%s', async (_, startDate, expected) => {
		till()
			.get('/api/products/delta/modified/')
			.query({ start_date: expected, limit: '1', page: '1' })
			.reply(200, { total: 1, data: rowsOf([1]) });
		expect(itemsOf(await runProduct('getModified', { startDate, limit: 1 }))).toHaveLength(1);
	});

	it.each(['01.02.2018', '2018-02-30', 'yesterday', '5'])('refuses %j', async (startDate) => {
		const { message } = errorOf(await runProduct('getModified', { startDate }));
		expect(message).toMatch(/^Changed Since: expected a date such as 2026-01-31/);
	});
});

describe('the base URL of the credential', () => {
	playVendor();

	it.each([`${BASE_URL}/`, `${BASE_URL}//`, BASE_URL])('takes %s', async (baseUrl) => {
		const request = till().get('/api/products/1/').reply(200, { id: 1 });
		const host = newHost({ baseUrl });
		expect(itemsOf(await runProduct('get', { product: byId('1') }, [{}], { host }))).toEqual([
			{ id: 1 },
		]);
		expect(request.isDone()).toBe(true);
	});

	it('says that an address without a protocol cannot be right', async () => {
		const host = newHost({ baseUrl: 'till.example/api' });
		const result = await runProduct('get', { product: byId('1') }, [{}], { host });
		expect(`${errorOf(result).message} ${errorOf(result).description}`).toContain('Base URL');
		expect(nock.pendingMocks()).toEqual([]);
	});
});
