import { get } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { boolean, integer, notice, text } from '../../../shared/contract/field';
import {
	defineOperation,
	type BatchRecord,
	type InputOf,
	type RecordResult,
} from '../../../shared/contract/operation';
import { accountKey, accountKeyOf, MOST_RECORDS, rowsAt } from '../../fields';
import {
	isTestOrder,
	orderConfirmation,
	orderDetails,
	orderPoOf,
	orderProblem,
} from '../../orderDetails';
import { moreOrderFields, orderFields } from '../../orderForm';
import { positionsOf, TEST_HELP } from '../../vendor';

/** A payment token that makes every order of the request a test (page of Submit Orders V2). */
const TEST_TOKEN = 'xxxx';

/** Source: Production Status List. */
const PENDING_PAYMENT = 2;

const form = {
	fields: {
		paymentNotice: notice({
			displayName:
				'Orders cost money once they are placed. If a payment does not succeed, FinerWorks may keep an unpaid order all the same: look it up before you submit it again.',
		}),
		...orderFields,
		paymentToken: text({
			displayName: 'Payment Token',
			description:
				'How to pay: a token of one of your payment methods, “invoice” to pay later (if your account does not qualify, the orders are not received), or “xxxx” to make all these orders tests',
			secret: true,
			in: 'none',
		}),
		validateOnly: boolean({
			displayName: 'Validate Only',
			description: 'Whether to let FinerWorks check the orders without placing them',
			in: 'none',
		}),
	},
	additionalFields: moreOrderFields,
	options: {
		accountKey,
		ordersPerRequest: integer({
			displayName: 'Orders per Request',
			description:
				'At most 50 orders share a request. With 1, each order is accepted or refused by itself, whatever FinerWorks says of the others.',
			in: 'none',
			minValue: 1,
			default: MOST_RECORDS,
		}),
	},
};

type Submission = InputOf<typeof form>;

export const submit = defineOperation({
	resource: 'order',
	name: 'submit',
	displayName: 'Submit',
	action: 'Submit an order',
	description: 'Place print orders, or only let FinerWorks check them; 50 items share a request',
	source: `${TEST_HELP}/POST-v3-submit_orders_v2 (the page was cut off before the answer)`,
	evidence: 'partial',
	safety: 'once-only write',
	method: 'POST',
	path: '/v3/submit_orders_v2',
	form,
	check: orderProblem,
	batching: {
		maxRecords: ({ options }) => Math.min(options.ordersPerRequest ?? MOST_RECORDS, MOST_RECORDS),
		groupBy: ({ paymentToken, validateOnly, options }) =>
			JSON.stringify([paymentToken, validateOnly, options.accountKey, options.ordersPerRequest]),
		key: orderPoOf,
		keyName: 'Order PO',
		body: (records) => ({
			orders: records.map(orderDetails),
			...records.map(({ input }) => ({
				validate_only: input.validateOnly,
				payment_token: input.paymentToken,
				...accountKeyOf(input),
			}))[0],
		}),
		results: (answer, records) => records.map((record) => resultOf(answer, record)),
		refusedPositions: positionsOf,
	},
	lookup: {
		method: 'POST',
		path: '/v3/fetch_order_status',
		body: (inputs) => ({
			order_pos: inputs.map(orderPoOf),
			order_ids: null,
			...inputs.map(accountKeyOf)[0],
		}),
		// A check that went unanswered is not made good by an older order with the same reference.
		find: (answer, input) => {
			if (input.validateOnly) return undefined;
			const rows = rowsOf(answer, input);
			return rows.length === 0
				? undefined
				: rows.map((row) => ({
						outcome: row.order_status_id === PENDING_PAYMENT ? 'unpaid' : placedAs(input),
						...row,
					}));
		},
	},
	output: {
		schema: orderConfirmation.extend({ outcome: z.enum(['placed', 'test', 'unpaid', 'valid']) }),
	},
});

function resultOf(answer: unknown, { input }: BatchRecord<Submission>): RecordResult {
	const rows = rowsOf(answer, input);
	if (rows.length > 0) {
		return { rows: rows.map((row) => ({ outcome: placedAs(input), ...row })) };
	}
	return isBareSuccess(answer) && (input.validateOnly || isTest(input))
		? { rows: [{ outcome: input.validateOnly ? 'valid' : 'test', order_po: orderPoOf(input) }] }
		: { problem: unconfirmed(answer, input), next: nextStep(input) };
}

function rowsOf(answer: unknown, input: Submission): IDataObject[] {
	return rowsAt(answer, 'orders').filter((row) => String(row.order_po) === orderPoOf(input));
}

/** Client code: checks and some tests are answered with `orders: null`. */
function isBareSuccess(answer: unknown): boolean {
	return rowsAt(answer, 'orders').length === 0 && saidBy(answer) === '';
}

function isTest(input: Submission): boolean {
	return input.paymentToken === TEST_TOKEN || isTestOrder(input);
}

function placedAs(input: Submission): string {
	return isTest(input) ? 'test' : 'placed';
}

function saidBy(answer: unknown): string {
	const message: unknown = get(answer, 'status.message');
	return typeof message === 'string' ? message.trim() : '';
}

/** Client code: a missing confirmation may mean that the order was silently not received. */
function unconfirmed(answer: unknown, input: Submission): string {
	const said = saidBy(answer);
	const what = input.validateOnly ? 'find the order valid' : 'confirm the order';
	return `Order PO: FinerWorks did not ${what} “${orderPoOf(input)}”${said === '' ? '' : `: ${said}`}`;
}

function nextStep({ validateOnly }: Submission): string {
	return validateOnly
		? 'Nothing was placed. Correct the order and let FinerWorks check it again.'
		: 'Look the order up with Get Status before you submit it again.';
}
