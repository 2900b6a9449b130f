import type { JsonObject } from '../shared/json';
import { DECLINED_PAYMENT_TOKEN, INVOICE_TOKEN, PAYMENT_TOKEN } from './credentials';
import { serverFault, VendorError, type Answers } from './envelope';
import type { OrderBook } from './orderBook';
import type { Order } from './orderModel';
import type { OrderDraft, Submission } from './orderReader';
import type { Settings } from './settings';
import { vendorTime } from './time';
import type { VirtualInventory } from './virtualInventory';

interface DeskSurroundings {
	settings: Settings;
	answers: Answers;
	inventory: VirtualInventory;
	orders: OrderBook;
}

const SKU = /^AP\d+P\d+$/;

/** Accepts orders: products first, then the payment, then one order after the other. */
export class OrderDesk {
	constructor(private readonly around: DeskSurroundings) {}

	/**
	 * One confirmation for each accepted order. An order that is not accepted for its content is
	 * named in the message, and the others go through; that is a choice.
	 */
	submit({ orders, isValidateOnly, paymentToken }: Submission): JsonObject {
		const reasons = orders.map((order) => this.refusal(order));
		const accepted = orders.filter((_order, index) => reasons[index] === null);
		const message = reasons.filter((reason) => reason !== null).join(' ');
		if (isValidateOnly || accepted.length === 0) return this.checked(message);
		return this.unpayable(accepted, paymentToken) ?? this.acceptAll(accepted, message);
	}

	private acceptAll(accepted: readonly OrderDraft[], message: string): JsonObject {
		const placed = this.placeAll(accepted);
		const isSilent = this.around.settings.silentTestMode && placed.every(({ isTest }) => isTest);
		const status = this.around.answers.status(true, 200, message);
		return { status, orders: isSilent ? null : placed.map(confirmation) };
	}

	/** The answer when live orders cannot be paid: test orders cost nothing. */
	private unpayable(orders: readonly OrderDraft[], token: string): JsonObject | null {
		const { answers, settings } = this.around;
		if (!settings.appLiveMode || orders.every(({ isTest }) => isTest)) return null;
		const isUnqualified = token === INVOICE_TOKEN && !settings.invoiceAllowed;
		if (isUnqualified) return answers.success({ orders: null });
		const isPaying = token === PAYMENT_TOKEN || token === INVOICE_TOKEN;
		return isPaying ? null : this.failPayment(orders, token);
	}

	/** Nothing was placed: fine when there is nothing to complain about. */
	private checked(message: string): JsonObject {
		const { answers } = this.around;
		return message === ''
			? answers.success({ orders: null })
			: answers.failure(message, { orders: null });
	}

	private refusal({ orderPo, items }: OrderDraft): string | null {
		const bad = items.find(
			({ sku, hasImage }) => !this.isKnown(sku) && (SKU.test(sku) || !hasImage),
		);
		if (!bad) return null;
		const reason = SKU.test(bad.sku) ? 'does not exist' : 'is a code that needs a product_image';
		return `Order ${orderPo} was refused: the product ${bad.sku} ${reason}.`;
	}

	private isKnown(sku: string): boolean {
		return this.around.inventory.get(sku) !== undefined;
	}

	/** The answer of a failed payment is on no page; the token is not repeated in it. */
	private failPayment(orders: readonly OrderDraft[], token: string): JsonObject {
		const { answers, settings, orders: book } = this.around;
		const isLeft = settings.failedPaymentLeavesOrders && token === DECLINED_PAYMENT_TOKEN;
		const unpaid = isLeft ? orders.filter(({ isTest }) => !isTest) : [];
		for (const order of unpaid) book.leaveUnpaid(order);
		return answers.failure('Payment failed.', { orders: null });
	}

	private placeAll(drafts: readonly OrderDraft[]): Order[] {
		const { appLiveMode, interruptAfterOrders } = this.around.settings;
		const placed: Order[] = [];
		for (const draft of drafts) {
			placed.push(this.around.orders.place({ ...draft, isTest: draft.isTest || !appLiveMode }));
			if (placed.length === interruptAfterOrders) throw new VendorError(500, serverFault());
		}
		return placed;
	}
}

/** `order_confirmation`, as known from clients. */
const confirmation = (order: Order): JsonObject => ({
	order_po: order.orderPo,
	order_id: order.orderId,
	order_confirmation_id: order.confirmationId,
	order_guid: order.guid,
	order_email: order.email,
	order_confirmation_datetime: vendorTime(order.placedAt),
});
