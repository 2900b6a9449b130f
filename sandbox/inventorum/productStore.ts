import type { Ledger, LedgerEntry } from '../shared/ledger';
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
	private changes = 0;
	private topLevelRows: Product[] | undefined;
	private stockedRows: Product[] | undefined;
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

	/** Another number after every change, so that what was read from the store can be kept until then. */
	get version(): number {
		return this.changes;
	}

	/** Rows changed at or after `start`, those changed last at the end. */
	modifiedSince(start: number): Product[] {
		return this.modifiedWithin((time) => time >= start);
	}

	/** Rows whose last change was at a time that is within, those changed last at the end. */
	modifiedWithin(isWithin: (time: number) => boolean): Product[] {
		return this.rowsWithin(isWithin).sort(
			(left, right) => left.modifiedAt - right.modifiedAt || left.revision - right.revision,
		);
	}

	/** The same rows by id. Few of them are out of that order to begin with. */
	modifiedWithinById(isWithin: (time: number) => boolean): Product[] {
		return this.rowsWithin(isWithin).sort((left, right) => left.id - right.id);
	}

	deletedWithin(isWithin: (time: number) => boolean): number[] {
		return [...this.deletions]
			.filter(([, time]) => isWithin(time))
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
		this.changes += 1;
		this.forgetLists();
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
	record({ created = [], updated = [], deleted = [] }: Changes, time = this.now()): void {
		this.changes += 1;
		if (created.length + deleted.length > 0) this.forgetLists();
		const fresh = new Set(created);
		const gone = new Set(deleted);
		const touched = new Set(updated.filter((product) => !fresh.has(product) && !gone.has(product)));
		for (const product of gone) this.drop(product, time);
		for (const product of [...fresh, ...touched]) this.stamp(product, time);
		for (const product of fresh) this.note('created', product, time);
		for (const product of touched) this.note('updated', product, time);
	}

	clear(): void {
		this.changes += 1;
		this.forgetLists();
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
	topLevel(): readonly Product[] {
		return (this.topLevelRows ??= [...this.all()].filter((product) => !isVariation(product)));
	}

	/** Rows with a stock of their own. */
	stocked(): readonly Product[] {
		return (this.stockedRows ??= [...this.all()].filter((product) => !isParent(product)));
	}

	/** Once rows came or went; what a family consists of never changes without that. */
	private forgetLists(): void {
		this.topLevelRows = undefined;
		this.stockedRows = undefined;
	}

	private rowsWithin(isWithin: (time: number) => boolean): Product[] {
		const rows: Product[] = [];
		for (const product of this.products.values()) {
			if (isWithin(product.modifiedAt)) rows.push(product);
		}
		return rows;
	}

	private stamp(product: Product, time: number): void {
		product.modifiedAt = time;
		product.revision = ++this.revision;
	}

	private drop(product: Product, time: number): void {
		this.unindex(product);
		this.products.delete(product.id);
		this.deletions.set(product.id, time);
		this.note('deleted', product, time);
	}

	private note(kind: LedgerEntry['kind'], product: Product, time: number): void {
		this.around.ledger.add({
			time: new Date(time).toISOString(),
			kind,
			entity: 'product',
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

	now(): number {
		return this.around.clock().getTime();
	}
}
