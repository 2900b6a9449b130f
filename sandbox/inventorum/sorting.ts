import { isJsonObject } from '../shared/json';
import { parseDecimal, type Decimal } from './decimals';

/**
 * `order_by=name,-id`: fields separated by commas, a minus for descending. Rows that are equal in
 * all of them keep their order; fields that rows do not have change nothing.
 */
export function orderedBy<T extends object>(rows: readonly T[], orderBy: string): T[] {
	const keys = orderBy.split(',').filter(Boolean).map(sortKey);
	return [...rows].sort((left, right) => {
		for (const { field, sign } of keys) {
			const difference = compare(valueOf(left, field), valueOf(right, field));
			if (difference !== 0) return difference * sign;
		}
		return 0;
	});
}

const sortKey = (text: string) =>
	text.startsWith('-') ? { field: text.slice(1), sign: -1 } : { field: text, sign: 1 };

/** Numbers are compared as numbers although most of them are texts. */
function valueOf(row: object, field: string): Decimal | string {
	const value = isJsonObject(row) ? row[field] : undefined;
	const text = value === undefined || value === null ? '' : String(value);
	return parseDecimal(text) ?? text;
}

function compare(left: Decimal | string, right: Decimal | string): number {
	if (left === right) return 0;
	if (typeof left === typeof right) return left < right ? -1 : 1;
	return typeof left === 'bigint' ? -1 : 1;
}
