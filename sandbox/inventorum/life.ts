import { Random } from '../shared/random';
import { decimal } from './decimals';
import { generatedProduct } from './generator';
import type { ProductCommands } from './productCommands';
import type { ProductStore } from './productStore';

/** Products may come and go this far from the number at the start. */
const DRIFT = 5;

interface LifeSurroundings {
	store: ProductStore;
	commands: ProductCommands;
	seed: number;
	intervalMs: number;
	isOn: () => boolean;
	/** Ids life may delete; samples and what clients created stay. */
	generatedIds: Set<number>;
}

/** A shop that trades by itself: sales, deliveries, new prices, now and then a product more or less. */
export class Life {
	private readonly random: Random;
	private timer: NodeJS.Timeout | undefined;
	private normalSize = 0;
	acts = 0;

	constructor(private readonly around: LifeSurroundings) {
		this.random = new Random(around.seed + 1);
	}

	start(): void {
		this.normalSize = this.around.store.topLevel().length;
		this.timer = setInterval(() => {
			if (this.around.isOn()) this.step();
		}, this.around.intervalMs);
	}

	stop(): void {
		clearInterval(this.timer);
	}

	/** One act. */
	step(): void {
		this.acts += 1;
		const dice = this.random.next();
		if (dice < 0.55) return this.changeStock(-this.random.integer(1, 2));
		if (dice < 0.7) return this.changeStock(this.random.integer(5, 20));
		if (dice < 0.9) return this.changePrice();
		this.changeAssortment(dice < 0.95);
	}

	private changeStock(pieces: number): void {
		const product = this.random.pick(this.around.store.stocked());
		this.around.commands.adjust(product, decimal(pieces));
	}

	private changePrice(): void {
		const product = this.random.pick(this.around.store.stocked());
		const price = decimal((this.random.integer(100, 9900) / 100).toFixed(2));
		this.around.commands.update(product, { price });
	}

	private changeAssortment(grow: boolean): void {
		const surplus = this.around.store.topLevel().length - this.normalSize;
		const isGrowing = Math.abs(surplus) < DRIFT ? grow : surplus < 0;
		if (isGrowing) return this.addProduct();
		const { store, commands, generatedIds } = this.around;
		const candidates = store.topLevel().filter(({ id }) => generatedIds.has(id));
		if (candidates.length > 0) commands.remove(this.random.pick(candidates));
	}

	private addProduct(): void {
		const { content, variations } = generatedProduct(this.random, this.acts);
		this.around.generatedIds.add(this.around.commands.create(content, variations).id);
	}
}
