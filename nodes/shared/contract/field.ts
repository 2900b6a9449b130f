import { DateTime } from 'luxon';
import { z } from 'zod/v4';

/** Where a value travels in the request. `none` means that the operation itself reads it. */
export type Placement = 'path' | 'query' | 'body' | 'none';

/** Facts about the run that a request may depend on. */
export interface RunFacts {
	/** The workflow's time zone, an IANA name. */
	timeZone: string;
	now: Date;
}

/** What every kind of field says about itself, whatever its control. */
export interface FieldText {
	displayName: string;
	description?: string;
	placeholder?: string;
	hint?: string;
	/** Where the value travels. Default: `query` for reads, `body` for writes. */
	in?: Placement;
	/** The vendor's own name; default: the field's name in the vendor's spelling. */
	wireName?: string;
}

export interface Choice<T extends string | number = string | number> {
	name: string;
	value: T;
	description?: string;
}

/** How the editor shows a field. */
export type Control =
	| { kind: 'text'; rows?: number; secret?: boolean }
	| { kind: 'number'; precision?: number; minValue?: number }
	| { kind: 'boolean' }
	| { kind: 'date' }
	| { kind: 'json' }
	| { kind: 'choice'; choices: Choice[] }
	| { kind: 'choices'; choices: Choice[] }
	| { kind: 'dropdown'; picker: string; many: boolean }
	| { kind: 'locator'; picker: string; idPattern: string; idHint: string }
	| {
			kind: 'list';
			entryName: string;
			addText: string;
			/** Always shown in an entry; n8n fills in their defaults. */
			fields: FieldMap;
			/** Added to an entry one by one, and only then sent. */
			optionalFields: FieldMap;
	  }
	| { kind: 'notice' };

/**
 * One field of a form: control, text and type in one value.
 * `schema` takes what n8n hands over (a string from an expression included) and returns the typed value;
 * its messages say what is expected, in words that follow "expected".
 */
export interface Field<T = unknown> extends FieldText {
	control: Control;
	schema: z.ZodType<T>;
	default: unknown;
	/** A required field that may be left empty all the same, because the vendor accepts an empty text. */
	mayBeEmpty?: boolean;
	/** An empty text counts as not given. */
	unsetWhenEmpty?: boolean;
	/** The shape in which the vendor wants the value, where it is not the value itself. */
	toWire?(value: T, facts: RunFacts): unknown;
	/** Shown only while these sibling fields have one of these values. */
	showWhen?: Record<string, (string | number | boolean)[]>;
}

/** The field, sent in the shape that the vendor wants. */
export function sentAs<T>(
	field: Field<T>,
	toWire: (value: T, facts: RunFacts) => unknown,
): Field<T> {
	return { ...field, toWire };
}

/** The field, shown and read only while its siblings have one of these values. */
export function shownWhen<T>(
	siblings: Record<string, (string | number | boolean)[]>,
	field: Field<T>,
): Field<T | undefined> {
	return { ...field, showWhen: siblings } as Field<T | undefined>;
}

export type FieldMap = Readonly<Record<string, Field>>;

export type ValueOf<F> = F extends Field<infer T> ? T : never;
export type ValuesOf<M extends FieldMap> = { [K in keyof M]: ValueOf<M[K]> };
export type SomeValuesOf<M extends FieldMap> = Partial<ValuesOf<M>>;

/** A whole number as the vendor's ids are, small enough for JSON numbers. */
const wholeNumber = (minimum: number) =>
	z.preprocess(
		(value) => (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value),
		z
			.number(expected(`a whole number of at least ${minimum}`))
			.refine(Number.isSafeInteger, expected('a whole number without a fraction'))
			.min(minimum, expected(`a whole number of at least ${minimum}`)),
	) as unknown as z.ZodType<number>;

/** Turns the words that follow "expected" into a zod message. */
export function expected(words: string): { error: string } {
	return { error: words };
}

