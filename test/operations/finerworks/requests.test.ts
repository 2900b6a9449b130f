import nock from 'nock';
import { omit } from 'lodash';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../../harness/host';
import { errorOf, pairsOf, playVendor } from '../support';
import {
	definitionsAnswer,
	deletePendingRequest,
	deleteRequest,
	disconnectRequest,
	listAnswer,
	listOrdersRequest,
	listPendingRequest,
	listRequest,
	orderStatusAnswer,
	statusAnswer,
	statusRequest,
	submitAnswer,
	submitRequest,
	updateRequest,
} from './samples';
import { answering, KEYS, newHost, run, shop, withoutNulls } from './support';

const [product] = listAnswer.products as unknown as [IDataObject];
const [change] = updateRequest.virtual_inventory;
const [sampleOrder] = submitRequest.orders;
const [item] = sampleOrder?.order_items ?? [];

/** The page's order, as the form has it. */
const orderForm: INodeParameters = {
	orderPo: 'PO_0001',
	firstName: 'Bob',
	lastName: 'Ross',
	address1: '742 Evergreen Terrace',
	city: 'Mountain Scene',
	zipPostalCode: '88888',
	stateCode: 'AK',
	countryCode: 'US',
	shippingCode: 'SD',
	orderItems: {
		values: [
			{
				quantity: 1,
				sku: 'AP1234P1234',
				additionalFields: {
					itemOrderPo: 'PO_0001',
					title: 'The Big Blue Mountain',
					imageGuid: item?.product_guid,
				},
			},
		],
	},
	additionalFields: {
		companyName: 'Happy Little Trees, Inc',
		phone: '555-555-5555',
		testMode: false,
	},
};

interface Case {
	name: string;
	form: INodeParameters;
	items?: IDataObject[];
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	/** Compared without members that are null: the samples name all members. */
	body: unknown;
	answer: unknown;
	rows: unknown[];
}

