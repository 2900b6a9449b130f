import { TEST_TOKEN } from './credentials';
import { ModelReader } from './modelReader';

export const MAXIMUM_PO_LENGTH = 50;
const MAXIMUM_ORDERS = 50;
const MAXIMUM_QUANTITY = 999;

/** What a recipient's members hold at most, and which of them have to be there. */
const RECIPIENT = {
	first_name: { required: true, max: 50 },
	last_name: { required: true, max: 50 },
	company_name: { max: 50 },
	address_1: { required: true, max: 100 },
	address_2: { max: 100 },
	address_3: { max: 100 },
	city: { max: 50 },
	province: { max: 50 },
	zip_postal_code: { required: true, max: 10 },
	phone: { max: 50 },
	email: { max: 50 },
	address_order_po: { max: 50 },
};

/** An order whose shape is right; whether its products exist is not known yet. */
export interface OrderDraft {
	orderPo: string;
	email: string | null;
	isTest: boolean;
	items: ItemDraft[];
	/** The order as it was sent. */
	details: ModelReader['source'];
}

interface ItemDraft {
	sku: string;
	hasImage: boolean;
}

export interface Submission {
	orders: OrderDraft[];
	isValidateOnly: boolean;
	paymentToken: string;
}

/** One misshapen order refuses the whole request, as the framework's validation does. */
export function readSubmission(body: unknown): Submission {
	const reader = ModelReader.of(body);
	const submission = {
		paymentToken: reader.text('payment_token', { required: true }) ?? '',
		isValidateOnly: reader.boolean('validate_only') ?? false,
		orders: reader.objects('orders', { required: true, max: MAXIMUM_ORDERS }).map(readOrder),
	};
	reader.finish();
	return { ...submission, orders: submission.orders.map((order) => forced(order, submission)) };
}

/** "xxxx" forces the test mode on every order of the call. */
const forced = (order: OrderDraft, { paymentToken }: Omit<Submission, 'orders'>): OrderDraft => ({
	...order,
	isTest: order.isTest || paymentToken === TEST_TOKEN,
});

function readOrder(order: ModelReader): OrderDraft {
	order.text('shipping_code', { required: true });
	order.date('ship_by_date');
	order.text('document_url', { max: 200 });
	for (const number of [1, 2, 3]) order.text(`custom_data_${number}`, { max: 255 });
	return {
		orderPo: order.text('order_po', { required: true, max: MAXIMUM_PO_LENGTH }) ?? '',
		isTest: order.boolean('test_mode') ?? false,
		email: readRecipient(order),
		items: order.objects('order_items', { required: true }).map(readItem),
		details: order.source,
	};
}

function readRecipient(order: ModelReader): string | null {
	const recipient = order.object('recipient');
	if (!recipient) return order.fail('recipient', 'The recipient field is required.');
	for (const [field, rule] of Object.entries(RECIPIENT)) recipient.text(field, rule);
	const country = recipient.text('country_code', { required: true })?.toLowerCase();
	const state = recipient.text('state_code', { max: 2 });
	if (state !== null && country !== 'us') {
		recipient.fail('state_code', "Must be left blank when country_code does not equal 'us'");
	}
	if (state === null && country === 'us') {
		recipient.fail('state_code', "Is required when country_code equals 'us'");
	}
	return recipient.text('email');
}

function readItem(item: ModelReader): ItemDraft {
	item.number('product_qty', { required: true, whole: true, min: 1, max: MAXIMUM_QUANTITY });
	item.text('product_order_po', { max: 50 });
	item.text('product_title', { max: 50 });
	return {
		sku: item.text('product_sku', { required: true }) ?? '',
		hasImage: item.object('product_image') !== null,
	};
}
