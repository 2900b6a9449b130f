import { findTax } from './catalog';
import { FeedRecords } from './feedRecords';
import {
	ORDER_STATE,
	totalOf,
	type BasketItem,
	type Channel,
	type Customer,
	type Order,
	type Payment,
} from './orderModel';
import { sampleOrder } from './orderSamples';
import { orderView } from './orderViews';
import type { Ledger } from '../shared/ledger';
import type { Product } from './productModel';
import type { ProductStore } from './productStore';
import { grossPrice, type ProductViews } from './productViews';

/** Behind the highest ids of the pages' samples. */
const FIRST_IDS = { order: 11_919_117, item: 1_666_189, payment: 9277, customer: 10_296 };
/** Seen on a return at the till; 4 is PayPal. */
const PAID_AT_THE_TILL = '0';
const PAYPAL = '4';

export interface NewOrder {
	/** `ipad`, the till, when left out. */
	channel?: Channel;
	/** Bits of ORDER_STATE; PAID when left out. */
	state?: number;
	/** One piece of the first product with a stock when left out. */
	items?: readonly NewItem[];
	noteInternal?: string | null;
	noteExternal?: string | null;
	/** Nobody, as at the till, when left out. */
	customer?: Partial<Omit<Customer, 'id' | 'addressId'>> | null;
}

export interface NewItem {
	/** The product or its id. */
	product: Product | number;
	quantity?: number;
}

interface OrderSurroundings {
	clock: () => Date;
	ledger: Ledger;
	store: ProductStore;
	views: ProductViews;
	settings: { orderEditsReenter: boolean };
}

/** Orders of all channels and every change they can go through. Stock is not their business. */
export class Orders {
	readonly records: FeedRecords<Order>;
	private nextIds = { ...FIRST_IDS };

	constructor(private readonly around: OrderSurroundings) {
		this.records = new FeedRecords({
			clock: around.clock,
			ledger: around.ledger,
			entity: 'order',
			describe: orderView,
			marker: ({ state }) => state,
		});
	}

	get(id: number): Order | undefined {
		return this.records.get(id);
	}

	all(): Order[] {
		return this.records.all();
	}

	create({ channel = 'ipad', state = ORDER_STATE.PAID, ...content }: NewOrder = {}): Order {
		const now = this.records.now();
		const order: Order = {
			id: this.nextIds.order++,
			channel,
			createdAt: now,
			modifiedAt: now,
			state,
			noteInternal: content.noteInternal ?? null,
			noteExternal: content.noteExternal ?? null,
			items: (content.items ?? this.anyItem()).map((item) => this.itemOf(item)),
			customer: content.customer ? this.customerOf(content.customer) : null,
			payments: [],
			shipment: null,
		};
		this.settle(order);
		return this.records.add(order);
	}

	/** Replaces all bits. Every flip shows in the feed: the vendor's own client relied on it. */
	setState(order: Order, state: number): Order {
		order.state = state;
		this.settle(order);
		return this.records.changed(order);
	}

	/** Sets bits beside those there are. */
	addState(order: Order, bits: number): Order {
		return this.setState(order, order.state | bits);
	}

	/** The page says "created or modified" and "completed": whether this shows is a setting. */
	editNote(order: Order, notes: Pick<NewOrder, 'noteInternal' | 'noteExternal'>): Order {
		if (notes.noteInternal !== undefined) order.noteInternal = notes.noteInternal;
		if (notes.noteExternal !== undefined) order.noteExternal = notes.noteExternal;
		return this.records.changed(order, { showsInFeed: this.around.settings.orderEditsReenter });
	}

	/** Forgets everything but the recorded order, made at this time. */
	reset(sampleTime: number): void {
		this.records.clear();
		this.nextIds = { ...FIRST_IDS };
		this.records.seed(sampleOrder(sampleTime));
	}

	private anyItem(): NewItem[] {
		const [product] = this.around.store.stocked();
		return product ? [{ product }] : [];
	}

	/** The tax is the product's, as in the recording of June 2015. */
	private itemOf({ product: wanted, quantity = 1 }: NewItem): BasketItem {
		const { store, views } = this.around;
		const product = typeof wanted === 'number' ? store.get(wanted) : wanted;
		if (!product) throw new TypeError(`There is no product ${String(wanted)}`);
		return {
			id: this.nextIds.item++,
			product: product.id,
			name: views.nameOf(product),
			quantity,
			price: product.price,
			unitGross: grossPrice(product),
			taxRate: findTax(product.taxType)?.taxRate ?? '',
		};
	}

	private customerOf(customer: Partial<Customer>): Customer {
		const id = this.nextIds.customer++;
		const { firstName = 'Jo', lastName = 'Doe', email = null } = customer;
		return { id, addressId: id, firstName, lastName, email };
	}

	/** An order that turns PAID has one payment over everything; no page shows the moment. */
	private settle(order: Order): void {
		if (!(order.state & ORDER_STATE.PAID) || order.payments.length > 0) return;
		const payment: Payment = {
			id: this.nextIds.payment++,
			method: order.channel === 'ipad' ? PAID_AT_THE_TILL : PAYPAL,
			amount: totalOf(order.items),
			paidAt: this.records.now(),
		};
		order.payments.push(payment);
	}
}
