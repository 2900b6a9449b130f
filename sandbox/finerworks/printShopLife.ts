import { Random } from '../shared/random';
import type { OrderBook } from './orderBook';
import {
	ORDER_RECEIVED,
	PENDING_PAYMENT,
	SHIPPED,
	WAITING_FOR_CUSTOMER,
	type Order,
} from './orderModel';
import type { PrintShop } from './printShop';

/** Orders under way at most; beyond that none comes in until another is shipped. */
const MAXIMUM_OPEN = 50;

interface PrintShopLifeSurroundings {
	commands: PrintShop;
	orders: OrderBook;
	seed: number;
}

/** A print shop at work: new products, orders that come in, and orders that are produced. */
export class PrintShopLife {
	private readonly random: Random;

	constructor(private readonly around: PrintShopLifeSurroundings) {
		this.random = new Random(around.seed);
	}

	act(): void {
		const { commands, orders } = this.around;
		const dice = this.random.next();
		if (dice < 0.3) {
			commands.addProduct();
			return;
		}
		const open = orders.all().filter((order) => order.statusId !== SHIPPED && !order.isCancelled);
		if (open.length === 0 || (dice < 0.6 && open.length < MAXIMUM_OPEN)) {
			commands.placeOrder({ statusId: this.random.chance(0.3) ? PENDING_PAYMENT : ORDER_RECEIVED });
			return;
		}
		this.advance(this.random.pick(open));
	}

	/** Only four statuses are known; how orders go from one to the next is made up. */
	private advance(order: Order): void {
		const { commands } = this.around;
		if (order.statusId !== ORDER_RECEIVED) {
			commands.setStatus(order, ORDER_RECEIVED);
			return;
		}
		commands.setStatus(order, this.random.chance(0.1) ? WAITING_FOR_CUSTOMER : SHIPPED);
	}
}
