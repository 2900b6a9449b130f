import type { Ledger } from '../shared/ledger';
import { fixed } from './decimals';
import { FeedRecords } from './feedRecords';
import { ORDER_STATE, totalOf, type Order, type Return, type ReturnItem } from './orderModel';
import type { Orders } from './orders';
import { sampleReturn } from './orderSamples';
import { returnView } from './orderViews';

/** Behind the ids of the page's sample. */
const FIRST_IDS = { return: 152_161, item: 244_231 };

export interface ReturnedItem {
	/** Id of an item in the order's basket. */
	basketItem: number;
	/** All pieces when left out. */
	quantity?: number;
}

interface ReturnSurroundings {
	clock: () => Date;
	ledger: Ledger;
	orders: Orders;
}

/** Goods that came back. */
export class Returns {
	readonly records: FeedRecords<Return>;
	private nextIds = { ...FIRST_IDS };

	constructor(private readonly around: ReturnSurroundings) {
		this.records = new FeedRecords({
			clock: around.clock,
			ledger: around.ledger,
			entity: 'return',
			describe: returnView,
			marker: ({ items }) => fixed(totalOf(items), 2),
		});
	}

	get(id: number): Return | undefined {
		return this.records.get(id);
	}

	all(): Return[] {
		return this.records.all();
	}

	/** Everything comes back when no items are given. The order stays as it is. */
	create(order: Order, items?: readonly ReturnedItem[]): Return {
		const now = this.records.now();
		const wanted = items ?? order.items.map(({ id }) => ({ basketItem: id }));
		const returned = wanted.map((item) => this.itemOf(order, item));
		return this.records.add({
			id: this.nextIds.return++,
			channel: order.channel,
			createdAt: now,
			modifiedAt: now,
			order: order.id,
			items: returned,
		});
	}

	/** A return together with the bit REFUNDED: "ended, goods came back". */
	refund(order: Order, items?: readonly ReturnedItem[]): Return {
		const created = this.create(order, items);
		this.around.orders.addState(order, ORDER_STATE.REFUNDED);
		return created;
	}

	/**
	 * Another number of pieces of one item. That returns change at all, and that their `delta_state`
	 * is "updated" then, is taken from the feed of products; only "created" was ever recorded.
	 */
	setQuantity(each: Return, quantity: number, item = each.items[0]): Return {
		if (item) item.quantity = quantity;
		return this.records.changed(each);
	}

	/** Forgets everything but the recorded return, made at this time. */
	reset(sampleTime: number): void {
		this.records.clear();
		this.nextIds = { ...FIRST_IDS };
		this.records.seed(sampleReturn(sampleTime));
	}

	private itemOf(order: Order, { basketItem, quantity }: ReturnedItem): ReturnItem {
		const item = order.items.find(({ id }) => id === basketItem);
		if (!item) throw new TypeError(`The order has no item ${basketItem}`);
		return {
			id: this.nextIds.item++,
			basketItem,
			name: item.name,
			quantity: quantity ?? item.quantity,
			unitGross: item.unitGross,
		};
	}
}
