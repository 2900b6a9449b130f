import { isJsonObject, type JsonObject } from '../shared/json';
import { invalidRequest, type ModelState } from './envelope';

interface TextRule {
	required?: boolean;
	max?: number;
}

interface NumberRule {
	required?: boolean;
	min?: number;
	max?: number;
	whole?: boolean;
}

interface ListRule {
	required?: boolean;
	max?: number;
}

/** Dates without a time zone are read as UTC; the pages name no zone. */
const HAS_ZONE = /(Z|[+-]\d{2}:?\d{2})$/;
const HAS_TIME = /\d{2}:\d{2}/;
const IS_DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads the members of a body and gathers what is wrong with them, each under its place in the
 * body. null and a missing member are the same. The texts are the sandbox's own.
 */
export class ModelReader {
	private constructor(
		readonly source: JsonObject,
		private readonly place: string,
		private readonly problems: ModelState,
	) {}

	static of(body: unknown): ModelReader {
		if (!isJsonObject(body)) throw invalidRequest({ request: ['A JSON object is required.'] });
		return new ModelReader(body, 'request', {});
	}

	/** Throws when anything was wrong. Called once, after the last member was read. */
	finish(): void {
		if (Object.keys(this.problems).length > 0) throw invalidRequest(this.problems);
	}

	fail(field: string, text: string): null {
		const place = `${this.place}.${field}`;
		this.problems[place] = [...(this.problems[place] ?? []), text];
		return null;
	}

	text(field: string, { required = false, max }: TextRule = {}): string | null {
		const value = this.source[field] ?? '';
		if (typeof value !== 'string') return this.fail(field, 'A text is required.');
		if (value.trim() === '') return required ? this.missing(field) : null;
		const isTooLong = max !== undefined && value.length > max;
		return isTooLong ? this.fail(field, `The maximum length is ${max}.`) : value;
	}

	number(field: string, rule: NumberRule = {}): number | null {
		const value = this.source[field] ?? null;
		if (value === null) return rule.required ? this.missing(field) : null;
		if (typeof value !== 'number') return this.fail(field, 'A number is required.');
		return this.isWithin(value, rule) ? value : this.fail(field, 'The number is out of range.');
	}

	private isWithin(value: number, { min = -Infinity, max = Infinity, whole }: NumberRule): boolean {
		return value >= min && value <= max && (!whole || Number.isInteger(value));
	}

	boolean(field: string): boolean | null {
		const value = this.source[field] ?? null;
		if (value === null || typeof value === 'boolean') return value;
		return this.fail(field, 'true or false is required.');
	}

	/** A moment in epoch milliseconds. */
	date(field: string): number | null {
		const text = this.text(field);
		if (text === null) return null;
		const isZoned = HAS_ZONE.test(text) || !HAS_TIME.test(text);
		const time = IS_DATE.test(text) ? Date.parse(isZoned ? text : `${text}Z`) : NaN;
		return Number.isNaN(time) ? this.fail(field, 'A date is required.') : time;
	}

	/** Whether a time is between two dates; a bound that is left out bounds nothing. */
	period(fromField: string, toField: string, isInclusive: boolean): (time: number) => boolean {
		const from = this.date(fromField) ?? -Infinity;
		const to = this.date(toField) ?? Infinity;
		return (time) => (isInclusive ? time >= from && time <= to : time > from && time < to);
	}

	texts(field: string, rule: ListRule = {}): string[] | null {
		return this.listOf(field, rule, (value) => typeof value === 'string');
	}

	numbers(field: string, rule: ListRule = {}): number[] | null {
		return this.listOf(field, rule, (value) => typeof value === 'number');
	}

	object(field: string): ModelReader | null {
		const value = this.source[field] ?? null;
		if (value === null) return null;
		return isJsonObject(value) ? this.below(field, value) : this.fail(field, 'Not an object.');
	}

	objects(field: string, rule: ListRule = {}): ModelReader[] {
		const values = this.listOf<JsonObject>(field, rule, isJsonObject) ?? [];
		return values.map((value, index) => this.below(`${field}[${index}]`, value));
	}

	private below(field: string, value: JsonObject): ModelReader {
		return new ModelReader(value, `${this.place}.${field}`, this.problems);
	}

	private missing(field: string): null {
		return this.fail(field, `The ${field} field is required.`);
	}

	private listOf<T>(field: string, rule: ListRule, fits: (value: unknown) => boolean): T[] | null {
		const value = this.source[field] ?? [];
		if (!Array.isArray(value) || !value.every(fits)) {
			return this.fail(field, 'The list has elements of the wrong type.');
		}
		if (value.length === 0) return rule.required ? this.missing(field) : null;
		const isTooLong = rule.max !== undefined && value.length > rule.max;
		return isTooLong ? this.fail(field, `The maximum is ${rule.max} elements.`) : value;
	}
}
