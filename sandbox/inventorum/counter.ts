import type { Random } from '../shared/random';
import { decimal } from './decimals';
import { COMPLETED, ORDER_STATE, type Order } from './orderModel';
import type { NewItem, Orders } from './orders';
import type { ProductCommands } from './productCommands';
import { isParent } from './productModel';
import type { ProductStore } from './productStore';
import type { Returns } from './returns';

const CUSTOMERS = [
	{ firstName: 'Jo', lastName: 'Doe', email: 'test@example.com' },
	{ firstName: 'Ada', lastName: 'Kranz', email: 'ada@example.com' },
	{ firstName: 'Bo', lastName: 'Lind', email: null },
];
const { PENDING, CANCELED, PAID, SHIPPED, DELIVERED } = ORDER_STATE;
/** Web orders under way at most; beyond that none comes in until another is through. */
const MAXIMUM_OPEN = 50;
/** How many finished orders goods may still come back from. */
const MAXIMUM_RETURNABLE = 200;

interface CounterSurroundings {
	store: ProductStore;
	commands: ProductCommands;
	orders: Orders;
	returns: Returns;
	random: Random;
}

/** What happens to orders by itself: till sales, web orders on their way, now and then a return. */
export class Counter {
	private open: Order[] = [];
	private returnable: Order[] = [];

	constructor(private readonly around: CounterSurroundings) {}

	/** Whenever the orders are the first ones again. */
	reset(): void {
		this.open = [];
		this.returnable = [];
	}

	act(): void {
		const dice = this.around.random.next();
		if (dice < 0.4) return this.sell();
		if (dice < 0.55) return this.receive();
		if (dice < 0.93) return this.advance();
		this.takeBack();
	}

	/** A sale at the till is paid and handed over at once, and takes the pieces from the stock. */
	private sell(): void {
		const items = this.basket();
		const order = this.around.orders.create({ channel: 'ipad', state: COMPLETED, items });
		this.takeFromStock(items);
		this.finish(order);
	}

	private receive(): void {
		if (this.open.length >= MAXIMUM_OPEN) return this.advance();
		const items = this.basket();
		const customer = this.around.random.pick(CUSTOMERS);
		const order = { channel: 'shop', state: PENDING, items, customer } as const;
		this.open.push(this.around.orders.create(order));
		this.takeFromStock(items);
	}

	/** PENDING ends when the money arrives; from then on bits are added. */
	private advance(): void {
		const { random, orders } = this.around;
		if (this.open.length === 0) return this.receive();
		const order = random.pick(this.open);
		const next = nextState(order.state, random);
		orders.setState(order, next);
		if (next === CANCELED) this.close(order);
		if ((next & DELIVERED) !== 0) this.finish(order);
	}

	private takeBack(): void {
		const { random, returns, commands, store } = this.around;
		if (this.returnable.length === 0) return this.sell();
		const order = random.pick(this.returnable);
		this.returnable = this.returnable.filter((each) => each !== order);
		returns.refund(order);
		for (const item of order.items) {
			const product = store.get(item.product);
			if (product && !isParent(product)) commands.adjust(product, decimal(item.quantity));
		}
	}

	private finish(order: Order): void {
		this.close(order);
		this.returnable = [...this.returnable, order].slice(-MAXIMUM_RETURNABLE);
	}

	private close(order: Order): void {
		this.open = this.open.filter((each) => each !== order);
	}

	private basket(): NewItem[] {
		const { random, store } = this.around;
		const products = store.stocked();
		const size = products.length === 0 ? 0 : random.integer(1, 3);
		const chosen = new Set(Array.from({ length: size }, () => random.pick(products)));
		return [...chosen].map((product) => ({ product, quantity: random.integer(1, 2) }));
	}

	private takeFromStock(items: readonly NewItem[]): void {
		for (const { product, quantity = 1 } of items) {
			if (typeof product !== 'number') this.around.commands.sell(product, quantity);
		}
	}
}

function nextState(state: number, random: Random): number {
	if ((state & PENDING) !== 0) return random.chance(0.1) ? CANCELED : PAID;
	if ((state & SHIPPED) === 0) return state | SHIPPED;
	return random.chance(0.5) ? COMPLETED : state | DELIVERED;
}