const CASES: Case[] = [
	{
		name: 'virtualInventory.getAll',
		form: { limit: 10, filters: { search: '' }, sort: { sortField: 'id', sortDirection: 'DESC' } },
		method: 'POST',
		path: '/v3/list_virtual_inventory',
		// An empty search is not sent at all.
		body: omit(listRequest, 'search_filter'),
		answer: listAnswer,
		rows: [product],
	},
	{
		name: 'virtualInventory.getAll',
		form: {
			limit: 10,
			filters: {
				search: 'canvas',
				skus: 'AP1556P79511, AP1234P1234\nAP1556P79511',
				productCodes: '5M41M9S8X10F131S13X15J2S9X11G1',
				imageGuids: ['09d83a97-086d-42d0-a29b-c4e18cf5f519'],
				createdFrom: '2026-02-28T18:11:11.821-06:00',
				createdTo: '2026-03-01T00:00:00',
			},
			sort: { sortField: 'date_added', sortDirection: 'ASC' },
			options: { accountKey: 'another-account' },
		},
		method: 'POST',
		path: '/v3/list_virtual_inventory',
		body: {
			search_filter: 'canvas',
			sku_filter: ['AP1556P79511', 'AP1234P1234'],
			product_code_filter: ['5M41M9S8X10F131S13X15J2S9X11G1'],
			guid_filter: ['09d83a97-086d-42d0-a29b-c4e18cf5f519'],
			created_date_from: '2026-02-28T18:11:11.821-06:00',
			created_date_to: '2026-03-01T00:00:00.000+01:00',
			sort_field: 'date_added',
			sort_direction: 'ASC',
			account_key: 'another-account',
			page_number: 1,
			per_page: 10,
		},
		answer: listAnswer,
		rows: [product],
	},
	{
		name: 'virtualInventory.update',
		form: {
			sku: 'AP1556P79511',
			updateFields: {
				askingPrice: 200,
				name: 'Framed Giclee - Paper Prints',
				description: change?.description,
				quantityInStock: 10,
				trackInventory: true,
				platformIdsJson: JSON.stringify(
					omit(change?.third_party_integrations, 'shopify_product_id', 'shopify_variant_id'),
				),
				platformIds: {
					values: [
						{ platform: 'shopify_product_id', value: '123456789' },
						{ platform: 'shopify_variant_id', value: '24681012' },
					],
				},
			},
		},
		method: 'PUT',
		path: '/v3/update_virtual_inventory',
		body: updateRequest,
		answer: listAnswer,
		rows: [product],
	},
	{
		name: 'virtualInventory.delete',
		form: { sku: '={{ $json.sku }}' },
		items: deleteRequest.skus.map((sku) => ({ sku })),
		method: 'DELETE',
		path: '/v3/delete_virtual_inventory',
		body: deleteRequest,
		answer: statusAnswer,
		rows: deleteRequest.skus.map((sku) => ({ deleted: true, sku })),
	},
	{
		name: 'virtualInventory.disconnect',
		form: {
			platform: disconnectRequest.platform,
			isConfirmed: true,
			options: { accountKey: disconnectRequest.account_key },
		},
		method: 'PUT',
		path: '/v3/disconnect_virtual_inventory',
		body: disconnectRequest,
		answer: statusAnswer,
		rows: [{ disconnected: true, platform: disconnectRequest.platform }],
	},
	{
		name: 'pendingOrder.create',
		form: { ...orderForm, options: { source: 'Web shop' } },
		method: 'POST',
		path: '/v3/save_pending_orders',
		body: { orders: [sampleOrder], source: 'Web shop' },
		answer: submitAnswer,
		rows: submitAnswer.orders,
	},
	{
		name: 'pendingOrder.getAll',
		form: {
			filters: { pendingOrderIds: '1, 2' },
			options: { accountKey: listPendingRequest.account_key },
		},
		method: 'POST',
		path: '/v3/list_pending_orders',
		body: listPendingRequest,
		answer: { status: statusAnswer.status, orders: [sampleOrder] },
		rows: [sampleOrder],
	},
	{
		name: 'pendingOrder.delete',
		form: {
			pendingOrderId: '={{ $json.id }}',
			options: { accountKey: deletePendingRequest.account_key },
		},
		items: deletePendingRequest.ids.map((id) => ({ id })),
		method: 'POST',
		path: '/v3/delete_pending_orders',
		body: deletePendingRequest,
		answer: statusAnswer,
		rows: deletePendingRequest.ids.map((id) => ({ deleted: true, id })),
	},
	{
		name: 'order.submit',
		form: { ...orderForm, paymentToken: 'payment-token-1' },
		method: 'POST',
		path: '/v3/submit_orders_v2',
		body: { ...submitRequest, validate_only: false, payment_token: 'payment-token-1' },
		answer: submitAnswer,
		rows: submitAnswer.orders.map((row) => ({ outcome: 'placed', ...row })),
	},
	{
		name: 'order.submit',
		form: {
			specifyOrder: 'json',
			orderJson: JSON.stringify(sampleOrder),
			paymentToken: 'payment-token-1',
		},
		method: 'POST',
		path: '/v3/submit_orders_v2',
		body: { ...submitRequest, validate_only: false, payment_token: 'payment-token-1' },
		answer: submitAnswer,
		rows: submitAnswer.orders.map((row) => ({ outcome: 'placed', ...row })),
	},
	{
		name: 'order.getStatus',
		form: { findBy: 'orderId', orderId: '={{ $json.id }}', options: { skipUnknown: true } },
		items: statusRequest.order_ids.map((id) => ({ id })),
		method: 'POST',
		path: '/v3/fetch_order_status',
		body: statusRequest,
		answer: orderStatusAnswer,
		rows: orderStatusAnswer.orders,
	},
	{
		name: 'order.getAll',
		form: {
			limit: 4,
			filters: {
				search: listOrdersRequest.search_filter,
				status: listOrdersRequest.status,
				orderIds: '1,2',
				dateFrom: listOrdersRequest.date_from,
				dateTo: listOrdersRequest.date_to,
				showCancelled: true,
			},
			options: { accountKey: listOrdersRequest.account_key },
		},
		method: 'POST',
		path: '/v3/list_orders',
		// Milliseconds are as fine as it gets here.
		body: {
			...listOrdersRequest,
			date_from: '2026-02-28T18:11:11.821-06:00',
			date_to: '2026-02-28T18:11:11.821-06:00',
			page_number: 1,
		},
		answer: { status: statusAnswer.status, orders: orderStatusAnswer.orders, total_count: 1 },
		rows: orderStatusAnswer.orders,
	},
	{
		name: 'order.getStatusDefinitions',
		form: {},
		method: 'GET',
		path: '/v3/list_order_status_definitions',
		body: '',
		answer: definitionsAnswer,
		rows: definitionsAnswer.definitions,
	},
];

