import { z } from 'zod/v4';
import { defineOperation } from '../../../shared/contract/operation';
import { accountKey, ids, keyList, rowsAt } from '../../fields';
import { HELP } from '../../vendor';

export const getAll = defineOperation({
	resource: 'pendingOrder',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many pending orders',
	description: 'List the orders that are held back for review',
	source: `${HELP}/POST-v3-list_pending_orders (the page was cut off before the answer)`,
	evidence: 'partial',
	safety: 'read',
	method: 'POST',
	path: '/v3/list_pending_orders',
	// Client code: 404 means that there is none.
	emptyWhenNotFound: true,
	form: {
		fields: {},
		filters: {
			// The page calls them required; the vendor's own app leaves them out to get all.
			pendingOrderIds: ids({
				displayName: 'Pending Order IDs',
				wireName: 'ids',
				description: 'Only pending orders with these IDs, with commas between them',
				placeholder: 'e.g. 17, 18',
			}),
			// Client code: not on the page.
			skus: keyList({
				displayName: 'SKUs',
				description:
					'Only pending orders with one of these products, with commas between the SKUs. FinerWorks’ page does not list this filter; its own app uses it.',
				placeholder: 'e.g. AP1556P79511, AP1234P1234',
				what: 'the SKU of a product',
				many: 'SKUs with commas between them',
			}),
		},
		options: { accountKey },
	},
	// Without a filter the body is an empty object, not missing.
	body: (_, fields) => fields,
	output: {
		schema: z.looseObject({
			fulfillment_id: z.number(),
			order_po: z.string(),
			recipient: z.looseObject({ first_name: z.string(), last_name: z.string() }),
			order_items: z.array(z.looseObject({ product_sku: z.string(), product_qty: z.number() })),
			shipping_code: z.string(),
			ship_by_date: z.string().nullable(),
			gift_message: z.string().nullable(),
			test_mode: z.boolean(),
			custom_data_1: z.string().nullable(),
			custom_data_2: z.string().nullable(),
			custom_data_3: z.string().nullable(),
		}),
		simplify: [
			'fulfillment_id',
			'order_po',
			'recipient',
			'order_items',
			'shipping_code',
			'ship_by_date',
			'gift_message',
			'test_mode',
			'custom_data_1',
			'source',
		],
		rows: (body) => rowsAt(body, 'orders'),
	},
});
