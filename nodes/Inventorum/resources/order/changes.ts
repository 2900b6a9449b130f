import { get } from 'lodash';
import { z } from 'zod/v4';
import { choice, text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { CHANNELS } from '../../channels';
import { startDate, startPage } from '../../startDate';

export const ORDERS_PAGE = 'https://api-docs.inventorum.com/api/orders.html';

const PAGE = 100;

export const getModified = defineOperation({
	resource: 'order',
	name: 'getModified',
	displayName: 'Get Many Modified',
	action: 'Get many modified orders',
	description: 'List the orders of a channel that were created or changed since a moment',
	source: `${ORDERS_PAGE} (GET /orders/delta; the page was cut off inside the answer)`,
	evidence: 'partial',
	safety: 'read',
	method: 'GET',
	path: '/orders/delta/',
	// Below 12 the feed also has pending orders.
	apiVersion: 12,
	form: {
		fields: {
			channel: choice({
				displayName: 'Channel',
				description: 'Where the orders come from. Each request lists one channel.',
				choices: CHANNELS,
				default: 'ipad',
			}),
			startDate,
		},
		options: {
			orderBy: text({
				displayName: 'Order By',
				description:
					'Fields to sort by, with commas between them. A minus before a field sorts downwards.',
				placeholder: 'e.g. -channel',
			}),
			page: startPage(PAGE, 0),
		},
	},
	paging: {
		maxPageSize: PAGE,
		firstPage: 0,
		startPage: ({ options }) => options.page,
		identify: (row) => String(get(row, 'id')),
	},
	output: {
		schema: z.looseObject({
			id: z.number(),
			state: z.number(),
			channel: z.string(),
			basket: z.looseObject({
				note_internal: z.string().nullable(),
				note_external: z.string().nullable(),
				items: z.array(z.looseObject({ id: z.number(), name: z.string(), quantity: z.string() })),
			}),
			customer: z.looseObject({ id: z.number() }).nullable(),
			amount_paid: z.string(),
			payments: z.array(z.looseObject({})),
		}),
		simplify: ['id', 'state', 'channel', 'customer', 'amount_paid', 'basket', 'payments'],
	},
});
