import type { Random } from '../shared/random';
import { CATEGORIES } from './catalog';
import { decimal, type Decimal } from './decimals';
import type { ProductPatch, VariationPatch } from './productModel';

const ADJECTIVES = ['Soft', 'Light', 'Classic', 'Rough', 'Little', 'Striped', 'Organic', 'Warm'];
const THINGS = ['Scarf', 'Mug', 'Notebook', 'Sneaker', 'Backpack', 'Candle', 'Poster', 'Cap'];
const BRANDS = ['Nordlicht', 'Kiez & Co', 'Halmar', 'Lindgrün', ''];
const SIZES = ['S', 'M', 'L', 'XL'];
const COLORS = ['black', 'navy', 'olive', 'sand'];
const GENERATED_TAXES = [11500, 11500, 11500, 7122];
const SHARE_WITH_VARIATIONS = 0.2;
const SHARE_OF_CUSTOM_SALES = 0.02;
/** Zero and thousand as the vendor prints some of them. */
const ODD_PRICES = ['0E-10', '1E+3'];
const SHARE_OF_ODD_PRICES = 0.05;

export interface GeneratedProduct {
	content: ProductPatch;
	variations: VariationPatch[];
}

/** An invented article, the same for the same state of `random`. */
export function generatedProduct(random: Random, number: number): GeneratedProduct {
	const name = `${random.pick(ADJECTIVES)} ${random.pick(THINGS)} ${number}`;
	const content: ProductPatch = {
		...article(random),
		name,
		taxType: random.pick(GENERATED_TAXES),
		description: `${name}, an invented article`,
		brand: random.pick(BRANDS),
		productCode: `RK-${String(number).padStart(5, '0')}`,
		categoryIds: random.chance(0.7) ? [random.pick(CATEGORIES).id] : [],
		customSale: random.chance(SHARE_OF_CUSTOM_SALES),
	};
	const count = random.chance(SHARE_WITH_VARIATIONS) ? random.integer(2, 4) : 0;
	const color = random.pick(COLORS);
	const variations = SIZES.slice(0, count).map((size) => ({
		...article(random),
		attributes: { size: [size], color: [color] },
		productCode: `${content.productCode}-${size}`,
	}));
	return { content, variations };
}

/** What a plain product and a variation have alike: stock, prices, bar code. */
function article(random: Random): ProductPatch {
	const gross = random.integer(199, 14_900);
	return {
		price: cents(gross),
		purchasePrice: random.chance(SHARE_OF_ODD_PRICES)
			? random.pick(ODD_PRICES)
			: String(Math.round(gross * 0.45) / 100),
		quantity: decimal(random.integer(0, 120)),
		reorderLevel: decimal(random.integer(0, 10)),
		safetyStock: decimal(random.integer(0, 5)),
		ean: ean13(random),
	};
}

const cents = (amount: number): Decimal => decimal((amount / 100).toFixed(2));

/** A 13-digit bar code with a valid check digit. */
function ean13(random: Random): string {
	const digits = `40${String(random.integer(0, 9_999_999_999)).padStart(10, '0')}`;
	const weighted = [...digits].reduce(
		(total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
		0,
	);
	return `${digits}${(10 - (weighted % 10)) % 10}`;
}
