import { isJsonObject, type JsonObject } from '../shared/json';
import type { PriceBook, PriceItem, Product } from './catalogue';
import type { Handler, WorkContext } from './handlers';
import {
	readPrice,
	RecordError,
	requirePriceBook,
	requireProduct,
	type PriceContent,
} from './records';
import { priceBookView, priceItemView } from './views';

const BOOK_OF_ITEM = ['price_book_id', 'price_book_name'] as const;
const PRODUCT_OF_ITEM = ['product_id', 'product_code'] as const;

/**
 * "The old price items will be removed": once for each product and book of a job, so that several
 * records can give one product several prices.
 */
export const resetPriceItem: Handler = (record, context) => {
	const book = requirePriceBook(context.catalogue, record, BOOK_OF_ITEM);
	const product = requireProduct(context.catalogue, record, PRODUCT_OF_ITEM);
	const price = readPrice(record);
	const key = `${product.id}/${book.id}`;
	if (!context.emptied.has(key)) removePrices(product, book, context);
	context.emptied.add(key);
	const item = addPrice(product, book, price, context);
	return { id: item.id, view: () => priceItemView(context.catalogue, item) };
};

/** "All price items for the given product and price book will be removed." Nothing is left to name. */
export const purgePriceItem: Handler = (record, context) => {
	const book = requirePriceBook(context.catalogue, record, BOOK_OF_ITEM);
	removePrices(requireProduct(context.catalogue, record, PRODUCT_OF_ITEM), book, context);
	return { id: null, view: () => ({}) };
};

/** Replaces the prices of the listed products in this book; other products keep theirs, a choice. */
export const resetPriceBook: Handler = (record, context) => {
	const book = requirePriceBook(context.catalogue, record, ['id', 'name']);
	const prices = hashesOf(record, 'products').map((entry) => ({
		product: requireProduct(context.catalogue, entry, ['id', 'code']),
		items: hashesOf(entry, 'price_items').map(readPrice),
	}));
	for (const { product, items } of prices) {
		removePrices(product, book, context);
		for (const price of items) addPrice(product, book, price, context);
	}
	return { id: book.id, view: () => priceBookView(book) };
};

function hashesOf(record: JsonObject, field: 'products' | 'price_items'): JsonObject[] {
	const values = record[field];
	const title = field === 'products' ? 'Products' : 'Price items';
	if (!Array.isArray(values)) throw new RecordError(`${title} can't be blank`);
	if (values.every(isJsonObject)) return values;
	throw new RecordError(`${title} must be an array of hashes`);
}

function removePrices(product: Product, book: PriceBook, { catalogue, time }: WorkContext): void {
	for (const item of catalogue.pricesOf(product.id, book.id)) {
		catalogue.priceItems.delete(item.id);
		catalogue.record('deleted', 'price_item', item, time);
	}
}

function addPrice(
	product: Product,
	book: PriceBook,
	price: PriceContent,
	{ catalogue, time }: WorkContext,
): PriceItem {
	const ids = { productId: product.id, priceBookId: book.id };
	const item = catalogue.putPriceItem({ ...ids, ...price });
	catalogue.record('created', 'price_item', item, time);
	return item;
}