describe('the requests and answers of the vendor’s pages', () => {
	playVendor();

	it.each(CASES)('$name: sent as the page says, handed on as it came', async (each) => {
		const reqheaders = {
			accept: 'application/json',
			web_api_key: KEYS.webApiKey,
			app_key: KEYS.appKey,
		};
		const bodies: unknown[] = [];
		const scope = shop({ reqheaders })
			.intercept(each.path, each.method)
			.reply((_, arrived) => {
				bodies.push(arrived);
				return [200, each.answer as object];
			});
		const result = await run(each.name, { simplify: false, ...each.form }, each.items);
		expect(bodies.map(withoutNulls)).toEqual([withoutNulls(each.body)]);
		expect(itemsOf(result)).toEqual(each.rows);
		expect(scope.isDone()).toBe(true);
	});

	it('keeps at most ten fields with Simplify', async () => {
		answering('POST', '/v3/list_virtual_inventory', () => [200, listAnswer]);
		const [row] = itemsOf(await run('virtualInventory.getAll'));
		expect(Object.keys(row ?? {})).toEqual([
			'sku',
			'name',
			'product_code',
			'quantity_in_stock',
			'per_item_price',
			'asking_price',
			'description_short',
			'image_url_1',
			'image_guid',
			'third_party_integrations',
		]);
	});

	it('asks for all pending orders with an empty object, and takes 404 for none', async () => {
		const bodies = answering('POST', '/v3/list_pending_orders', () => [
			404,
			{ status: { success: false, status_code: 404, message: 'none' } },
		]);
		expect(itemsOf(await run('pendingOrder.getAll'))).toEqual([]);
		expect(bodies).toEqual([{}]);
	});

	it('does not take a wrong address for an empty list', async () => {
		answering('POST', '/v3/list_pending_orders', () => [
			404,
			{ Message: "No HTTP resource was found that matches the request URI 'x'." },
		]);
		const { message } = errorOf(await run('pendingOrder.getAll'));
		expect(message).toContain('No HTTP resource was found');
	});

	it('replaces a pending order by its ID', async () => {
		const bodies = answering('POST', '/v3/save_pending_orders', () => [200, submitAnswer]);
		await run('pendingOrder.create', {
			specifyOrder: 'json',
			orderJson: { order_po: 'PO_0001' },
			additionalFields: { fulfillmentId: '17' },
		});
		expect(bodies).toEqual([{ orders: [{ order_po: 'PO_0001', fulfillment_id: 17 }] }]);
	});

	it('sends the image of a product code, and customs data', async () => {
		const bodies = answering('POST', '/v3/submit_orders_v2', () => [200, submitAnswer]);
		await run('order.submit', {
			...orderForm,
			paymentToken: 'invoice',
			countryCode: 'DE',
			stateCode: '',
			orderItems: {
				values: [
					{
						sku: '5M41M9S8X10',
						quantity: 2,
						additionalFields: {
							imageUrl: 'https://example.com/a.png',
							imageWidth: 3000,
							imageHeight: 2000,
						},
					},
				],
			},
			additionalFields: { province: 'Bayern', taxId: 'DE123', taxType: '1', giftMessage: '' },
		});
		const [order] = (bodies[0] as { orders: IDataObject[] }).orders;
		expect(order).toMatchObject({
			recipient: { country_code: 'de', province: 'Bayern', address_order_po: 'PO_0001' },
			customs_tax_info: { tax_id: 'DE123', tax_type: 1 },
			order_items: [
				{
					product_sku: '5M41M9S8X10',
					product_qty: 2,
					product_image: {
						product_url_file: 'https://example.com/a.png',
						pixel_width: 3000,
						pixel_height: 2000,
					},
				},
			],
		});
		expect(order).not.toHaveProperty('gift_message');
		expect(order?.recipient).not.toHaveProperty('state_code');
	});
});

