import { Random } from '../shared/random';
import type { Catalogue, Product } from './catalogue';
import { DEFAULT_LANGUAGE } from './views';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SAMPLE_AGE_MS = 60 * DAY_MS;
const YOUNGEST_AGE_MS = DAY_MS;

const THINGS = ['Shirt', 'Jacket', 'Scarf', 'Belt', 'Boots', 'Cap'];
const COLORS = ['Blue', 'Olive', 'Sand', 'Black'];
const COUNTRIES = ['Vietnam', 'Portugal', 'Turkey'];

/**
 * The products that the pages name, by id or by code; what the pages leave out, the other of the
 * two and the names, is made up.
 */
const SAMPLES: readonly (readonly [id: number, code: string, name: string])[] = [
	[1, 'product_1', 'Product 1'],
	[6, 'product_6', 'Product 6'],
	[7, 'product_7', 'Product 7'],
	[8, 'product_8', 'Product 8'],
	[12, 'product_12', 'Product 12'],
	[28, 'product_28', 'Product 28'],
	[100, 'Product-ABC', 'Product ABC'],
	[101, 'Product-ABC-variation-1', 'Product ABC variation 1'],
	[1000, '1000-INK-SIL', 'Ink silver'],
	[1367, 'product_1367', 'Product 1367'],
	[41_884, 'STYLE-1', 'Blue Shirt'],
	[41_885, 'STYLE-1-Blue', 'Blue Shirt-Blue'],
];

/** Variation id, parent and child: the pages' list sample and the pair of the product list. */
const VARIATIONS = [
	[2, 8, 7],
	[3, 8, 12],
	[4, 41_884, 41_885],
] as const;

/** The sample of the job page creates its categories from this id on. */
const LAST_CATEGORY_ID = 326;

export interface SeedOptions {
	now: number;
	seed: number;
	generatedProducts: number;
}

/** Fills the catalogue: the pages' records first, then invented products, all made in the past. */
export function seedCatalogue(catalogue: Catalogue, options: SeedOptions): void {
	const start = options.now - SAMPLE_AGE_MS;
	SAMPLES.forEach(([id, code, name], index) => {
		catalogue.putProduct(plain(code, name, start + index * MINUTE_MS), id);
	});
	const style = catalogue.findProduct({ name: 'STYLE-1' });
	if (style) style.attributes = STYLE_ATTRIBUTES;
	for (const [id, parentId, childId] of VARIATIONS) {
		catalogue.putVariation({ parentId, childId, createdAt: start, updatedAt: start }, id);
	}
	seedPrices(catalogue);
	catalogue.raiseId('category', LAST_CATEGORY_ID);
	seedInvented(catalogue, options);
}

const STYLE_ATTRIBUTES = {
	country_of_origin: { value: 'Vietnam', base_type: 'string' },
	exclude_from_multi_buy: { value: false, base_type: 'boolean' },
};

/** The price list's sample, and prices for the purge sample to remove. */
function seedPrices(catalogue: Catalogue): void {
	catalogue.priceBooks.set(1, { id: 1, name: 'default' });
	catalogue.priceBooks.set(2, { id: 2, name: 'AUD Sale' });
	const always = { from: null, to: null };
	catalogue.putPriceItem({ ...always, productId: 6, priceBookId: 1, amount: 10 }, 28);
	catalogue.putPriceItem({ ...always, productId: 1000, priceBookId: 2, amount: 8 });
	catalogue.putPriceItem({ ...always, productId: 1367, priceBookId: 1, amount: 25 });
}

function seedInvented(catalogue: Catalogue, { now, seed, generatedProducts }: SeedOptions): void {
	const random = new Random(seed);
	for (let number = 1; number <= generatedProducts; number += 1) {
		const name = inventedName(random, number);
		const code = `SKU-${String(number).padStart(5, '0')}`;
		const age = YOUNGEST_AGE_MS + (generatedProducts - number) * MINUTE_MS;
		const country = { value: random.pick(COUNTRIES), base_type: 'string' };
		catalogue.putProduct({
			...plain(code, name, now - age),
			attributes: { country_of_origin: country },
		});
	}
}

export const inventedName = (random: Random, number: number): string =>
	`${random.pick(COLORS)} ${random.pick(THINGS)} ${number}`;

export const plain = (code: string, name: string, time: number): Omit<Product, 'id'> => ({
	code,
	productType: 'product',
	status: 'active',
	names: { [DEFAULT_LANGUAGE]: name },
	attributes: {},
	others: {},
	discontinued: false,
	createdAt: time,
	updatedAt: time,
});
