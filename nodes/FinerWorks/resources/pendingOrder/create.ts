import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { optionalId, text } from '../../../shared/contract/field';
import { defineOperation, type RecordResult } from '../../../shared/contract/operation';
import { accountKey, accountKeyOf, MOST_RECORDS, rowsAt } from '../../fields';
import { orderDetails, orderPoOf, orderProblem } from '../../orderDetails';
import { moreOrderFields, orderFields } from '../../orderForm';
import { HELP, positionsOf } from '../../vendor';

export const create = defineOperation({
	resource: 'pendingOrder',
	name: 'create',
	displayName: 'Create',
	action: 'Create a pending order',
	description: 'Save orders for review without placing them; 50 items share a request',
	source: `${HELP}/POST-v3-save_pending_orders (not seen; known from clients)`,
	evidence: 'client code',
	safety: 'once-only write',
	method: 'POST',
	path: '/v3/save_pending_orders',
	form: {
		fields: orderFields,
		additionalFields: {
			...moreOrderFields,
			fulfillmentId: optionalId({
				displayName: 'Pending Order ID',
				wireName: 'fulfillment_id',
				description: 'Replaces this pending order instead of adding one',
				placeholder: 'e.g. 17',
			}),
		},
		options: {
			accountKey,
			source: text({
				displayName: 'Source',
				description: 'Where the orders come from, at most 50 characters',
				placeholder: 'e.g. Web shop',
			}),
		},
	},
	check: orderProblem,
	batching: {
		// No page names a limit; fifty is what submitting takes.
		maxRecords: MOST_RECORDS,
		groupBy: ({ options }) => JSON.stringify([options.accountKey, options.source]),
		key: orderPoOf,
		body: (records) => ({
			orders: records.map(orderDetails),
			...records.map(({ input }) => ({
				...(input.options.source ? { source: input.options.source } : {}),
				...accountKeyOf(input),
			}))[0],
		}),
		results: (answer, records) => {
			const isListed = Array.isArray((answer as IDataObject | undefined)?.orders);
			const rows = rowsAt(answer, 'orders');
			return records.map(({ input }): RecordResult => {
				const orderPo = orderPoOf(input);
				const own = rows.filter((row) => String(row.order_po) === orderPo);
				if (own.length > 0) return { rows: own };
				return isListed
					? { problem: `Order PO: FinerWorks did not confirm the pending order “${orderPo}”` }
					: { rows: [{ order_po: orderPo }] };
			});
		},
		refusedPositions: positionsOf,
	},
	output: {
		schema: z.looseObject({
			order_po: z.string(),
			order_id: z.number(),
			fulfillment_id: z.number(),
		}),
	},
});
