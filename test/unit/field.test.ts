import fc from 'fast-check';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import {
	allValues,
	boolean,
	choice,
	choices,
	date,
	decimal,
	decimalText,
	dropdown,
	dropdownMany,
	idList,
	integer,
	isUnset,
	json,
	list,
	locator,
	notice,
	sentAs,
	shownWhen,
	someValues,
	text,
	type Field,
} from '../../nodes/shared/contract/field';

const NAME = { displayName: 'Field' };
const CHOICES = [
	{ name: 'Red', value: 'red' },
	{ name: 'Blue', value: 'blue' },
] as const;

const entryFields = {
	name: text({ displayName: 'Name' }),
	price: decimal({ displayName: 'Price', minValue: 0 }),
};

const FIELDS = {
	text: text(NAME),
	'short text': text({ ...NAME, maxLength: 3 }),
	integer: integer(NAME),
	'integer from -5': integer({ ...NAME, minValue: -5 }),
	decimal: decimal(NAME),
	'decimal from 0': decimal({ ...NAME, minValue: 0 }),
	'decimal text': decimalText(NAME),
	boolean: boolean(NAME),
	date: date(NAME),
	choice: choice({ ...NAME, choices: CHOICES }),
	choices: choices({ ...NAME, choices: CHOICES }),
	dropdown: dropdown({ ...NAME, picker: 'getThings' }),
	'dropdown for many': dropdownMany({ ...NAME, picker: 'getThings' }),
	'ID list': idList(NAME),
	locator: locator({ ...NAME, picker: 'find', idPattern: '\\d{1,20}', idHint: 'a thing ID' }),
	list: list({ ...NAME, entryName: 'Entry', addText: 'Add Entry', fields: entryFields }),
	json: json({ ...NAME, schema: z.array(z.number('numbers only'), 'a JSON list of numbers') }),
	notice: notice(NAME),
} satisfies Record<string, Field>;

type Kind = keyof typeof FIELDS;

/** The words after "expected", or the value that was accepted. */
function read(kind: Kind, value: unknown): { value?: unknown; expected?: string } {
	const result = (FIELDS[kind] as Field).schema.safeParse(value);
	return result.success ? { value: result.data } : { expected: result.error.issues[0]?.message };
}

const ACCEPTED: [Kind, unknown, unknown][] = [
	['text', 'a', 'a'],
	['text', '', ''],
	['text', ' a ', ' a '],
	['text', 5, '5'],
	['text', true, 'true'],
	['short text', 'abc', 'abc'],
	['integer', 5, 5],
	['integer', '5', 5],
	['integer', ' 7 ', 7],
	['integer', 0, 0],
	['integer from -5', '-5', -5],
	['decimal', 12.5, 12.5],
	['decimal', '12.50', 12.5],
	['decimal', ' +4 ', 4],
	['decimal', '-3', -3],
	['decimal from 0', 0, 0],
	['decimal text', '200.50', '200.50'],
	['decimal text', 200.5, '200.5'],
	['decimal text', ' -5 ', '-5'],
	['decimal text', 0.1 + 0.2, '0.30000000000000004'],
	['decimal text', 1e-7, '0.0000001'],
	['decimal text', 0, '0'],
	['boolean', true, true],
	['boolean', 'true', true],
	['boolean', 'false', false],
	['date', '2026-01-31', '2026-01-31'],
	['date', '2026-01-31T15:00:00Z', '2026-01-31T15:00:00Z'],
	['date', '2026-01-31T15:00:00.000+01:00', '2026-01-31T15:00:00.000+01:00'],
	['date', new Date(0), '1970-01-01T00:00:00.000Z'],
	['date', DateTime.fromISO('2026-01-31', { zone: 'utc' }), '2026-01-31T00:00:00.000Z'],
	['choice', 'blue', 'blue'],
	['choices', ['blue', 'red'], ['blue', 'red']],
	['choices', [], []],
	['dropdown', 5, 5],
	['dropdown', '5', 5],
	['dropdown for many', [1, '2'], [1, 2]],
	['dropdown for many', '1, 2,', [1, 2]],
	['dropdown for many', 7, [7]],
	['dropdown for many', [], []],
	['ID list', '111,222', [111, 222]],
	['ID list', ' 111 , 222 ', [111, 222]],
	['ID list', 111, [111]],
	['ID list', ['111', 222], [111, 222]],
	['locator', { __rl: true, mode: 'list', value: '12' }, '12'],
	['locator', { mode: 'id', value: 12 }, '12'],
	['locator', ' 12 ', '12'],
	['locator', 12, '12'],
	['locator', '123456789012345678', '123456789012345678'],
	['list', { values: [{ name: 'a', price: '1.5' }, {}] }, [{ name: 'a', price: 1.5 }, {}]],
	['list', [{ name: 5 }], [{ name: '5' }]],
	['list', { values: [{ name: 'a', price: null, more: 1 }] }, [{ name: 'a' }]],
	['list', {}, []],
	['json', '[1, 2]', [1, 2]],
	['json', [1], [1]],
	['notice', 'anything', undefined],
];

