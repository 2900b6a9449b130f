import { isEmpty, omit, omitBy, pick } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { BatchRecord, InputOf } from '../shared/contract/operation';
import { moreOrderFields, orderFields, type ItemEntry } from './orderForm';

/** What every form with an order has. */
export type OrderInput = InputOf<{
	fields: typeof orderFields;
	additionalFields: typeof moreOrderFields;
}>;

const RECIPIENT_MEMBERS = [
	'first_name',
	'last_name',
	'company_name',
	'address_1',
	'address_2',
	'address_3',
	'city',
	'state_code',
	'province',
	'zip_postal_code',
	'country_code',
	'phone',
	'email',
];

const CUSTOMS_MEMBERS = ['tax_id', 'tax_type'];

const IMAGE_MEMBERS = ['pixel_width', 'pixel_height', 'product_url_file', 'product_url_thumbnail'];

/** Members of the request beside its orders. */
const REQUEST_MEMBERS = ['account_key', 'source'];

/** The reference by which the answer names an order. */
export function orderPoOf({ orderPo, orderJson }: Partial<OrderInput>): string {
	return orderPo ?? orderJson?.order_po ?? '';
}

/** `order_details` from fields or JSON; additional fields are added to either. */
export function orderDetails({ input, fields }: BatchRecord<OrderInput>): IDataObject {
	const given = omitBy(fields, (value) => value === '' || value === undefined);
	const base = (input.orderJson ?? {}) as IDataObject;
	const recipient = {
		...(base.recipient as IDataObject | undefined),
		...pick(given, RECIPIENT_MEMBERS),
		// In the page's sample it repeats the order's own reference.
		...(input.orderPo === undefined ? {} : { address_order_po: input.orderPo }),
	};
	const customs = {
		...(base.customs_tax_info as IDataObject | undefined),
		...pick(given, CUSTOMS_MEMBERS),
	};
	return {
		...base,
		...omit(given, [...RECIPIENT_MEMBERS, ...CUSTOMS_MEMBERS, ...REQUEST_MEMBERS]),
		...(input.orderItems === undefined ? {} : { order_items: wireItems(fields.order_items) }),
		...(isEmpty(recipient) ? {} : { recipient }),
		...(isEmpty(customs) ? {} : { customs_tax_info: customs }),
	};
}

/** The members of an image under `product_image`; the form's empty boxes are left out. */
function wireItems(items: unknown): IDataObject[] {
	return (items as IDataObject[]).map((item) => {
		const given = omitBy(item, (value) => value === '' || value === 0);
		const image = pick(given, IMAGE_MEMBERS);
		return {
			...omit(given, IMAGE_MEMBERS),
			product_qty: item.product_qty ?? 1,
			...(isEmpty(image) ? {} : { product_image: image }),
		} as IDataObject;
	});
}

/** Refuses what would let the vendor refuse the whole request. */
export function orderProblem(input: OrderInput): { field: string; problem: string } | undefined {
	if (input.specifyOrder === 'json') return undefined;
	return itemProblem(input.orderItems ?? []) ?? stateProblem(input);
}

function itemProblem(items: ItemEntry[]): { field: string; problem: string } | undefined {
	if (items.length === 0) {
		return { field: 'Order Items', problem: 'expected at least one item, but got none' };
	}
	const index = items.findIndex(({ sku = '' }) => sku.trim() === '');
	if (index === -1) return undefined;
	return {
		field: `Order Items, entry ${index + 1}, SKU`,
		problem: 'expected a SKU or a product code, but got nothing',
	};
}

/** Client code: the state "must be left blank when country_code does not equal 'us'", and is needed there. */
function stateProblem({
	countryCode = '',
	stateCode = '',
}: OrderInput): { field: string; problem: string } | undefined {
	const isUs = countryCode.toLowerCase() === 'us';
	if (isUs === (stateCode.trim() !== '')) return undefined;
	return {
		field: 'State',
		problem: isUs
			? 'expected the two letters of a state, since Country Code is US, but got nothing'
			: `expected nothing, since Country Code is not US, but got “${stateCode}”. Use Province under Additional Fields`,
	};
}

/** Whether the order says of itself that it is a test. */
export function isTestOrder({ additionalFields, orderJson }: OrderInput): boolean {
	return additionalFields.testMode ?? orderJson?.test_mode === true;
}

/** `order_confirmation`: no page shows it, the members are known from clients. */
export const orderConfirmation = z.looseObject({
	order_po: z.string(),
	order_id: z.number(),
	order_confirmation_id: z.number(),
	order_guid: z.string(),
	order_email: z.string().nullable(),
	order_confirmation_datetime: z.string(),
});

/** Source: model order_status; `processing` is known from clients. */
export const orderStatus = z.looseObject({
	order_po: z.string(),
	order_id: z.number(),
	order_confirmation_id: z.number(),
	order_status_id: z.number(),
	order_status_label: z.string(),
	shipments: z.array(
		z.looseObject({
			tracking_number: z.string(),
			tracking_url: z.string(),
			carrier: z.string(),
			weight: z.number(),
		}),
	),
	processing: z.boolean(),
});