export function text(
	options: FieldText & {
		rows?: number;
		/** Masked in the form, and never shown in an error. */
		secret?: boolean;
		maxLength?: number;
		mayBeEmpty?: boolean;
	},
): Field<string> {
	const { rows, secret, maxLength, mayBeEmpty, ...face } = options;
	const accepted = z.preprocess(
		(value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
		maxLength === undefined
			? z.string(expected('a text'))
			: z
					.string(expected('a text'))
					.max(maxLength, expected(`a text of at most ${maxLength} characters`)),
	) as unknown as z.ZodType<string>;
	return {
		...face,
		control: { kind: 'text', rows, secret },
		schema: accepted,
		default: '',
		mayBeEmpty,
	};
}

export function integer(
	options: FieldText & { minValue?: number; default?: number },
): Field<number> {
	const { minValue = 0, default: preset = minValue, ...face } = options;
	return {
		...face,
		control: { kind: 'number', precision: 0, minValue },
		schema: wholeNumber(minValue),
		default: preset,
	};
}

/** The id of a record that may be left out; a text field, since a number field always holds a number. */
export function optionalId(options: FieldText): Field<number> {
	return {
		...options,
		control: { kind: 'text' },
		schema: wholeNumber(1),
		default: '',
		unsetWhenEmpty: true,
	};
}

const PLAIN_DECIMAL = /^[+-]?\d+(\.\d+)?$/;

/** A quantity or an amount of money. Texts with a decimal point are taken; a decimal comma is explained. */
export function decimal(options: FieldText & { minValue?: number }): Field<number> {
	const { minValue, ...face } = options;
	const number = z.number({
		error: (issue) =>
			typeof issue.input === 'string' && /^[+-]?[\d.]*,\d+$/.test(issue.input.trim())
				? 'a number with a point before the decimals, such as 12.50'
				: 'a number, such as 12.50',
	});
	const schema = z.preprocess(
		(value) =>
			typeof value === 'string' && PLAIN_DECIMAL.test(value.trim()) ? Number(value) : value,
		minValue === undefined
			? number
			: number.min(minValue, expected(`a number of at least ${minValue}`)),
	) as unknown as z.ZodType<number>;
	return { ...face, control: { kind: 'number', minValue }, schema, default: 0 };
}

/**
 * A number that the vendor wants as a text (`"200.5"`), digit for digit as it was given.
 * Numbers are written without an exponent.
 */
export function decimalText(options: FieldText): Field<string> {
	const schema = z.preprocess(
		(value) => (typeof value === 'number' && Number.isFinite(value) ? plainDecimal(value) : value),
		z
			.string(expected('a number, such as 12.50'))
			.trim()
			.regex(PLAIN_DECIMAL, expected('a number with a point before the decimals, such as -12.50')),
	) as unknown as z.ZodType<string>;
	return { ...options, control: { kind: 'text' }, schema, default: '' };
}

function plainDecimal(value: number): string {
	const short = String(value);
	return short.includes('e') ? value.toFixed(10).replace(/\.?0+$/, '') : short;
}

export function boolean(options: FieldText & { default?: boolean }): Field<boolean> {
	const { default: preset = false, ...face } = options;
	const schema = z.preprocess(
		(value) => {
			if (value === 'true') return true;
			return value === 'false' ? false : value;
		},
		z.boolean(expected('true or false')),
	) as unknown as z.ZodType<boolean>;
	return { ...face, control: { kind: 'boolean' }, schema, default: preset };
}

/** A moment, as n8n's date picker, an ISO text or a Luxon value gives it; handed on as an ISO text. */
export function date(options: FieldText): Field<string> {
	const schema = z.preprocess(
		(value) => isoOf(value),
		z
			.string(expected('a date such as 2026-01-31'))
			.refine(
				(value) => DateTime.fromISO(value).isValid,
				expected('a date such as 2026-01-31 or 2026-01-31T15:00:00Z'),
			),
	) as unknown as z.ZodType<string>;
	return { ...options, control: { kind: 'date' }, schema, default: '' };
}

function isoOf(value: unknown): unknown {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString();
	if (typeof value !== 'object' || value === null || !('toISO' in value)) return value;
	return typeof value.toISO === 'function' ? value.toISO() : value;
}

export function choice<const T extends string>(
	options: FieldText & { choices: readonly Choice<T>[]; default?: T },
): Field<T> {
	const { choices, default: preset, ...face } = options;
	return {
		...face,
		control: { kind: 'choice', choices: [...choices] },
		schema: oneOf(choices),
		default: preset ?? choices[0]?.value,
	};
}

export function choices<const T extends string>(
	options: FieldText & { choices: readonly Choice<T>[]; default?: T[] },
): Field<T[]> {
	const { choices: known, default: preset = [], ...face } = options;
	return {
		...face,
		control: { kind: 'choices', choices: [...known] },
		schema: z.array(oneOf(known), expected('a list')),
		default: preset,
	};
}

function oneOf<T extends string>(choices: readonly Choice<T>[]): z.ZodType<T> {
	const values = choices.map((each) => each.value);
	return z.enum(values as [T, ...T[]], expected(`one of ${values.join(', ')}`)) as z.ZodType<T>;
}

/** A drop-down that the vendor's own list fills; an id by expression is taken as well. */
export function dropdown(options: FieldText & { picker: string }): Field<number> {
	const { picker, ...face } = options;
	return {
		...face,
		control: { kind: 'dropdown', picker, many: false },
		schema: wholeNumber(1),
		default: '',
	};
}

/** As {@link dropdown}, for any number of ids. A text of ids with commas between them is taken too. */
export function dropdownMany(options: FieldText & { picker: string }): Field<number[]> {
	const { picker, ...face } = options;
	const schema = z.preprocess(
		(value) => {
			if (typeof value === 'number') return [value];
			return typeof value === 'string' ? splitList(value) : value;
		},
		z.array(wholeNumber(1), expected('a list of IDs')),
	) as unknown as z.ZodType<number[]>;
	return { ...face, control: { kind: 'dropdown', picker, many: true }, schema, default: [] };
}

/** Several ids typed into one field, with commas between them. */
export function idList(options: FieldText): Field<number[]> {
	const schema = z.preprocess(
		(value) => {
			if (typeof value === 'number') return [value];
			return typeof value === 'string' ? splitList(value) : value;
		},
		z.array(wholeNumber(1), expected('IDs with commas between them, such as 111,222')),
	) as unknown as z.ZodType<number[]>;
	return { ...options, control: { kind: 'text' }, schema, default: '' };
}

function splitList(value: string): string[] {
	return value
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/**
 * One existing record, chosen from a list or named by its id.
 * The id stays a text, because some ids have more digits than a JSON number keeps.
 */
export function locator(
	options: FieldText & { picker: string; idPattern: string; idHint: string },
): Field<string> {
	const { picker, idPattern, idHint, ...face } = options;
	const schema = z.preprocess(
		(value) => {
			const id = locatorValue(value);
			// A number with too many digits has lost some of them already, and would name another record.
			return Number.isSafeInteger(id) ? String(id) : id;
		},
		z
			.string(expected(idHint))
			.trim()
			.regex(new RegExp(`^(?:${idPattern})$`), expected(idHint)),
	) as unknown as z.ZodType<string>;
	return {
		...face,
		control: { kind: 'locator', picker, idPattern, idHint },
		schema,
		default: { mode: 'list', value: '' },
	};
}

function locatorValue(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return 'value' in value ? value.value : value;
}

/** Name of the collection inside an entry that holds the optional fields. */
export const ENTRY_COLLECTION = 'additionalFields';

/** No optional fields. */
type NoFields = Record<never, Field>;

/**
 * A list of entries ("Add Variation"). n8n fills in the default of every field that an entry always
 * shows, so only those belong under `fields` that every entry has; the rest go to `optionalFields`.
 */
export function list<M extends FieldMap, O extends FieldMap = NoFields>(
	options: FieldText & { entryName: string; addText: string; fields: M; optionalFields?: O },
): Field<SomeValuesOf<M & O>[]> {
	const { entryName, addText, fields, optionalFields = {} as O, ...face } = options;
	const schema = z.preprocess(
		(value) => unwrapEntries(value, fields),
		z.array(someValues({ ...fields, ...optionalFields }), expected('a list of entries')),
	) as unknown as z.ZodType<SomeValuesOf<M & O>[]>;
	const control = { kind: 'list' as const, entryName, addText, fields, optionalFields };
	return { ...face, control, schema, default: {} };
}

function unwrapEntries(value: unknown, fields: FieldMap): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries: unknown = 'values' in value ? value.values : [];
	return Array.isArray(entries) ? entries.map((entry) => flatEntry(entry, fields)) : entries;
}

/** An entry with its optional fields beside the others, and without lists that were left empty. */
function flatEntry(entry: unknown, fields: FieldMap): unknown {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
	const { [ENTRY_COLLECTION]: optional, ...shown } = entry as Record<string, unknown>;
	const given = Object.entries(shown).filter(
		([name, value]) => fields[name]?.control.kind !== 'list' || !isEmptyList(value),
	);
	return { ...Object.fromEntries(given), ...(optional as object | undefined) };
}

function isEmptyList(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || !('values' in value)) return true;
	return Array.isArray(value.values) && value.values.length === 0;
}