const WHOLE = 'a whole number of at least';
const NUMBER = 'a number, such as 12.50';
const WITH_POINT = 'a number with a point before the decimals, such as 12.50';
const DECIMAL_TEXT = 'a number with a point before the decimals, such as -12.50';
const DATE = 'a date such as 2026-01-31';
const MOMENT = 'a date such as 2026-01-31 or 2026-01-31T15:00:00Z';

const REFUSED: [Kind, unknown[], string][] = [
	['text', [null, undefined, {}, ['a']], 'a text'],
	['short text', ['abcd', 1234], 'a text of at most 3 characters'],
	['integer', [-1, 'five', '', '1.5', '1e3', null, true, [5], Number.NaN], `${WHOLE} 0`],
	['integer', [1.5, 2 ** 53, '12345678901234567890'], 'a whole number without a fraction'],
	['integer from -5', [-6, '-6'], `${WHOLE} -5`],
	['decimal', ['', 'abc', '.5', '1e3', null, true, {}, [1], Number.NaN, Infinity], NUMBER],
	['decimal', ['1,234.50', '1 000'], NUMBER],
	['decimal', ['12,50', '-3,5', '1.234,50', ' ,5 '], WITH_POINT],
	['decimal from 0', [-1, '-0.01'], 'a number of at least 0'],
	['decimal text', [null, true, {}, [], Number.NaN, Infinity], NUMBER],
	['decimal text', ['', 'abc', '12,50', '1e3', '0x10', 1e21], DECIMAL_TEXT],
	['boolean', ['yes', 'TRUE', '', 0, 1, null, []], 'true or false'],
	['date', [null, 5, {}, [], true, { toISO: 5 }], DATE],
	['date', ['', 'soon', '31.01.2026', '2026-13-01', new Date(Number.NaN)], MOMENT],
	['choice', ['Red', '', null, 0, ['red']], 'one of red, blue'],
	['choices', [['red', 'green'], [null]], 'one of red, blue'],
	['choices', ['red', null, {}], 'a list'],
	['dropdown', [0, '0', '', 'a', null, []], `${WHOLE} 1`],
	['dropdown for many', [null, {}, true], 'a list of IDs'],
	['dropdown for many', ['1,a', [0], [[1]], 0], `${WHOLE} 1`],
	['ID list', [null, {}, true], 'IDs with commas between them, such as 111,222'],
	['ID list', ['111;222', '111 222', [null]], `${WHOLE} 1`],
	['locator', ['', 'a1', '-1', 1.5, null, {}, ['1'], { mode: 'id', value: '' }], 'a thing ID'],
	['locator', ['1\n2', '1/2', '..', '9'.repeat(21)], 'a thing ID'],
	['list', ['x', 5, null, { values: 'x' }, { values: {} }], 'a list of entries'],
	['list', [['x'], [null], { values: [[]] }], 'fields with values'],
	['list', [[{ price: -1 }]], 'a number of at least 0'],
	['json', ['{', '', 'abc', '{}', 5, null], 'a JSON list of numbers'],
	['json', ['["a"]', [null]], 'numbers only'],
];

