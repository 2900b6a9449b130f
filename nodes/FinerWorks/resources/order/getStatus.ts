import { uniq } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { boolean, choice, shownWhen } from '../../../shared/contract/field';
import {
	defineOperation,
	type InputOf,
	type RecordResult,
} from '../../../shared/contract/operation';
import { accountKey, accountKeyOf, idNumber, keyText, MOST_RECORDS, rowsAt } from '../../fields';
import { orderStatus } from '../../orderDetails';
import { TEST_HELP } from '../../vendor';

const form = {
	fields: {
		findBy: choice({
			displayName: 'Find By',
			description: 'What you know of the order',
			in: 'none',
			choices: [
				{ name: 'Order ID', value: 'orderId', description: 'The number that FinerWorks gave it' },
				{ name: 'Order PO', value: 'orderPo', description: 'Your own reference' },
			],
			default: 'orderPo',
		}),
		orderPo: shownWhen(
			{ findBy: ['orderPo'] },
			keyText({
				displayName: 'Order PO',
				description: 'Your own reference of the order',
				placeholder: 'e.g. PO_0001',
				what: 'your own reference of the order',
				in: 'none',
			}),
		),
		orderId: shownWhen(
			{ findBy: ['orderId'] },
			idNumber({
				displayName: 'Order ID',
				description: 'The number that FinerWorks gave the order',
				placeholder: 'e.g. 123456',
				in: 'none',
			}),
		),
	},
	options: {
		accountKey,
		skipUnknown: boolean({
			displayName: 'Skip Unknown Orders',
			description: 'Whether to return nothing for an order that FinerWorks does not know',
			in: 'none',
			default: true,
		}),
	},
};

type Question = InputOf<typeof form>;

export const getStatus = defineOperation({
	resource: 'order',
	name: 'getStatus',
	displayName: 'Get Status',
	action: 'Get the status of an order',
	description: 'Read the production status and the shipments of orders; items share requests',
	source: `${TEST_HELP}/POST-v3-fetch_order_status (the page was cut off before the answer)`,
	evidence: 'partial',
	safety: 'read',
	method: 'POST',
	path: '/v3/fetch_order_status',
	form,
	batching: {
		// The page names no limit; fifty is what submitting takes.
		maxRecords: MOST_RECORDS,
		groupBy: ({ findBy, options }) => JSON.stringify([findBy, options.accountKey]),
		body: (records) => ({
			order_pos: namesOf(records.map(({ input }) => input.orderPo)),
			order_ids: namesOf(records.map(({ input }) => input.orderId)),
			...records.map(({ input }) => accountKeyOf(input))[0],
		}),
		results: (answer, records) => {
			const rows = rowsAt(answer, 'orders');
			return records.map(({ input }) => resultOf(rows, input));
		},
	},
	output: { schema: orderStatus },
});

/** The list that is not used is null, as in the page's sample. */
function namesOf<T>(names: (T | undefined)[]): T[] | null {
	const given = names.filter((name) => name !== undefined);
	return given.length === 0 ? null : (uniq(given) as T[]);
}

/** Unknown orders are missing from the answer. */
function resultOf(
	rows: IDataObject[],
	{ findBy, orderPo, orderId, options }: Question,
): RecordResult {
	const isMeant = (row: IDataObject) =>
		findBy === 'orderId' ? Number(row.order_id) === orderId : String(row.order_po) === orderPo;
	const found = rows.filter(isMeant);
	if (found.length > 0 || options.skipUnknown === true) return { rows: found };
	const named = findBy === 'orderId' ? `Order ID: FinerWorks knows no order ${orderId}` : '';
	return { problem: named || `Order PO: FinerWorks knows no order “${orderPo}”` };
}