/** A JSON value of the given shape, typed in as text or handed over by an expression. */
export function json<T>(options: FieldText & { schema: z.ZodType<T>; default?: string }): Field<T> {
	const { schema: shape, default: preset = '{}', ...face } = options;
	const schema = z.preprocess(parsedJson, shape) as unknown as z.ZodType<T>;
	return { ...face, control: { kind: 'json' }, schema, default: preset };
}

/** Marks a text that is no JSON, so that the shape's own message names what is expected. */
const NOT_JSON = Symbol('not JSON');

function parsedJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return NOT_JSON;
	}
}

/** A sentence in the form, without a value. */
export function notice(options: FieldText): Field<undefined> {
	return {
		...options,
		control: { kind: 'notice' },
		schema: z.any().transform(() => undefined) as unknown as z.ZodType<undefined>,
		default: '',
	};
}

/** Any of these fields; what is absent, null or an empty control is left out. */
export function someValues<M extends FieldMap>(fields: M): z.ZodType<SomeValuesOf<M>> {
	const shape = Object.fromEntries(
		Object.entries(fields).map(([name, field]) => [name, field.schema.optional()]),
	);
	return z.preprocess(
		(value) => withoutUnset(value, fields),
		z.object(shape, expected('fields with values')),
	) as unknown as z.ZodType<SomeValuesOf<M>>;
}

/** All of these fields. */
export function allValues<M extends FieldMap>(fields: M): z.ZodType<ValuesOf<M>> {
	const shape = Object.fromEntries(
		Object.entries(fields).map(([name, field]) => [name, field.schema]),
	);
	return z.object(shape) as unknown as z.ZodType<ValuesOf<M>>;
}

/** An optional field counts as not given when it is absent, null, or an emptied control that is not a text. */
export function isUnset(value: unknown, field: Field): boolean {
	if (value === undefined || value === null) return true;
	return value === '' && (field.control.kind !== 'text' || field.unsetWhenEmpty === true);
}

function withoutUnset(value: unknown, fields: FieldMap): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(
		Object.entries(value).filter(([name, each]) => {
			const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
			return field !== undefined && !isUnset(each, field);
		}),
	);
}