describe('a field', () => {
	it.each(ACCEPTED)('of kind %s takes %j as %j', (kind, given, value) => {
		expect(read(kind, given)).toEqual({ value });
	});

	it.each(
		REFUSED.flatMap(([kind, all, words]) => all.map((given) => [kind, given, words] as const)),
	)('of kind %s refuses %p: expected %s', (kind, given, expected) => {
		expect(read(kind, given)).toEqual({ expected });
	});

	it.each([
		'01/31/2026',
		'Jan 31, 2026',
		'2026/01/31',
		'5',
		'page 5',
		'2026-02-30',
		'Sat, 31 Jan 2026 15:00:00 GMT',
	])('for a date refuses “%s”, which is no ISO text', (value) => {
		expect(DateTime.fromISO(value).isValid).toBe(false);
		expect(read('date', value)).toEqual({ expected: MOMENT });
	});

	it('for a record refuses a number that has lost its last digits', () => {
		expect(read('locator', Number('123456789012345678'))).toEqual({ expected: 'a thing ID' });
	});

	it.each(Object.keys(FIELDS) as Kind[])(
		'of kind %s takes or refuses any value, in its own words',
		(kind) => {
			const value = fc.oneof(
				fc.jsonValue(),
				fc.constant(undefined),
				fc.record({ values: fc.jsonValue() }),
				fc.record({ value: fc.jsonValue() }),
				fc.array(fc.dictionary(fc.constantFrom('name', 'price', 'id'), fc.jsonValue())),
			);
			fc.assert(
				fc.property(value, (given) => {
					const { expected = 'a value' } = read(kind, given);
					expect(expected).not.toMatch(/^invalid|^too |^unrecognized|expected|received/i);
					expect(expected).not.toBe('');
				}),
			);
		},
	);

	it('of kind decimal text keeps every number as it is, without an exponent', () => {
		const usual = fc
			.double({ noNaN: true, min: -1e20, max: 1e20 })
			.filter((number) => number === 0 || Math.abs(number) >= 1e-6);
		fc.assert(
			fc.property(usual, (number) => {
				const { value } = read('decimal text', number);
				expect(value).toMatch(/^-?\d+(\.\d+)?$/);
				expect(Number(value)).toBe(number === 0 ? 0 : number);
			}),
		);
	});

	it('of kind decimal reads what it writes', () => {
		fc.assert(
			fc.property(fc.integer(), fc.nat(99), (whole, cents) => {
				const written = `${whole}.${String(cents).padStart(2, '0')}`;
				expect(read('decimal', written)).toEqual({ value: Number(written) });
				expect(read('decimal text', written)).toEqual({ value: written });
			}),
		);
	});

	it.each([
		['text', '', { kind: 'text', rows: 4 }, text({ ...NAME, rows: 4 })],
		[
			'integer',
			2,
			{ kind: 'number', precision: 0, minValue: 2 },
			integer({ ...NAME, minValue: 2 }),
		],
		['integer', 9, { kind: 'number', precision: 0, minValue: 0 }, integer({ ...NAME, default: 9 })],
		['decimal', 0, { kind: 'number' }, decimal(NAME)],
		['boolean', true, { kind: 'boolean' }, boolean({ ...NAME, default: true })],
		['choice', 'red', { kind: 'choice', choices: CHOICES }, FIELDS.choice],
		[
			'choice',
			'blue',
			{ kind: 'choice', choices: CHOICES },
			choice({ ...NAME, choices: CHOICES, default: 'blue' }),
		],
		['choices', [], { kind: 'choices', choices: CHOICES }, FIELDS.choices],
		['dropdown', '', { kind: 'dropdown', picker: 'getThings', many: false }, FIELDS.dropdown],
		[
			'dropdown',
			[],
			{ kind: 'dropdown', picker: 'getThings', many: true },
			FIELDS['dropdown for many'],
		],
		[
			'locator',
			{ mode: 'list', value: '' },
			{ kind: 'locator', picker: 'find', idPattern: '\\d{1,20}', idHint: 'a thing ID' },
			FIELDS.locator,
		],
		[
			'list',
			{},
			{
				kind: 'list',
				entryName: 'Entry',
				addText: 'Add Entry',
				fields: entryFields,
				optionalFields: {},
			},
			FIELDS.list,
		],
		['json', '{}', { kind: 'json' }, FIELDS.json],
	])('of kind %s starts with %j', (_, preset, control, field: Field) => {
		expect(field.default).toEqual(preset);
		expect(field.control).toEqual(control);
		expect(field.displayName).toBe('Field');
	});
});

