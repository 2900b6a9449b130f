import { attributesText } from './attributes';
import { findCategory, taxRateOf } from './catalog';
import { categoryDetail } from './categoryView';
import {
	decimal,
	divide,
	fixed,
	mean,
	multiply,
	ONE,
	plain,
	round,
	sum,
	ZERO,
	type Decimal,
} from './decimals';
import { basePriceOf, imageDetail, imageFlat, THUMBNAIL_SCHEME } from './viewParts';
import { isParent, isVariation, type ChannelMeta, type Product } from './productModel';
import type { ProductStore } from './productStore';

/** From this version on images, meta and variations have the shapes of the V8 and V10 samples. */
export const NESTED_IMAGES_SINCE = 8;
/** The undocumented version that answers with other keys. */
export const UNDOCUMENTED_VERSION = 13;

/** Only the shop's number is on the page; the others are made up. */
const CHANNEL_NUMBERS = { shop: 4, atalanda: 7, click_and_collect: 8, ebay: 2 } as const;
const SHOP_URL = 'https://inventorum-workshop.inventorum.com/products/details?pid=';
const DATABASE_PLACES = 10;

/**
 * The answer to a write prints these as they came in ("100"), while a later read prints what the
 * database holds ("100.0000000000").
 */
export interface WrittenTexts {
	price?: string;
	packageSizeValue?: string;
}

type View = Record<string, unknown>;

/** The shapes in which the vendor shows a product. Key by key after the samples. */
export class ProductViews {
	constructor(private readonly store: ProductStore) {}

	/** Rows of `GET /products/`. */
	listItem(product: Product, version: number): View {
		const members = this.stockMembers(product);
		const prices = members.map(grossPrice);
		const row = {
			...this.common(product),
			reorder_level_reached: members.some((each) => each.quantity <= each.reorderLevel),
			safety_stock_reached: members.some((each) => each.quantity <= each.safetyStock),
			min_gross_price: fixed(least(prices), 2),
			max_gross_price: fixed(-least(prices.map((price) => -price)), 2),
		};
		if (version < UNDOCUMENTED_VERSION) return row;
		const modified = new Date(product.modifiedAt).toISOString().replace('Z', '+00:00');
		return { ...row, categories: product.categoryIds, time_modified: modified };
	}

	/** Rows of `GET /products/delta/modified/` without `state`, which depends on the window. */
	deltaRow(product: Product, verbose: boolean): View {
		const row = {
			...this.common(product),
			parent: product.parentId,
			custom_sale: product.customSale,
			categories: product.categoryIds.flatMap((id) => {
				const category = findCategory(id);
				return category ? { id, hint: category.name, name: category.name } : [];
			}),
			attributes_str: attributesText(product.attributes),
			description: product.description,
			product_code: product.productCode,
			attributes: product.attributes,
			brand: product.brand,
			average_purchase_price: averagePurchasePrice(product),
		};
		if (!verbose) return row;
		return {
			...row,
			meta: this.meta(product, UNDOCUMENTED_VERSION),
			images: product.imageIds.map(imageDetail),
			publish_states: states(product),
		};
	}

	/** The full product of GET, POST and PUT. */
	detail(product: Product, version: number, written: WrittenTexts = {}): View {
		const common = this.common(product);
		return {
			...common,
			price: written.price ?? common.price,
			attributes: product.attributes,
			variations: this.store
				.variationsOf(product)
				.map((variation) => this.variation(variation, version)),
			average_purchase_price: averagePurchasePrice(product),
			description: product.description,
			product_code: product.productCode,
			categories: product.categoryIds.flatMap((id) => this.category(id)),
			images: images(product, version),
			custom_sale: product.customSale,
			shipping_services: [],
			is_favourite: product.isFavourite,
			brand: product.brand,
			supplier: product.supplier,
			meta: this.meta(product, version),
			purchase_price: product.purchasePrice,
			states: states(product),
			attributes_str: attributesText(product.attributes),
			...packaging(product, written),
		};
	}

	/** The older shape that publishing and unpublishing answer with. */
	shopProduct(product: Product): View {
		const { quantity, reorderLevel, safetyStock } = this.levels(product);
		return {
			price: fixed(product.price, DATABASE_PLACES),
			gross_price: fixed(grossPrice(product), 2),
			purchase_price: fixed(decimal(product.purchasePrice), DATABASE_PLACES),
			average_price: null,
			average_purchase_price: fixed(decimal(averagePurchasePrice(product)), DATABASE_PLACES),
			is_favourite: product.isFavourite,
			stock: Number(plain(quantity)),
			reorder: Number(plain(reorderLevel)),
			safety: Number(plain(safetyStock)),
			images: product.imageIds.map((id) => imageFlat(id)),
			tax_rate: Number(plain(taxRateOf(product.taxType))),
			address: '',
			shipping_services: [],
			categories: product.categoryIds,
			shop_url: null,
			ebay_url: null,
			in_shop: product.inShop,
			id: product.id,
			name: this.nameOf(product),
			description: product.description,
			supplier: product.supplier,
			brand: product.brand,
			product_code: product.productCode,
			gtin: product.ean,
			ebay_product_id: null,
			custom_price: product.customPrice,
			is_giftcard: product.isGiftcard,
			attributes: [],
			tags: [],
		};
	}

	/** "The joined string of the product name and the attributes values". */
	nameOf(product: Product): string {
		const name = this.store.headOf(product).name;
		if (!isVariation(product)) return name;
		return [name, attributesText(product.attributes)].filter(Boolean).join(', ');
	}

