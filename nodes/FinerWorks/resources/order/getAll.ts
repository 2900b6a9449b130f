import { get } from 'lodash';
import { z } from 'zod/v4';
import { boolean, text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { accountKey, ids, keyList, moment } from '../../fields';
import { TEST_HELP } from '../../vendor';

export const getAll = defineOperation({
	resource: 'order',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many orders',
	description: 'List the orders that were placed',
	source: `${TEST_HELP}/POST-v3-list_orders (the page was cut off before the answer)`,
	evidence: 'partial',
	safety: 'read',
	method: 'POST',
	path: '/v3/list_orders',
	form: {
		fields: {},
		filters: {
			dateFrom: moment({
				displayName: 'Placed From',
				wireName: 'date_from',
				description:
					'Only orders placed at this moment or later. Without a zone, it is in the time zone of the workflow.',
			}),
			dateTo: moment({
				displayName: 'Placed To',
				wireName: 'date_to',
				description:
					'Only orders placed up to this moment. Without a zone, it is in the time zone of the workflow.',
			}),
			orderIds: ids({
				displayName: 'Order IDs',
				description: 'Only orders with these FinerWorks IDs, with commas between them',
				placeholder: 'e.g. 123456, 123457',
			}),
			// Client code: not on the page.
			orderPos: keyList({
				displayName: 'Order POs',
				description:
					'Only orders with these references, with commas between them. FinerWorks’ page does not list this filter; its own app uses it.',
				placeholder: 'e.g. PO_0001, PO_0002',
				what: 'the reference of an order',
				many: 'references of orders with commas between them',
			}),
			search: text({
				displayName: 'Search',
				wireName: 'search_filter',
				description: 'Text to find in the orders',
				placeholder: 'e.g. mountain',
			}),
			showCancelled: boolean({
				displayName: 'Show Cancelled',
				description:
					'Whether to list cancelled orders too, as FinerWorks does unless told otherwise',
			}),
			status: text({
				displayName: 'Status',
				description:
					'Only orders with this status. FinerWorks does not say which texts it takes; try what Get Status returns.',
			}),
		},
		options: { accountKey },
	},
	paging: { maxPageSize: 25, identify },
	output: {
		// No page shows a row; a client confirms the reference, the rest is what other calls have.
		schema: z.looseObject({
			order_po: z.string(),
			order_id: z.number(),
			order_status_id: z.number(),
			order_status_label: z.string(),
		}),
	},
});

/** Two orders may have the same reference, so it alone does not tell rows apart. */
function identify(row: unknown): string {
	const names = ['order_id', 'order_guid', 'order_po'].map((name): unknown => get(row, name));
	return names.every((name) => name === undefined) ? JSON.stringify(row) : names.join();
}