describe('shownWhen and sentAs', () => {
	const facts = { timeZone: 'Europe/Berlin', now: new Date(0) };

	it('add to a field and leave the rest of it, and the field itself, as they were', () => {
		const plain = text({ ...NAME, wireName: 'plain_name' });
		const shown = shownWhen({ kind: ['a', 'b'] }, plain);
		const sent = sentAs(plain, (value, { timeZone }) => `${value} in ${timeZone}`);
		expect(shown).toEqual({ ...plain, showWhen: { kind: ['a', 'b'] } });
		expect(sent.toWire?.('noon', facts)).toBe('noon in Europe/Berlin');
		expect({ ...sent, toWire: undefined }).toEqual({ ...plain, toWire: undefined });
		expect(Object.keys(plain)).not.toContain('showWhen');
		expect(Object.keys(plain)).not.toContain('toWire');
	});
});

describe('isUnset', () => {
	it.each([
		['text', undefined, true],
		['text', null, true],
		['text', '', false],
		['integer', '', true],
		['integer', 0, false],
		['choice', '', true],
		['boolean', false, false],
		['dropdown', '', true],
		['ID list', '', false],
		['list', [], false],
	] as [Kind, unknown, boolean][])('is, for kind %s and %j, %p', (kind, value, unset) => {
		expect(isUnset(value, FIELDS[kind])).toBe(unset);
	});
});

describe('someValues', () => {
	const fields = { ...entryFields, count: integer({ displayName: 'Count' }) };
	const schema = someValues(fields);

	it.each([
		['nothing', {}, {}],
		['what is unset', { name: null, price: undefined, count: '' }, {}],
		['no empty text', { name: '' }, { name: '' }],
		['what the form does not have', { name: 'a', other: 1 }, { name: 'a' }],
		['no zero', { price: 0, count: '0' }, { price: 0, count: 0 }],
	])('drops %s', (_, given, values) => {
		const result = schema.parse(given);
		expect(result).toEqual(values);
		expect(Object.keys(result)).toEqual(Object.keys(values));
	});

	it.each([[null], ['x'], [5], [[]], [undefined], [true]])('refuses %j as a whole', (given) => {
		expect(schema.safeParse(given).error?.issues[0]?.message).toBe('fields with values');
	});

	it('tells every value that it refuses, with its place', () => {
		const issues = schema.safeParse({ name: {}, price: 'x', count: 1 }).error?.issues;
		expect(issues?.map(({ path, message }) => [path, message])).toEqual([
			[['name'], 'a text'],
			[['price'], NUMBER],
		]);
	});

	it.each(['toString', 'constructor', 'hasOwnProperty', '__proto__'])(
		'drops a value with the name %s',
		(name) => {
			for (const value of ['', 'x', null, {}]) {
				const given: unknown = JSON.parse(`{"${name}":${JSON.stringify(value)},"name":"a"}`);
				expect(schema.safeParse(given)).toEqual({ success: true, data: { name: 'a' } });
			}
		},
	);

	it('never throws and never gives a value that was not asked for', () => {
		const record = fc.dictionary(
			fc.oneof(fc.constantFrom(...Object.keys(fields)), fc.string()),
			fc.jsonValue(),
		);
		fc.assert(
			fc.property(fc.oneof(record, fc.jsonValue()), (given) => {
				const result = schema.safeParse(given);
				if (!result.success) return expect(result.error.issues.length).toBeGreaterThan(0);
				const unknown = Object.keys(result.data).filter((name) => !Object.hasOwn(fields, name));
				expect(unknown).toEqual([]);
			}),
		);
	});
});

describe('allValues', () => {
	it('wants every field', () => {
		const schema = allValues(entryFields);
		expect(schema.parse({ name: 'a', price: '1.5' })).toEqual({ name: 'a', price: 1.5 });
		const issues = schema.safeParse({ name: 'a' }).error?.issues;
		expect(issues?.map(({ path, message }) => [path, message])).toEqual([[['price'], NUMBER]]);
	});
});