	private common(product: Product) {
		const { quantity, reorderLevel, safetyStock } = this.levels(product);
		return {
			name: this.nameOf(product),
			id: product.id,
			quantity: fixed(quantity, 2),
			reorder_level: fixed(reorderLevel, 2),
			safety_stock: fixed(safetyStock, 2),
			price: fixed(product.price, DATABASE_PLACES),
			tax_type: product.taxType,
			custom_price: product.customPrice,
			ebay_product_id: null,
			ebay_url: null,
			in_shop: product.inShop,
			shop_url: product.inShop ? SHOP_URL + this.store.headOf(product).id : null,
			thumbnail: this.thumbnail(product),
			variation_count: product.variationIds.length,
			is_giftcard: product.isGiftcard,
			gross_price: fixed(grossPrice(product), 2),
			ean: product.ean,
			inv_id: product.invId,
		};
	}

	/** "The sum of quantities of variants"; the levels are "values from first variant". */
	private levels(product: Product): Pick<Product, 'quantity' | 'reorderLevel' | 'safetyStock'> {
		const members = this.stockMembers(product);
		const { reorderLevel, safetyStock } = members[0] ?? product;
		return { quantity: sum(members.map(({ quantity }) => quantity)), reorderLevel, safetyStock };
	}

	/** The rows that hold the stock of a product: its variations, or itself. */
	private stockMembers(product: Product): Product[] {
		return isParent(product) ? this.store.variationsOf(product) : [product];
	}

	/** Without an image of its own a parent shows one of its variations, as in the T-shirt sample. */
	private thumbnail(product: Product): View | null {
		const family = [product, ...this.store.variationsOf(product)];
		const id = family.flatMap(({ imageIds }) => imageIds)[0];
		return id === undefined ? null : imageFlat(id, THUMBNAIL_SCHEME);
	}

	private variation(variation: Product, version: number): View {
		const view = {
			id: variation.id,
			attributes: variation.attributes,
			quantity: fixed(variation.quantity, 2),
			reorder_level: fixed(variation.reorderLevel, 2),
			safety_stock: fixed(variation.safetyStock, 2),
			ean: variation.ean,
			price: fixed(variation.price, DATABASE_PLACES),
			product_code: variation.productCode,
			tax_type: variation.taxType,
			name: this.nameOf(variation),
			images: images(variation, version),
			gross_price: fixed(grossPrice(variation), 2),
			purchase_price: variation.purchasePrice,
			average_purchase_price: averagePurchasePrice(variation),
			attributes_str: attributesText(variation.attributes),
			inv_id: variation.invId,
			...packaging(variation),
			is_giftcard: variation.isGiftcard,
		};
		return version < NESTED_IMAGES_SINCE ? view : { ...view, meta: this.meta(variation, version) };
	}

	private meta(product: Product, version: number): View {
		return Object.fromEntries(
			Object.entries(CHANNEL_NUMBERS).flatMap(([channel, number]) => {
				const texts = product.meta[channel as keyof typeof CHANNEL_NUMBERS];
				return texts ? [[channel, this.channel(product, channel, number, texts, version)]] : [];
			}),
		);
	}

	/** Empty texts are "" in the V7 sample and null in the V10 one. */
	private channel(
		product: Product,
		channel: string,
		number: number,
		texts: ChannelMeta,
		version: number,
	): View {
		const empty = version < NESTED_IMAGES_SINCE ? '' : null;
		const gross = texts.price === null ? null : withTax(texts.price, product.taxType);
		return {
			channel: number,
			description: texts.description ?? empty,
			gross_price: gross === null ? null : fixed(gross, 2),
			id: texts.id,
			images: texts.imageIds?.map(imageDetail) ?? null,
			name: texts.name ?? this.inheritedChannelName(product, channel) ?? empty,
			price: texts.price === null ? null : fixed(texts.price, DATABASE_PLACES),
		};
	}

	/** A variation without a channel name shows its parent's with its own attributes behind it. */
	private inheritedChannelName(product: Product, channel: string): string | null {
		const parent = this.store.parentOf(product);
		if (!parent) return null;
		const name = parent.meta[channel as keyof typeof CHANNEL_NUMBERS]?.name ?? parent.name;
		return [name, attributesText(product.attributes)].filter(Boolean).join(', ');
	}

	private category(id: number): View[] {
		const category = findCategory(id);
		return category ? [categoryDetail(category, this.store.idsInCategory(id))] : [];
	}
}

const least = (values: readonly Decimal[]): Decimal =>
	values.reduce((lowest, value) => (value < lowest ? value : lowest), values[0] ?? ZERO);

/** "gross_price = price + (price * tax_rate)", in cents. */
const withTax = (price: Decimal, taxType: number): Decimal => {
	const rate = divide(taxRateOf(taxType), decimal(100));
	return round(multiply(price, ONE + rate), 2);
};

export const grossPrice = (product: Product): Decimal => withTax(product.price, product.taxType);

/** "Calculated as average of purchase prices for different stock adjustments." */
export const averagePurchasePrice = ({ purchaseHistory, purchasePrice }: Product): string =>
	purchaseHistory.length > 1 ? mean(purchaseHistory) : purchasePrice;

const images = (product: Product, version: number): View[] =>
	product.imageIds.map((id) => (version < NESTED_IMAGES_SINCE ? imageFlat(id) : imageDetail(id)));

const states = ({ shopState }: Product): View[] =>
	shopState === null ? [] : [{ channel: 'shop', details: null, state: shopState }];

const packaging = (product: Product, written: WrittenTexts = {}): View => {
	const { packageSizeValue: size, packageSizeUnit: unit } = product;
	const sizeText = size === null ? null : (written.packageSizeValue ?? fixed(size, 3));
	return {
		package_size_value: sizeText,
		package_size_unit: unit,
		...basePriceOf(grossPrice(product), size, unit),
	};
};
