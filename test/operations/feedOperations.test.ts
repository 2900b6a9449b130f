import type { INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../harness/host';
import { newComestriHost, pim } from './comestri/support';
import { newHost, playVendor, till } from './support';

playVendor();

/** Page Orders: the sample's window and channel; the page was cut off inside the items. */
const ORDERS_PAGE = {
	total: 1,
	data: [
		{ id: 8791312, state: 360, basket: { note_internal: null, note_external: null, items: [] } },
	],
};

/** Recorded traffic of 2015. */
const RETURNS_PAGE = {
	total: 1,
	data: [
		{
			id: 902,
			order: 12289,
			delta_state: 'created',
			total_amount: '79.64',
			items: [{ id: 1242, basket_item: 23561, name: 'Item', quantity: '4.00', amount: '79.64' }],
		},
	],
};

/** Recorded answer of 2018, shortened. */
const PRODUCTS_PAGE = {
	page: 1,
	per_page: 1,
	total_pages: 1,
	total_entries: 1,
	entries: [
		{ id: 41884, product_type: 'product', code: 'STYLE-1', status: 'active', name: 'Blue Shirt' },
	],
};

async function runInventorum(resource: string, form: INodeParameters) {
	const parameters = { resource, operation: 'getModified', ...form };
	const result = await newHost().run('inventorum', parameters);
	return itemsOf(result);
}

describe('the lists that triggers are made of', () => {
	it('orders: pages from 0, the channel named, version 12', async () => {
		till()
			.matchHeader('x-api-version', '12')
			.get('/api/orders/delta/')
			.query({ start_date: '2018-01-25T15:00:56.643Z', channel: 'ipad', limit: '100', page: '0' })
			.reply(200, ORDERS_PAGE);
		const rows = await runInventorum('order', {
			channel: 'ipad',
			startDate: '2018-01-25T15:00:56.643Z',
			returnAll: true,
			simplify: false,
		});
		expect(rows).toEqual(ORDERS_PAGE.data);
	});

	it('returns: pages from 1, version 10', async () => {
		till()
			.matchHeader('x-api-version', '10')
			.get('/api/returns/delta/')
			.query({ start_date: '2015-06-01T14:00:00.000Z', channel: 'ebay', limit: '100', page: '1' })
			.reply(200, RETURNS_PAGE);
		const rows = await runInventorum('return', {
			channel: 'ebay',
			startDate: '2015-06-01T14:00:00Z',
			returnAll: true,
		});
		expect(rows).toEqual(RETURNS_PAGE.data);
	});

	it('products of Comestri: times without fractions, as printed', async () => {
		pim()
			.get('/api/v2/products')
			.query({
				updated_time_from: '2016-05-30T05:13:26Z',
				updated_time_to: '2016-05-30T06:13:26Z',
				per_page: '50',
				page: '1',
			})
			.reply(200, PRODUCTS_PAGE);
		const result = await newComestriHost().run('comestri', {
			resource: 'product',
			operation: 'getAll',
			authentication: 'comestriApi',
			returnAll: true,
			simplify: false,
			filters: {
				updatedFrom: '2016-05-30T05:13:26.789Z',
				updatedTo: '2016-05-30T08:13:26+02:00',
			},
		});
		expect(itemsOf(result)).toEqual(PRODUCTS_PAGE.entries);
	});
});
