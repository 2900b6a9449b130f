import { get, uniq } from 'lodash';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	date,
	expected,
	idList,
	integer,
	sentAs,
	text,
	type Field,
	type FieldText,
} from '../shared/contract/field';

/** Most records in one request (pages of Update Virtual Inventory and Submit Orders V2). */
export const MOST_RECORDS = 50;

/** The page's warning stands in nearly every call; see Disconnect Virtual Inventory. */
export const accountKey = sentAs(
	text({
		displayName: 'Account Key',
		description:
			'Acts on another account. Without permission for it FinerWorks ignores the key silently and acts on your own account, so leave it out if you are not sure.',
		secret: true,
		in: 'body',
	}),
	(key) => key || null,
);

interface WithAccountKey {
	options: { accountKey?: string };
}

/** The account key as requests that are put together by hand send it: not at all, if there is none. */
export function accountKeyOf({ options }: WithAccountKey): { account_key?: string } {
	return options.accountKey ? { account_key: options.accountKey } : {};
}

/** A name that FinerWorks finds a record by. Spaces around it are dropped, and it is never empty. */
export function keyText(options: FieldText & { what: string; maxLength?: number }): Field<string> {
	const { what, maxLength = Infinity, ...face } = options;
	return { ...text(face), schema: keySchema(what, maxLength) };
}

function keySchema(what: string, maxLength = Infinity): z.ZodType<string> {
	return z.preprocess(
		(value) => (typeof value === 'number' ? String(value) : value),
		z
			.string(expected(what))
			.trim()
			.min(1, expected(what))
			.max(maxLength, expected(`${what} of at most ${maxLength} characters`)),
	) as unknown as z.ZodType<string>;
}

/** One of the vendor's numbers. A box for texts, because a number box never starts empty. */
export function idNumber(options: FieldText): Field<number> {
	const { schema } = integer({ ...options, minValue: 1 });
	return { ...text(options), schema } as unknown as Field<number>;
}

/** Several names in one field, with commas or line breaks between them, or a list by expression. */
export function keyList(options: FieldText & { what: string; many: string }): Field<string[]> {
	const { what, many, ...face } = options;
	const schema = z
		.preprocess(
			(value) => (typeof value === 'string' ? splitKeys(value) : value),
			z.array(keySchema(what), expected(many)).min(1, expected(many)),
		)
		.transform((keys) => uniq(keys)) as unknown as z.ZodType<string[]>;
	return { ...text(face), schema, default: '' } as unknown as Field<string[]>;
}

function splitKeys(value: string): string[] {
	return value
		.split(/[,\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** As {@link keyList}, for numbers. An empty list is refused: it would filter nothing. */
export function ids(options: FieldText): Field<number[]> {
	const field = idList(options);
	const schema = field.schema.refine(
		(list) => list.length > 0,
		expected('IDs with commas between them, such as 111,222'),
	);
	return { ...field, schema };
}

/** A moment with its offset, as in the page's sample of List Orders. */
export function moment(options: FieldText): Field<string> {
	return sentAs(date(options), (value, { timeZone }) =>
		DateTime.fromISO(value, { zone: timeZone, setZone: true }).toISO(),
	);
}

/** The records of an answer, whatever else came. */
export function rowsAt(answer: unknown, member: string): IDataObject[] {
	const rows: unknown = get(answer, member);
	return Array.isArray(rows) ? (rows as IDataObject[]) : [];
}