describe('reading long lists', () => {
	playVendor();

	const products = (from: number, count: number) =>
		Array.from({ length: count }, (_, index) => ({ sku: `AP1P${from + index}` }));

	it('goes on although all counters are zero', async () => {
		const pages = [products(0, 50), products(50, 50), products(100, 7)];
		const bodies = answering(
			'POST',
			'/v3/list_virtual_inventory',
			({ page_number: page }) => [
				200,
				{
					products: pages[Number(page) - 1],
					page_number: 0,
					per_page: 0,
					count: 0,
				},
			],
			3,
		);
		const result = await run('virtualInventory.getAll', { returnAll: true });
		expect(itemsOf(result)).toHaveLength(107);
		expect(bodies).toEqual([1, 2, 3].map((page) => ({ per_page: 50, page_number: page })));
	});

	it('splits lists of SKUs and product codes at fifty', async () => {
		const bodies = answering(
			'POST',
			'/v3/list_virtual_inventory',
			() => [200, { products: [] }],
			6,
		);
		const names = (prefix: string, count: number) =>
			Array.from({ length: count }, (_, index) => `${prefix}${index}`);
		await run('virtualInventory.getAll', {
			returnAll: true,
			filters: { skus: names('S', 120), productCodes: names('C', 51).join() },
		});
		const sizes = bodies.map(({ sku_filter: skus, product_code_filter: codes }) => [
			(skus as string[]).length,
			(codes as string[]).length,
		]);
		expect(sizes).toEqual([
			[50, 50],
			[50, 1],
			[50, 50],
			[50, 1],
			[20, 50],
			[20, 1],
		]);
	});

	it('refuses an empty list, which would filter nothing', async () => {
		const { message } = errorOf(
			await run('virtualInventory.getAll', { filters: { skus: '={{ [] }}' } }),
		);
		expect(message).toContain('SKUs: expected SKUs with commas between them');
	});

	it('takes an answer with no orders for an empty list', async () => {
		answering('POST', '/v3/list_orders', () => [200, { ...statusAnswer, orders: null }]);
		expect(itemsOf(await run('order.getAll'))).toEqual([]);
	});
});

describe('the address', () => {
	playVendor();

	it.each([
		['https://v2.api.finerworks.com', '', 'https://v2.api.finerworks.com'],
		['https://test-api.finerworks.com', 'https://x.example', 'https://test-api.finerworks.com'],
		['custom', ' https://print.example/v3/ ', 'https://print.example'],
		['custom', 'https://print.example', 'https://print.example'],
	])('%s %s', async (environment, baseUrl, origin) => {
		nock(origin).get('/v3/list_order_status_definitions').reply(200, definitionsAnswer);
		const host = newHost({ environment, baseUrl });
		const result = await run('order.getStatusDefinitions', {}, [{}], { host });
		expect(pairsOf(result.outputs[0])).toEqual([0, 0, 0]);
	});
});
