import type { JsonObject } from '../shared/json';

export interface PendingOrder extends JsonObject {
	fulfillment_id: number;
	order_po: string;
}

/** Orders held back for review, found by `fulfillment_id`. */
export class PendingOrders {
	private readonly orders = new Map<number, PendingOrder>();
	private nextId = 1;

	has(id: number): boolean {
		return this.orders.has(id);
	}

	all(): PendingOrder[] {
		return [...this.orders.values()];
	}

	/** An order that names its `fulfillment_id` replaces the held one. */
	save(order: JsonObject & { order_po: string }, id = this.takeId()): PendingOrder {
		const held = { ...order, fulfillment_id: id };
		this.orders.set(id, held);
		return held;
	}

	remove(id: number): void {
		this.orders.delete(id);
	}

	clear(): void {
		this.orders.clear();
		this.nextId = 1;
	}

	private takeId(): number {
		const id = this.nextId;
		this.nextId += 1;
		return id;
	}
}
