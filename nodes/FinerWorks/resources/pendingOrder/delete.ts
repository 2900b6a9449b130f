import { z } from 'zod/v4';
import { defineOperation } from '../../../shared/contract/operation';
import { accountKey, accountKeyOf, idNumber } from '../../fields';
import { HELP } from '../../vendor';

export const deletePendingOrders = defineOperation({
	resource: 'pendingOrder',
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete a pending order',
	description: 'Remove pending orders; the IDs of all items go into one request',
	source: `${HELP}/POST-v3-delete_pending_orders`,
	evidence: 'documented',
	safety: 'idempotent write',
	method: 'POST',
	path: '/v3/delete_pending_orders',
	form: {
		fields: {
			pendingOrderId: idNumber({
				displayName: 'Pending Order ID',
				description: 'The fulfillment_id that Get Many returns',
				placeholder: 'e.g. 17',
				in: 'none',
			}),
		},
		options: { accountKey },
	},
	batching: {
		// The page names no limit, and a number is short.
		maxRecords: Infinity,
		groupBy: ({ options }) => options.accountKey ?? '',
		body: (records) => ({
			ids: [...new Set(records.map(({ input }) => input.pendingOrderId))],
			...records.map(({ input }) => accountKeyOf(input))[0],
		}),
		// The answer has a status only, and unknown IDs are not mentioned.
		results: (_, records) =>
			records.map(({ input }) => ({ rows: [{ deleted: true, id: input.pendingOrderId }] })),
	},
	output: { schema: z.object({ deleted: z.boolean(), id: z.number() }) },
});
