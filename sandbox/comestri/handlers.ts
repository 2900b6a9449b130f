import type { JsonObject } from '../shared/json';
import type { Catalogue } from './catalogue';
import { purgePriceItem, resetPriceBook, resetPriceItem } from './priceRecords';
import { insertProduct, upsertProduct } from './productRecords';
import { insertCategory, resetVariation } from './relationRecords';

/** What a record of a job is saved with. */
export interface WorkContext {
	catalogue: Catalogue;
	lang: string;
	/** The moment the record is processed, in epoch milliseconds. */
	time: number;
	/** Product and book of the prices that this job has already emptied. */
	emptied: Set<string>;
}

export interface Saved {
	id: number | null;
	/** The object for `object_in_response`. */
	view: () => JsonObject;
}

/** Saves one record or throws a `RecordError`. */
export type Handler = (record: JsonObject, context: WorkContext) => Saved;

const HANDLERS: Readonly<Record<string, Handler>> = {
	'Product insert': insertProduct,
	'Product upsert': upsertProduct,
	'PriceItem reset': resetPriceItem,
	'PriceItem purge': purgePriceItem,
	'PriceBook reset': resetPriceBook,
	'ProductVariation reset': resetVariation,
	'Category insert': insertCategory,
};

export function handlerOf(entity: string, operation: string): Handler {
	const handler = HANDLERS[`${entity} ${operation}`];
	if (!handler) throw new Error(`${entity} ${operation} was accepted but cannot be done`);
	return handler;
}
