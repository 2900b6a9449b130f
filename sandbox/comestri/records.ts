import type { JsonObject } from '../shared/json';
import type { Catalogue, PriceBook, Product, Reference } from './catalogue';
import { parseTime } from './time';

/** One record of a job that cannot be saved; the others are not affected. */
export class RecordError extends Error {
	readonly errors: string[];

	constructor(...errors: string[]) {
		super(errors.join(', '));
		this.errors = errors;
	}
}

/** Gives an error for each problem; texts are those of a Rails application, no page shows any. */
export function refuse(problems: readonly (string | false)[]): void {
	const errors = problems.filter((problem) => problem !== false);
	if (errors.length > 0) throw new RecordError(...errors);
}

export const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || String(value).trim() === '';

/** Ids and amounts may come as text, like booleans may. */
export function numberOf(value: unknown): number | undefined {
	if (isBlank(value) || !['number', 'string'].includes(typeof value)) return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

/** Records are named by an id or, alternatively, by a code or name. The id counts when both are there. */
function referenceOf(record: JsonObject, idField: string, nameField: string): Reference {
	if (!isBlank(record[idField])) return { id: numberOf(record[idField]) ?? NaN };
	return isBlank(record[nameField]) ? {} : { name: String(record[nameField]) };
}

export function findProduct(
	catalogue: Catalogue,
	record: JsonObject,
	[idField, codeField]: readonly [string, string],
): Product | undefined {
	return catalogue.findProduct(referenceOf(record, idField, codeField));
}

export function requirePriceBook(
	catalogue: Catalogue,
	record: JsonObject,
	[idField, nameField]: readonly [string, string],
): PriceBook {
	const book = catalogue.findPriceBook(referenceOf(record, idField, nameField));
	if (!book) throw new RecordError('Price book must exist');
	return book;
}

export function requireProduct(
	catalogue: Catalogue,
	record: JsonObject,
	fields: readonly [string, string],
	title = 'Product',
): Product {
	const product = findProduct(catalogue, record, fields);
	if (!product) throw new RecordError(`${title} must exist`);
	return product;
}

export interface PriceContent {
	amount: number;
	from: string | null;
	to: string | null;
}

export function readPrice(record: JsonObject): PriceContent {
	const amount = numberOf(record.amount);
	const [from, to] = [readMoment(record, 'from'), readMoment(record, 'to')];
	refuse([
		amount === undefined && 'Amount is not a number',
		amount !== undefined && amount < 0 && 'Amount must be greater than or equal to 0',
		isReversed(from, to) && 'To must be after from',
	]);
	return { amount: amount ?? 0, from, to };
}

function readMoment(record: JsonObject, field: string): string | null {
	const value = record[field];
	if (isBlank(value)) return null;
	const text = String(value);
	if (parseTime(text) !== undefined) return text;
	throw new RecordError(`${field === 'from' ? 'From' : 'To'} is not a valid date`);
}

const isReversed = (from: string | null, to: string | null): boolean =>
	from !== null && to !== null && (parseTime(to) ?? 0) < (parseTime(from) ?? 0);
