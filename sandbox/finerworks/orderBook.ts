import type { JsonObject } from '../shared/json';
import type { Ledger, LedgerEntry } from '../shared/ledger';
import { Random } from '../shared/random';
import { guid } from './envelope';
import { ORDER_RECEIVED, PENDING_PAYMENT, SHIPPED, type Order } from './orderModel';
import type { OrderDraft } from './orderReader';
import { orderView } from './orderViews';

/** What became of one order_po, over all requests. */
export interface OrderAccount {
	order_po: string;
	/** How often it was placed, test orders included. Above 1, a client sent it twice. */
	placed: number;
	/** How many of those were test orders. */
	test: number;
	/** How often a failed payment left it behind as an unpaid order. */
	unpaid: number;
	/** Of all of them, in the order of arrival. */
	order_ids: number[];
}

/** The ids of the status page's samples; the next ones follow them. */
const FIRST_ORDER_ID = 123_456;
const FIRST_CONFIRMATION_ID = 411_111_111;
const DAY_MS = 24 * 60 * 60_000;

/** All orders and the account of how often each order_po was placed. */
export class OrderBook {
	private orders: Order[] = [];
	private readonly accounts = new Map<string, OrderAccount>();
	private random: Random;

	constructor(
		private readonly clock: () => Date,
		private readonly seed: number,
		private readonly changes: Ledger,
	) {
		this.random = new Random(seed);
	}

	all(): readonly Order[] {
		return this.orders;
	}

	get(orderId: number): Order | undefined {
		return this.orders.find((order) => order.orderId === orderId);
	}

	/** The vendor promises no protection against a second order with the same order_po. */
	place(draft: OrderDraft): Order {
		const order = this.receive(draft);
		const account = this.accountOf(order);
		account.placed += 1;
		account.test += draft.isTest ? 1 : 0;
		return order;
	}

	/** An order that no client of this sandbox sent: the accounts do not count it. */
	receive(draft: OrderDraft, statusId = ORDER_RECEIVED): Order {
		const order = this.add(draft, statusId);
		this.note('created', order);
		return order;
	}

	/** A failed payment may leave an order that is visible but not paid. */
	leaveUnpaid(draft: OrderDraft): Order {
		const order = this.receive(draft, PENDING_PAYMENT);
		this.accountOf(order).unpaid += 1;
		return order;
	}

	setStatus(order: Order, statusId: number, shipment?: JsonObject): Order {
		order.statusId = statusId;
		if (shipment) order.shipments.push(shipment);
		this.note('updated', order);
		return order;
	}

	setCancelled(order: Order, isCancelled: boolean): Order {
		order.isCancelled = isCancelled;
		this.note('updated', order);
		return order;
	}

	/** Per order_po, in the order of arrival. */
	ledger(): OrderAccount[] {
		return [...this.accounts.values()];
	}

	/** How often an order_po was placed. */
	placed(orderPo: string): number {
		return this.accounts.get(orderPo)?.placed ?? 0;
	}

	/** Forgets everything but two orders with the ids of the status page's sample request. */
	reset(): void {
		this.orders = [];
		this.random = new Random(this.seed);
		this.add(seeded('PO_1000'), SHIPPED).shipments.push(SAMPLE_SHIPMENT);
		this.add(seeded('PO_1001'), ORDER_RECEIVED);
		for (const order of this.orders) order.placedAt -= DAY_MS;
		this.accounts.clear();
	}

	private add(draft: OrderDraft, statusId: number): Order {
		const number = this.orders.length;
		const order: Order = {
			orderId: FIRST_ORDER_ID + number,
			confirmationId: FIRST_CONFIRMATION_ID + number,
			guid: guid(this.random),
			orderPo: draft.orderPo,
			email: draft.email,
			placedAt: this.clock().getTime(),
			statusId,
			isTest: draft.isTest,
			isCancelled: false,
			shipments: [],
			details: draft.details,
		};
		this.orders.push(order);
		return order;
	}

	private note(kind: LedgerEntry['kind'], order: Order): void {
		this.changes.add({
			time: this.clock().toISOString(),
			kind,
			entity: 'order',
			id: order.orderId,
			parent: null,
			marker: order.statusId,
			snapshot: orderView(order),
		});
	}

	private accountOf({ orderPo, orderId }: Order): OrderAccount {
		const account = this.accounts.get(orderPo) ?? {
			order_po: orderPo,
			placed: 0,
			test: 0,
			unpaid: 0,
			order_ids: [],
		};
		account.order_ids.push(orderId);
		this.accounts.set(orderPo, account);
		return account;
	}
}

const SAMPLE_SHIPMENT = {
	tracking_number: '1HYZ1234567890',
	tracking_url: 'https://shippingservice.com/?tracking=1HYZ1234567890',
	weight: 3,
};

const seeded = (orderPo: string): OrderDraft => ({
	orderPo,
	email: null,
	isTest: false,
	items: [],
	details: {
		recipient: { first_name: 'Bob', last_name: 'Ross', country_code: 'us' },
		order_items: [{ product_qty: 1, product_sku: 'AP1234P1234' }],
		shipping_code: 'SD',
	},
});
