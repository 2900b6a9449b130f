import { Random } from '../shared/random';
import { Counter } from './counter';
import type { Orders } from './orders';
import type { ProductCommands } from './productCommands';
import type { ProductStore } from './productStore';
import type { Returns } from './returns';
import { StockRoom } from './stockRoom';

const SHARE_OF_PRODUCT_ACTS = 0.6;

interface ShopLifeSurroundings {
	store: ProductStore;
	commands: ProductCommands;
	orders: Orders;
	returns: Returns;
	seed: number;
}

/** A shop that trades by itself. */
export class ShopLife {
	private readonly random: Random;
	private readonly generatedIds = new Set<number>();
	private readonly stockRoom: StockRoom;
	private readonly counter: Counter;

	constructor(around: ShopLifeSurroundings) {
		this.random = new Random(around.seed);
		const parts = { ...around, random: this.random, generatedIds: this.generatedIds };
		this.stockRoom = new StockRoom(parts);
		this.counter = new Counter(parts);
	}

	act(): void {
		if (this.random.chance(SHARE_OF_PRODUCT_ACTS)) this.stockRoom.act();
		else this.counter.act();
	}

	/** Takes the ids of the invented products: life deletes those and its own, nothing else. */
	reset(generatedIds: readonly number[]): void {
		this.generatedIds.clear();
		for (const id of generatedIds) this.generatedIds.add(id);
		this.stockRoom.reset();
		this.counter.reset();
	}
}
