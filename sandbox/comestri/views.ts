import type { JsonObject } from '../shared/json';
import type { Catalogue, Category, PriceBook, PriceItem, Product, Variation } from './catalogue';

/** The pages' samples are in this language, and no page names a default. */
export const DEFAULT_LANGUAGE = 'en';

/** A product as listed, with its children; entries carry no times. */
export function productView(catalogue: Catalogue, product: Product, lang: string): JsonObject {
	return {
		id: product.id,
		product_type: product.productType,
		code: product.code,
		status: product.status,
		product_attributes: product.attributes,
		name: nameIn(product, lang),
		class_type: null,
		discontinued: product.discontinued,
		children: catalogue.childrenOf(product.id).map((child) => productView(catalogue, child, lang)),
	};
}

/** A name that was never written in this language shows in the default or in any other one. */
export const nameIn = ({ names }: Product, lang: string): string | null =>
	names[lang] ?? names[DEFAULT_LANGUAGE] ?? Object.values(names)[0] ?? null;

/** The one book of the page's sample; only its name and id differ in other books. */
export const priceBookView = ({ id, name }: PriceBook): JsonObject => ({
	id,
	name,
	currency: 'AUD',
	price_type: 'normal',
	include_tax: true,
	include_duty: true,
	from: null,
	to: null,
	status: 'active',
	data_sets: [],
});

/** The question mark belongs to the name of the key. */
export const priceItemView = (catalogue: Catalogue, item: PriceItem): JsonObject => ({
	id: item.id,
	amount: item.amount,
	product_id: item.productId,
	from: item.from,
	to: item.to,
	'enabled?': true,
	price_book: {
		id: item.priceBookId,
		name: catalogue.priceBooks.get(item.priceBookId)?.name ?? null,
	},
});

export const variationView = ({ id, parentId, childId }: Variation): JsonObject => ({
	id,
	parent_id: parentId,
	child_id: childId,
});

/** The page of categories has more members; a job's answer shows none of them. */
export const categoryView = ({ id, name, parentId }: Category): JsonObject => ({
	id,
	name,
	description: null,
	parent_id: parentId,
});
