import type { Ledger } from '../shared/ledger';
import { isParent, isVariation, type Product, type ProductContent } from './productModel';

/** Ids of created products start above every id of the page's samples. */
const FIRST_FREE_ID = 14_000_000;
const FIRST_META_ID = 5_000_000;
/**
 * "Generated from timestamp of product creation date": the samples grow by one per microsecond, at
 * this distance from the Unix epoch.
 */
const INV_ID_EPOCH = 611_249_191_000_000_000n;

interface StoreSurroundings {
	clock: () => Date;
	ledger: Ledger;
	/** A product as the ledger shows it. */
	describe: (product: Product) => unknown;
}

export interface Changes {
	created?: readonly Product[];
	updated?: readonly Product[];
	deleted?: readonly Product[];
}

/** The rows, their indexes and when each changed. Knows no rule about what a change may be. */
export class ProductStore {
	private readonly products = new Map<number, Product>();
	private readonly idByInvId = new Map<string, number>();
	private readonly idsByCategory = new Map<number, Set<number>>();
	private readonly deletions = new Map<number, number>();
	private nextId = FIRST_FREE_ID;
	private nextMetaId = FIRST_META_ID;
	private revision = 0;
	private lastInvId = 0n;

	constructor(private readonly around: StoreSurroundings) {}

	get(id: number): Product | undefined {
		return this.products.get(id);
	}

	/** The id in a path is a product id or the long `inv_id`. */
	resolve(id: string): Product | undefined {
		return this.products.get(this.idByInvId.get(id) ?? Number(id));
	}

	all(): IterableIterator<Product> {
		return this.products.values();
	}

	get size(): number {
		return this.products.size;
	}

	variationsOf(product: Product): Product[] {
		return product.variationIds.flatMap((id) => this.get(id) ?? []);
	}

	parentOf(product: Product): Product | undefined {
		return product.parentId === null ? undefined : this.get(product.parentId);
	}

	idsInCategory(categoryId: number): number[] {
		return [...(this.idsByCategory.get(categoryId) ?? [])];
	}

	/** Rows changed at or after `start`, those changed last at the end. */
	modifiedSince(start: number): Product[] {
		return [...this.products.values()]
			.filter((product) => product.modifiedAt >= start)
			.sort((left, right) => left.modifiedAt - right.modifiedAt || left.revision - right.revision);
	}

	deletedSince(start: number): number[] {
		return [...this.deletions]
			.filter(([, time]) => time >= start)
			.map(([id]) => id)
			.sort((left, right) => left - right);
	}

	takeId(): number {
		return this.nextId++;
	}

	/** A new row that no list shows until it is put and recorded. */
	draft(content: ProductContent, id = this.takeId(), createdAt = this.now()): Product {
		return {
			...content,
			id,
			createdAt,
			modifiedAt: createdAt,
			invId: this.newInvId(createdAt),
			parentId: null,
			variationIds: [],
			purchaseHistory: [],
			inShop: false,
			shopState: null,
			revision: 0,
		};
	}

	put(product: Product): void {
		this.products.set(product.id, product);
		this.index(product);
	}

	change(product: Product, content: Partial<Product>): void {
		this.unindex(product);
		Object.assign(product, content);
		this.index(product);
	}

	/** Rows of sample data: they were there before the sandbox, so the ledger does not know them. */
	seed(products: readonly Product[]): void {
		for (const product of products) {
			product.revision = ++this.revision;
			this.put(product);
			this.nextId = Math.max(this.nextId, product.id + 1);
		}
	}

	/** Stamps the rows one change touched, so that they show in the feeds, and writes the ledger. */
	record({ created = [], updated = [], deleted = [] }: Changes): void {
		const fresh = new Set(created);
		const gone = new Set(deleted);
		const touched = new Set(updated.filter((product) => !fresh.has(product) && !gone.has(product)));
		for (const product of gone) this.drop(product);
		for (const product of [...fresh, ...touched]) this.stamp(product);
		for (const product of fresh) this.note('created', product);
		for (const product of touched) this.note('updated', product);
	}

	clear(): void {
		for (const index of [this.products, this.idByInvId, this.idsByCategory, this.deletions]) {
			index.clear();
		}
		this.nextId = FIRST_FREE_ID;
		this.nextMetaId = FIRST_META_ID;
		this.lastInvId = 0n;
	}

	newMetaId(): number {
		return this.nextMetaId++;
	}

	newInvId(createdAt = this.now()): string {
		const fromClock = INV_ID_EPOCH + BigInt(createdAt) * 1000n;
		this.lastInvId = fromClock > this.lastInvId ? fromClock : this.lastInvId + 1n;
		return String(this.lastInvId);
	}

	/** The head of the family: the parent of a variation, otherwise the product itself. */
	headOf(product: Product): Product {
		return this.parentOf(product) ?? product;
	}

	/** Top-level rows, which is what the product list shows. */
	topLevel(): Product[] {
		return [...this.products.values()].filter((product) => !isVariation(product));
	}

	/** Rows with a stock of their own. */
	stocked(): Product[] {
		return [...this.products.values()].filter((product) => !isParent(product));
	}

	private stamp(product: Product): void {
		product.modifiedAt = this.now();
		product.revision = ++this.revision;
	}

	private drop(product: Product): void {
		this.unindex(product);
		this.products.delete(product.id);
		this.deletions.set(product.id, this.now());
		this.note('deleted', product);
	}

	private note(kind: 'created' | 'updated' | 'deleted', product: Product): void {
		this.around.ledger.add({
			time: this.around.clock().toISOString(),
			kind,
			id: product.id,
			parent: product.parentId,
			snapshot: kind === 'deleted' ? null : this.around.describe(product),
		});
	}

	private index(product: Product): void {
		if (product.invId !== null) this.idByInvId.set(product.invId, product.id);
		for (const category of product.categoryIds) {
			const ids = this.idsByCategory.get(category) ?? new Set();
			this.idsByCategory.set(category, ids.add(product.id));
		}
	}

	private unindex(product: Product): void {
		if (product.invId !== null) this.idByInvId.delete(product.invId);
		for (const category of product.categoryIds) {
			this.idsByCategory.get(category)?.delete(product.id);
		}
	}

	private now(): number {
		return this.around.clock().getTime();
	}
}
