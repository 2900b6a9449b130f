import { Random } from '../shared/random';
import type { OrderBook } from './orderBook';
import { ORDER_RECEIVED, SHIPPED, STATUS_LABELS, type Order } from './orderModel';
import { invented } from './seed';
import type { InventoryProduct, NewProduct, VirtualInventory } from './virtualInventory';

export interface PlacedOrder {
	orderPo?: string;
	/** The first product of the inventory when left out. */
	sku?: string;
	quantity?: number;
	/** 3, Order Received, when left out. */
	statusId?: number;
}

interface PrintShopSurroundings {
	clock: () => Date;
	inventory: VirtualInventory;
	orders: OrderBook;
	seed: number;
}

/** What happens in the print shop and on its pages, which no request of a client does. */
export class PrintShop {
	private readonly random: Random;
	private made = 0;

	constructor(private readonly around: PrintShopSurroundings) {
		this.random = new Random(around.seed);
	}

	/** What is left out is made up. */
	addProduct(content: Partial<NewProduct> = {}): InventoryProduct {
		const sku = content.sku ?? this.free('AP9000P', (each) => this.around.inventory.get(each));
		const createdAt = this.around.clock().getTime();
		return this.around.inventory.add({ ...invented(this.random, sku, sku), createdAt, ...content });
	}

	/** An order that came in by another way than this API, so the accounts do not count it. */
	placeOrder({ orderPo, sku, quantity = 1, statusId = ORDER_RECEIVED }: PlacedOrder = {}): Order {
		const { orders, inventory } = this.around;
		const known = (each: string) => orders.all().find((order) => order.orderPo === each);
		const wanted = sku ?? inventory.all()[0]?.sku ?? '';
		const draft = {
			orderPo: orderPo ?? this.free('WEB_', known),
			email: null,
			isTest: false,
			items: [],
			details: {
				recipient: { first_name: 'Bob', last_name: 'Ross', country_code: 'us' },
				order_items: [{ product_qty: quantity, product_sku: wanted }],
				shipping_code: 'SD',
			},
		};
		return orders.receive(draft, statusId);
	}

	/** A shipped order gets a parcel; its tracking number is made up when left out. */
	setStatus(order: Order, statusId: number, trackingNumber?: string): Order {
		if (!STATUS_LABELS.has(statusId)) throw new TypeError(`${statusId} is not a status`);
		const isFirstParcel = statusId === SHIPPED && order.shipments.length === 0;
		const number = trackingNumber ?? (isFirstParcel ? this.newTrackingNumber() : undefined);
		return this.around.orders.setStatus(order, statusId, number ? parcel(number) : undefined);
	}

	ship(order: Order, trackingNumber?: string): Order {
		return this.setStatus(order, SHIPPED, trackingNumber);
	}

	cancel(order: Order, isCancelled = true): Order {
		return this.around.orders.setCancelled(order, isCancelled);
	}

	private free(prefix: string, find: (name: string) => unknown): string {
		do this.made += 1;
		while (find(prefix + this.made) !== undefined);
		return prefix + this.made;
	}

	/** The sample's number with other digits. */
	private newTrackingNumber(): string {
		return `1HYZ${this.random.integer(1_000_000_000, 9_999_999_999)}`;
	}
}

/** The members of the sample; the others of a parcel are optional. */
const parcel = (trackingNumber: string) => ({
	tracking_number: trackingNumber,
	tracking_url: `https://shippingservice.com/?tracking=${trackingNumber}`,
	weight: 3,
});
