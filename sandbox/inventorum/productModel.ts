import type { Attributes } from './attributes';
import { decimal, ZERO, type Decimal } from './decimals';

/** Channels whose texts and prices a client may set, as the update page lists them. */
export const META_CHANNELS = ['shop', 'atalanda', 'click_and_collect', 'ebay'] as const;
export type MetaChannel = (typeof META_CHANNELS)[number];

export interface ChannelMeta {
	id: number;
	name: string | null;
	description: string | null;
	price: Decimal | null;
	imageIds: number[] | null;
}

export type ProductMeta = Partial<Record<MetaChannel, ChannelMeta>>;

/** What a client may write about a product or variation. */
export interface ProductContent {
	name: string;
	taxType: number;
	quantity: Decimal;
	reorderLevel: Decimal;
	safetyStock: Decimal;
	price: Decimal;
	/** Kept as text because the vendor prints it as it came in: "10.5", "0E-10". */
	purchasePrice: string;
	customPrice: boolean;
	isGiftcard: boolean;
	customSale: boolean;
	isFavourite: boolean;
	productCode: string | null;
	ean: string | null;
	description: string;
	brand: string;
	supplier: string;
	attributes: Attributes;
	categoryIds: number[];
	imageIds: number[];
	packageSizeValue: Decimal | null;
	packageSizeUnit: string | null;
	meta: ProductMeta;
}

/** A row of the store: a plain product, a parent (it has variations) or a variation (a parent). */
export interface Product extends ProductContent {
	readonly id: number;
	readonly createdAt: number;
	invId: string | null;
	parentId: number | null;
	variationIds: number[];
	/** Purchase prices of the stock that was added, for the average. */
	purchaseHistory: Decimal[];
	inShop: boolean;
	/** null until the product was first published: the page's fresh products have empty `states`. */
	shopState: 'published' | 'unpublished' | null;
	modifiedAt: number;
	/** Orders changes of the same millisecond. */
	revision: number;
}

export const EMPTY_CONTENT: ProductContent = {
	name: '',
	taxType: 0,
	quantity: ZERO,
	reorderLevel: ZERO,
	safetyStock: ZERO,
	price: ZERO,
	purchasePrice: '0',
	customPrice: false,
	isGiftcard: false,
	customSale: false,
	isFavourite: false,
	productCode: null,
	ean: null,
	description: '',
	brand: '',
	supplier: '',
	attributes: {},
	categoryIds: [],
	imageIds: [],
	packageSizeValue: null,
	packageSizeUnit: null,
	meta: {},
};

/** Channel texts to change; those left out stay. */
export type MetaPatch = Partial<Record<MetaChannel, Partial<Omit<ChannelMeta, 'id'>>>>;

/** Fields to write; those left out keep their value, or start empty on a new product. */
export type ProductPatch = Partial<Omit<ProductContent, 'meta'>> & { meta?: MetaPatch };

/** One entry of a `variations` list; with an id it keeps that variation. */
export type VariationPatch = ProductPatch & { id?: number };

export const isParent = (product: Product): boolean => product.variationIds.length > 0;
export const isVariation = (product: Product): boolean => product.parentId !== null;

/** The opening stock was bought at the purchase price, if there was one. */
export const openingPurchase = ({ purchasePrice }: ProductContent): Decimal[] => {
	const price = decimal(purchasePrice);
	return price === ZERO ? [] : [price];
};
