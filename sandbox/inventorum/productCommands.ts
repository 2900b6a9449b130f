import { decimal, plain, ZERO, type Decimal } from './decimals';
import { invalidFields } from './envelope';
import {
	isParent,
	isVariation,
	type Product,
	type ProductPatch,
	type VariationPatch,
} from './productModel';
import type { ProductStore } from './productStore';
import { VariationLists } from './variationLists';

const CENT = decimal('0.01');

export interface Touch {
	count?: number;
	overMs?: number;
}

/** Every change a client, the point of sale or a test can make to the products. */
export class ProductCommands {
	private readonly lists: VariationLists;

	constructor(private readonly store: ProductStore) {
		this.lists = new VariationLists(store);
	}

	create(content: ProductPatch, variations: readonly VariationPatch[] = []): Product {
		const product = this.lists.start(content);
		const children = variations.map((entry) => this.lists.add(product, entry));
		product.variationIds = children.map(({ id }) => id);
		this.store.record({ created: [product, ...children] });
		return product;
	}

	/**
	 * Fields that are left out keep their value. `purchasePrice` is not taken: in the page's sample
	 * a sent 105 comes back as "0", purchases are booked with a stock adjustment.
	 */
	update(product: Product, patch: ProductPatch, variations?: readonly VariationPatch[]): Product {
		const { purchasePrice: _ignored, ...writable } = patch;
		if (isVariation(product)) return this.updateVariation(product, writable, variations);
		if (variations && (variations.length > 0 || isParent(product))) {
			return this.lists.set(product, writable, variations);
		}
		this.lists.changeHead(product, writable);
		const affected = isNamedOrTaxed(writable) ? this.store.variationsOf(product) : [];
		this.store.record({ updated: [product, ...affected] });
		return product;
	}

	/** Adds to the stock, or takes from it with a negative quantity. */
	adjust(product: Product, quantity: Decimal, purchasePrice?: Decimal): Product {
		if (isParent(product)) {
			const reason = 'Stock of a product with variations is adjusted on its variations.';
			throw invalidFields({ stock: [reason] });
		}
		product.quantity += quantity;
		if (purchasePrice !== undefined && quantity > ZERO) {
			product.purchasePrice = plain(purchasePrice);
			product.purchaseHistory.push(purchasePrice);
		}
		this.recordWithParent(product);
		return product;
	}

	/** A sale at the till. */
	sell(product: Product, pieces: number): Product {
		return this.adjust(product, decimal(-pieces));
	}

	/** A product goes with all its variations, a variation goes alone. */
	remove(product: Product): void {
		const parent = this.store.parentOf(product);
		if (parent) parent.variationIds = parent.variationIds.filter((id) => id !== product.id);
		this.store.record({
			deleted: [...this.store.variationsOf(product), product],
			updated: parent ? [parent] : [],
		});
	}

	/** A product is in the shop together with its variations. */
	setPublished(product: Product, published: boolean): Product {
		const head = this.store.headOf(product);
		const family = [head, ...this.store.variationsOf(head)];
		for (const member of family) {
			member.inShop = published;
			member.shopState = published ? 'published' : 'unpublished';
		}
		this.store.record({ updated: family });
		return product;
	}

	/**
	 * Changes `count` rows at once, all when left out, as after a week in which nobody looked: each
	 * costs a cent more, one after the other over the last `overMs`.
	 */
	touch({ count = Infinity, overMs = 0 }: Touch = {}): number {
		const rows = [...this.store.all()].slice(0, count);
		const now = this.store.now();
		rows.forEach((product, index) => {
			this.store.change(product, { price: product.price + CENT });
			const age = (overMs * (rows.length - 1 - index)) / rows.length;
			this.store.record({ updated: [product] }, now - Math.floor(age));
		});
		return rows.length;
	}

	private updateVariation(
		variation: Product,
		patch: ProductPatch,
		variations: readonly VariationPatch[] = [],
	): Product {
		if (variations.length > 0) {
			throw invalidFields({ variations: ['A variation cannot have variations.'] });
		}
		this.lists.changeVariation(variation, patch);
		this.recordWithParent(variation);
		return variation;
	}

	/** The stock, levels and price range of a parent come from its variations, so it changes too. */
	private recordWithParent(product: Product): void {
		const parent = this.store.parentOf(product);
		this.store.record({ updated: parent ? [product, parent] : [product] });
	}
}

/** Name and tax of a parent are also those of its variations. */
const isNamedOrTaxed = (patch: ProductPatch): boolean =>
	patch.name !== undefined || patch.taxType !== undefined;
