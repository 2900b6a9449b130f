import { mergeMeta } from './channelMeta';
import { invalidFields } from './envelope';
import {
	EMPTY_CONTENT,
	isParent,
	openingPurchase,
	type Product,
	type ProductContent,
	type ProductMeta,
	type ProductPatch,
	type VariationPatch,
} from './productModel';
import type { ProductStore } from './productStore';

/**
 * The rules of "Adding and removing variations": a `variations` list says which variations there
 * are afterwards, and products change between plain and parent through it.
 */
export class VariationLists {
	constructor(private readonly store: ProductStore) {}

	set(product: Product, patch: ProductPatch, entries: readonly VariationPatch[]): Product {
		this.check(product, entries);
		const [only] = entries;
		const keepsOnlyOne = entries.length === 1 && only?.id !== undefined;
		if (isParent(product)) {
			return keepsOnlyOne
				? this.collapse(product, patch, only)
				: this.replace(product, patch, entries);
		}
		if (keepsOnlyOne) return this.keepPlain(product, patch, only);
		const keepsItself = entries.some(({ id }) => id === product.id);
		return keepsItself
			? this.promote(product, patch, entries)
			: this.replace(product, patch, entries);
	}

	/** A new product, in the store but not yet in the feeds. */
	start(patch: ProductPatch): Product {
		const product = this.store.draft({ ...EMPTY_CONTENT, ...this.content(patch) });
		product.purchaseHistory = openingPurchase(product);
		this.store.put(product);
		return product;
	}

	/** A new variation of `parent`, not yet in its list. */
	add(parent: Product, { id: _ignored, ...patch }: VariationPatch): Product {
		const { name, taxType, inShop, shopState } = parent;
		const variation = this.start({ ...patch, name, taxType });
		this.store.change(variation, { invId: null, parentId: parent.id, inShop, shopState });
		return variation;
	}

	changeVariation(variation: Product, patch: VariationPatch): void {
		const { id: _id, name: _name, taxType: _tax, purchasePrice: _price, ...writable } = patch;
		this.write(variation, writable);
	}

	/** Also hands a new name or tax down to the variations. */
	changeHead(product: Product, patch: ProductPatch): void {
		this.write(product, patch);
		for (const variation of this.store.variationsOf(product)) this.inherit(variation, product);
	}

	private write(product: Product, patch: ProductPatch): void {
		this.store.change(product, this.content(patch, product.meta));
	}

	private content(patch: ProductPatch, current: ProductMeta = {}): Partial<ProductContent> {
		const { meta, ...content } = patch;
		if (!meta) return content;
		return { ...content, meta: mergeMeta(current, meta, () => this.store.newMetaId()) };
	}

	private inherit(variation: Product, { name, taxType }: Product): void {
		this.store.change(variation, { name, taxType });
	}

	private check(product: Product, entries: readonly VariationPatch[]): void {
		if (entries.length === 0) {
			throw invalidFields({ variations: ['At least one variation is required.'] });
		}
		const known = isParent(product) ? product.variationIds : [product.id];
		const ids = entries.flatMap(({ id }) => id ?? []);
		const isValid = new Set(ids).size === ids.length && ids.every((id) => known.includes(id));
		if (!isValid) throw invalidFields({ variations: ['Invalid variation'] });
	}

	/** Keeps the listed variations, creates those without id and deletes the rest. */
	private replace(
		parent: Product,
		patch: ProductPatch,
		entries: readonly VariationPatch[],
	): Product {
		this.write(parent, patch);
		const dropped = this.store
			.variationsOf(parent)
			.filter((variation) => !entries.some(({ id }) => id === variation.id));
		const created: Product[] = [];
		parent.variationIds = entries.map((entry) => {
			if (entry.id !== undefined) return this.keep(parent, entry, entry.id);
			const variation = this.add(parent, entry);
			created.push(variation);
			return variation.id;
		});
		const updated = [parent, ...this.store.variationsOf(parent)];
		this.store.record({ created, updated, deleted: dropped });
		return parent;
	}

	private keep(parent: Product, entry: VariationPatch, id: number): number {
		const variation = this.store.get(id);
		if (!variation) return id;
		this.changeVariation(variation, entry);
		this.inherit(variation, parent);
		return id;
	}

	/**
	 * A plain product lists itself: it becomes a variation of a new parent, "a clone of ORIGINAL".
	 * In the page's example the added variation has a smaller id than the parent.
	 */
	private promote(
		original: Product,
		patch: ProductPatch,
		entries: readonly VariationPatch[],
	): Product {
		const head: Product = { ...original, ...this.content(patch, original.meta) };
		const added = new Map(
			entries.flatMap((entry) =>
				entry.id === undefined ? [[entry, this.add(head, entry)] as const] : [],
			),
		);
		const parent = this.store.draft(head);
		return this.adopt(original, parent, entries, added);
	}

	private adopt(
		original: Product,
		parent: Product,
		entries: readonly VariationPatch[],
		added: ReadonlyMap<VariationPatch, Product>,
	): Product {
		parent.inShop = original.inShop;
		parent.shopState = original.shopState;
		parent.purchaseHistory = [...original.purchaseHistory];
		parent.variationIds = entries.map((entry) => added.get(entry)?.id ?? original.id);
		this.store.put(parent);
		for (const variation of added.values()) variation.parentId = parent.id;
		this.store.change(original, { parentId: parent.id, invId: null });
		for (const entry of entries) if (entry.id !== undefined) this.keep(parent, entry, entry.id);
		this.store.record({ created: [...added.values(), parent], updated: [original] });
		return parent;
	}

	/** One variation is left: it becomes a plain product and the parent's id disappears. */
	private collapse(parent: Product, patch: ProductPatch, entry: VariationPatch): Product {
		const remaining = this.store.get(entry.id ?? NaN);
		if (!remaining) throw invalidFields({ variations: ['Invalid variation'] });
		const dropped = this.store.variationsOf(parent).filter(({ id }) => id !== remaining.id);
		this.changeVariation(remaining, entry);
		this.store.change(remaining, {
			name: patch.name ?? parent.name,
			taxType: patch.taxType ?? parent.taxType,
			brand: patch.brand ?? parent.brand,
			supplier: patch.supplier ?? parent.supplier,
			description: patch.description ?? parent.description,
			categoryIds: patch.categoryIds ?? parent.categoryIds,
			parentId: null,
			invId: this.store.newInvId(),
		});
		parent.variationIds = [];
		this.store.record({ updated: [remaining], deleted: [...dropped, parent] });
		return remaining;
	}

	private keepPlain(product: Product, patch: ProductPatch, entry: VariationPatch): Product {
		this.write(product, patch);
		this.changeVariation(product, entry);
		this.store.record({ updated: [product] });
		return product;
	}
}
