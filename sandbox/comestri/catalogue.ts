import type { JsonObject } from '../shared/json';
import type { Ledger, LedgerEntry } from '../shared/ledger';
import { categoryView, DEFAULT_LANGUAGE, priceItemView, productView, variationView } from './views';

export interface Product {
	id: number;
	code: string;
	productType: string | null;
	status: string;
	/** By language. */
	names: Record<string, string>;
	/** As they are read back: value and base type by code of the attribute. */
	attributes: JsonObject;
	/** Written members that lists do not show, such as `attribute_set`. */
	others: JsonObject;
	discontinued: boolean;
	createdAt: number;
	updatedAt: number;
}

export interface PriceBook {
	id: number;
	name: string;
}

export interface PriceItem {
	id: number;
	productId: number;
	priceBookId: number;
	amount: number;
	from: string | null;
	to: string | null;
}

export interface Variation {
	id: number;
	parentId: number;
	childId: number;
	createdAt: number;
	updatedAt: number;
}

export interface Category {
	id: number;
	name: string;
	parentId: number | null;
}

interface Tables {
	product: Product;
	price_item: PriceItem;
	product_variation: Variation;
	category: Category;
}

type Table = keyof Tables;

/** Names a record by its id or, alternatively, by its code or name. */
export interface Reference {
	id?: number;
	name?: string;
}

/** Products and what belongs to them. `time` is the moment a change happens, in epoch ms. */
export class Catalogue {
	readonly products = new Map<number, Product>();
	readonly priceBooks = new Map<number, PriceBook>();
	readonly priceItems = new Map<number, PriceItem>();
	readonly variations = new Map<number, Variation>();
	readonly categories = new Map<number, Category>();
	private readonly idsByCode = new Map<string, number>();
	private readonly highestIds = new Map<Table, number>();
	private readonly views: { [T in Table]: (record: Tables[T]) => JsonObject } = {
		product: (product) => productView(this, product, DEFAULT_LANGUAGE),
		price_item: (item) => priceItemView(this, item),
		product_variation: variationView,
		category: categoryView,
	};

	constructor(private readonly ledger: Ledger) {}

	findProduct({ id, name }: Reference): Product | undefined {
		if (id !== undefined) return this.products.get(id);
		return name === undefined ? undefined : this.products.get(this.idsByCode.get(name) ?? NaN);
	}

	findPriceBook({ id, name }: Reference): PriceBook | undefined {
		if (id !== undefined) return this.priceBooks.get(id);
		return [...this.priceBooks.values()].find((book) => book.name === name);
	}

	putProduct(content: Omit<Product, 'id'>, id = this.takeId('product')): Product {
		const product = { id, ...content };
		this.products.set(id, product);
		this.idsByCode.set(product.code, id);
		this.raiseId('product', id);
		return product;
	}

	putPriceItem(content: Omit<PriceItem, 'id'>, id = this.takeId('price_item')): PriceItem {
		const item = { id, ...content };
		this.priceItems.set(id, item);
		this.raiseId('price_item', id);
		return item;
	}

	putVariation(content: Omit<Variation, 'id'>, id = this.takeId('product_variation')): Variation {
		const variation = { id, ...content };
		this.variations.set(id, variation);
		this.raiseId('product_variation', id);
		return variation;
	}

	putCategory(content: Omit<Category, 'id'>, id = this.takeId('category')): Category {
		const category = { id, ...content };
		this.categories.set(id, category);
		this.raiseId('category', id);
		return category;
	}

	pricesOf(productId: number, priceBookId: number): PriceItem[] {
		return [...this.priceItems.values()].filter(
			(item) => item.productId === productId && item.priceBookId === priceBookId,
		);
	}

	parentOf(childId: number): Variation | undefined {
		return [...this.variations.values()].find((variation) => variation.childId === childId);
	}

	childrenOf(parentId: number): Product[] {
		return [...this.variations.values()]
			.filter((variation) => variation.parentId === parentId)
			.flatMap(({ childId }) => this.products.get(childId) ?? []);
	}

	/** For the ledger, which shows a record as its list does. */
	record<T extends Table>(
		kind: LedgerEntry['kind'],
		entity: T,
		record: Tables[T],
		time: number,
	): void {
		this.ledger.add({
			time: new Date(time).toISOString(),
			kind,
			entity,
			id: record.id,
			parent: entity === 'product' ? (this.parentOf(record.id)?.parentId ?? null) : null,
			snapshot: kind === 'deleted' ? null : this.views[entity](record),
		});
	}

	/** Ids in use are never given again, also not by later records than the first ones. */
	raiseId(table: Table, id: number): void {
		this.highestIds.set(table, Math.max(id, this.highestIds.get(table) ?? 0));
	}

	clear(): void {
		const tables = [this.products, this.priceBooks, this.priceItems, this.variations];
		for (const table of [...tables, this.categories]) table.clear();
		this.idsByCode.clear();
		this.highestIds.clear();
	}

	private takeId(table: Table): number {
		return (this.highestIds.get(table) ?? 0) + 1;
	}
}
