import type { Random } from '../shared/random';
import { decimal } from './decimals';
import { generatedProduct } from './generator';
import type { ProductCommands } from './productCommands';
import type { Product } from './productModel';
import type { ProductStore } from './productStore';

/** Products may come and go this far from the number at the start. */
const DRIFT = 5;

interface StockRoomSurroundings {
	store: ProductStore;
	commands: ProductCommands;
	random: Random;
	/** Ids that may be deleted; samples and what clients created stay. */
	generatedIds: Set<number>;
}

/** What happens to the products by itself: sales, deliveries, new prices, now and then one more or less. */
export class StockRoom {
	private normalSize = 0;
	/** Products that were invented so far: the number of each is part of its product code. */
	private made = 0;

	constructor(private readonly around: StockRoomSurroundings) {}

	/** Whenever the products are the first ones again. */
	reset(): void {
		this.normalSize = this.around.store.topLevel().length;
		this.made = this.around.generatedIds.size;
	}

	act(): void {
		const { random } = this.around;
		const dice = random.next();
		if (dice < 0.55) return this.changeStock(-random.integer(1, 2));
		if (dice < 0.7) return this.changeStock(random.integer(5, 20));
		if (dice < 0.9) return this.changePrice();
		this.changeAssortment(dice < 0.95);
	}

	private changeStock(pieces: number): void {
		this.withAny((product) => this.around.commands.adjust(product, decimal(pieces)));
	}

	private changePrice(): void {
		const price = decimal((this.around.random.integer(100, 9900) / 100).toFixed(2));
		this.withAny((product) => this.around.commands.update(product, { price }));
	}

	private withAny(change: (product: Product) => void): void {
		const products = this.around.store.stocked();
		if (products.length > 0) change(this.around.random.pick(products));
	}

	private changeAssortment(grow: boolean): void {
		const { store, commands, generatedIds, random } = this.around;
		const surplus = store.topLevel().length - this.normalSize;
		const isGrowing = Math.abs(surplus) < DRIFT ? grow : surplus < 0;
		if (isGrowing) return this.addProduct();
		const candidates = store.topLevel().filter(({ id }) => generatedIds.has(id));
		if (candidates.length > 0) commands.remove(random.pick(candidates));
	}

	private addProduct(): void {
		const { random, commands, generatedIds } = this.around;
		this.made += 1;
		const { content, variations } = generatedProduct(random, this.made);
		generatedIds.add(commands.create(content, variations).id);
	}
}
