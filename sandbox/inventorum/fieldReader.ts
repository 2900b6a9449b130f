import type { JsonObject } from '../shared/json';
import { decimal, parseDecimal, type Decimal } from './decimals';

/** The page prints this text; the other texts are the sandbox's own. */
export const REQUIRED = 'This field is required.';

/**
 * Reads the fields of one body and collects what is wrong with them. A field that is missing or
 * invalid reads as undefined; the caller asks for `errors` once at the end.
 */
export class FieldReader {
	readonly errors: Record<string, string[]> = {};

	constructor(private readonly source: JsonObject) {}

	has(field: string): boolean {
		return this.source[field] !== undefined;
	}

	raw(field: string): unknown {
		return this.source[field];
	}

	fail(field: string, text: string): undefined {
		this.errors[field] = [...(this.errors[field] ?? []), text];
		return undefined;
	}

	require(...fields: string[]): void {
		for (const field of fields) {
			const value = this.source[field];
			const isBlank = typeof value === 'string' && value.trim() === '';
			if (value === undefined || value === null || isBlank) this.fail(field, REQUIRED);
		}
	}

	text(field: string): string | undefined {
		const value = this.source[field];
		if (value === undefined) return undefined;
		if (value === null) return '';
		if (typeof value === 'string') return value;
		return typeof value === 'number' ? String(value) : this.fail(field, 'Not a valid string.');
	}

	nullableText(field: string): string | null | undefined {
		return this.source[field] === null ? null : this.text(field);
	}

	/** Numbers may come as JSON numbers or as text, the samples have both. */
	decimal(field: string): Decimal | undefined {
		const value = this.source[field];
		if (value === undefined) return undefined;
		const isNumeric = typeof value === 'number' || typeof value === 'string';
		const parsed = isNumeric ? parseDecimal(String(value)) : undefined;
		return parsed ?? this.fail(field, 'A valid number is required.');
	}

	nullableDecimal(field: string): Decimal | null | undefined {
		return this.source[field] === null ? null : this.decimal(field);
	}

	/** The text of a number as it came in, which is how an answer to a write prints it. */
	decimalText(field: string): string | undefined {
		return this.decimal(field) === undefined ? undefined : String(this.source[field]);
	}

	/** The samples send booleans; a text like "false" is refused instead of being taken for true. */
	boolean(field: string): boolean | undefined {
		const value = this.source[field];
		if (value === undefined || typeof value === 'boolean') return value;
		return this.fail(field, 'Must be a valid boolean.');
	}

	integer(field: string): number | undefined {
		const value = this.decimal(field);
		if (value === undefined) return undefined;
		const number = Number(this.source[field]);
		return Number.isSafeInteger(number) && value === decimal(number)
			? number
			: this.fail(field, 'A valid integer is required.');
	}

	list(field: string): unknown[] | undefined {
		const value = this.source[field];
		if (value === undefined) return undefined;
		if (value === null) return [];
		return Array.isArray(value) ? value : this.fail(field, 'Expected a list of items.');
	}
}
