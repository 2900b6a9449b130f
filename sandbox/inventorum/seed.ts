import { Random } from '../shared/random';
import { generatedProduct } from './generator';
import { EMPTY_CONTENT, openingPurchase, type Product, type ProductContent } from './productModel';
import type { ProductStore } from './productStore';
import { SAMPLES, type Sample } from './samples';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
export const SAMPLE_AGE_MS = 60 * DAY_MS;
const YOUNGEST_AGE_MS = DAY_MS;

export interface SeedOptions {
	now: number;
	seed: number;
	generatedProducts: number;
}

/**
 * Fills the store: first the documentation's products, then invented ones, all made and last
 * changed in the past. Returns the ids of the invented products.
 */
export function seedProducts(
	store: ProductStore,
	{ now, seed, generatedProducts }: SeedOptions,
): number[] {
	SAMPLES.forEach((sample, index) => {
		store.seed(family(store, sample, now - SAMPLE_AGE_MS + index * MINUTE_MS));
	});
	const random = new Random(seed);
	return Array.from({ length: generatedProducts }, (_, index) => {
		const age = YOUNGEST_AGE_MS + (generatedProducts - index) * MINUTE_MS;
		const rows = family(store, generatedSample(store, random, index + 1), now - age);
		store.seed(rows);
		return rows[0]?.id ?? NaN;
	});
}

/** The rows of a product: itself first, then its variations. */
function family(store: ProductStore, sample: Sample, createdAt: number): Product[] {
	const head = row(store, sample, createdAt);
	const variations = (sample.variations ?? []).map((each) => {
		const { name, taxType } = head;
		const content = { ...each.content, name, taxType };
		return { ...row(store, { ...each, content }, createdAt), invId: null, parentId: head.id };
	});
	head.variationIds = variations.map(({ id }) => id);
	return [head, ...variations];
}

function row(store: ProductStore, { id, content, state }: Sample, createdAt: number): Product {
	const full: ProductContent = { ...EMPTY_CONTENT, ...content };
	const product = store.draft(full, id, createdAt);
	return { ...product, purchaseHistory: openingPurchase(full), ...state };
}

function generatedSample(store: ProductStore, random: Random, number: number): Sample {
	const { content, variations } = generatedProduct(random, number);
	return {
		id: store.takeId(),
		content: withoutMeta(content),
		variations: variations.map((each) => ({ id: store.takeId(), content: withoutMeta(each) })),
	};
}

/** Invented products have no channel texts. */
const withoutMeta = <T extends { meta?: unknown }>({ meta: _none, ...content }: T) => content;
