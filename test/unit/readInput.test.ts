import fc from 'fast-check';
import { set } from 'lodash';
import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { readInput, type ItemInput } from '../../nodes/shared/action/readInput';
import {
	boolean,
	choice,
	decimal,
	integer,
	json,
	list,
	locator,
	notice,
	shownWhen,
	text,
} from '../../nodes/shared/contract/field';
import type { AnyOperation } from '../../nodes/shared/contract/operation';
import { inventorumNode } from '../../nodes/Inventorum/contract';
import { formContext, operation } from './support';

const entries = list({
	displayName: 'Entries',
	entryName: 'Entry',
	addText: 'Add Entry',
	fields: {
		price: decimal({ displayName: 'Price' }),
		inner: list({
			displayName: 'Inner',
			entryName: 'Inner',
			addText: 'Add Inner',
			fields: { size: integer({ displayName: 'Size' }) },
		}),
	},
});

const thing = operation({
	apiVersion: 8,
	form: {
		fields: {
			hint: notice({ displayName: 'Hint' }),
			thing: locator({
				displayName: 'Thing',
				picker: 'find',
				idPattern: '\\d+',
				idHint: 'a thing ID',
			}),
			name: text({ displayName: 'Name' }),
			note: text({ displayName: 'Note', mayBeEmpty: true }),
			how: choice({
				displayName: 'How',
				choices: [
					{ name: 'Fields', value: 'fields' },
					{ name: 'JSON', value: 'json' },
				],
			}),
			entries: shownWhen({ how: ['fields'] }, entries),
			entriesJson: shownWhen(
				{ how: ['json'] },
				json({ displayName: 'Entries (JSON)', schema: z.array(z.unknown(), 'a JSON list') }),
			),
		},
		updateFields: { price: decimal({ displayName: 'Price' }), entries },
		options: { strict: boolean({ displayName: 'Strict' }) },
	},
	check: ({ name }) => (name === 'odd' ? { field: 'Name', problem: 'must not be odd' } : undefined),
});

const GOOD = { thing: { mode: 'id', value: '12' }, name: 'a', how: 'fields', note: '' };

const read = (parameters: IDataObject, planned: AnyOperation = thing, itemIndex = 4) =>
	readInput(formContext(parameters), planned, itemIndex);

function accepted(parameters: IDataObject, planned?: AnyOperation): ItemInput {
	const result = read(parameters, planned);
	if (result instanceof NodeOperationError) throw result;
	return result;
}

function refusal(parameters: IDataObject, planned?: AnyOperation): string {
	const result = read(parameters, planned);
	if (!(result instanceof NodeOperationError)) throw new Error('It was accepted');
	return result.message;
}

describe('readInput', () => {
	it('gives the checked values in the shape of the form', () => {
		const parameters = {
			...GOOD,
			name: 5,
			entries: { values: [{ price: '1.5' }] },
			updateFields: { price: '2', entries: {}, unknown: 1 },
			options: { strict: 'true' },
		};
		expect(accepted(parameters)).toEqual({
			itemIndex: 4,
			input: {
				thing: '12',
				name: '5',
				note: '',
				how: 'fields',
				entries: [{ price: 1.5 }],
				additionalFields: {},
				updateFields: { price: 2, entries: [] },
				filters: {},
				sort: {},
				options: { strict: true },
			},
			limit: Infinity,
			simplify: false,
			apiVersion: undefined,
		});
	});

	it('reads and checks only what the form shows', () => {
		const hidden = { ...GOOD, entries: 'junk', how: 'json', entriesJson: '[1]' };
		const { input } = accepted(hidden);
		expect(input).toMatchObject({ how: 'json', entriesJson: [1] });
		expect(Object.keys(input)).not.toContain('entries');
		expect(Object.keys(input)).not.toContain('hint');
	});

	it.each([
		['name', '', 'Name: expected a text, but got nothing'],
		['name', null, 'Name: expected a text, but got nothing'],
		['name', { a: 1 }, 'Name: expected a text, but got “{"a":1}”'],
		['name', [1, 2], 'Name: expected a text, but got a list of 2'],
		['name', 'odd', 'Name: must not be odd'],
		['thing', '', 'Thing: expected a thing ID, but got nothing'],
		['thing', { mode: 'list', value: '' }, 'Thing: expected a thing ID, but got nothing'],
		['thing', { mode: 'id', value: null }, 'Thing: expected a thing ID, but got nothing'],
		['thing', { mode: 'id', value: 'x' }, 'Thing: expected a thing ID, but got “x”'],
		['how', 'other', 'How: expected one of fields, json, but got “other”'],
		['how', '', 'How: expected one of fields, json, but got nothing'],
		['entries', 'x', 'Entries: expected a list of entries, but got “x”'],
		[
			'entries.values',
			[{ price: 1 }, { price: 'x' }],
			'Entries, entry 2, Price: expected a number, such as 12.50, but got “x”',
		],
		[
			'entries.values',
			[{ inner: { values: [{ size: 1 }, { size: -1 }] } }],
			'Entries, entry 1, Inner, entry 2, Size: expected a whole number of at least 0, but got “-1”',
		],
		[
			'updateFields.price',
			'1,5',
			'Price: expected a number with a point before the decimals, such as 12.50, but got “1,5”',
		],
		[
			'updateFields.entries.values',
			[{ price: [] }],
			'Entries, entry 1, Price: expected a number, such as 12.50, but got a list of 0',
		],
		['options.strict', 'maybe', 'Strict: expected true or false, but got “maybe”'],
		['options.apiVersion', 'x', 'API Version: expected a whole number of at least 1, but got “x”'],
		['options.apiVersion', 0, 'API Version: expected a whole number of at least 1, but got “0”'],
	])('refuses %s = %j', (path, value, message) => {
		const parameters = set(structuredClone<IDataObject>(GOOD), path, value);
		expect(refusal(parameters)).toBe(`${message} [item 4]`);
	});

	it.each(['updateFields', 'options'])(
		'never ignores %s that are no fields with values',
		(name) => {
			expect(read({ ...GOOD, [name]: 'junk' })).toBeInstanceOf(NodeOperationError);
		},
	);

	it('checks combinations only once every value is good', () => {
		expect(refusal({ ...GOOD, name: 'odd', how: 'x' })).toContain('How: expected');
	});

	it.each([
		['nothing', {}, 50],
		['a number', { limit: 7 }, 7],
		['a text', { limit: '7' }, 7],
		['Return All', { returnAll: true, limit: 'junk' }, Infinity],
	])('takes the limit of a list from %s', (_, parameters, limit) => {
		const listing = operation({ paging: { maxPageSize: 10, identify: String } });
		expect(accepted(parameters, listing).limit).toBe(limit);
	});

	it.each([0, -1, 1.5, 'x', '', null, 2 ** 60])('refuses the limit %j', (limit) => {
		const listing = operation({ paging: { maxPageSize: 10, identify: String } });
		expect(refusal({ limit }, listing)).toContain('Limit: expected a whole number of at least 1');
	});

	it.each([
		[['id'], true, true],
		[['id'], false, false],
		[undefined, true, false],
	])('simplifies with the fields %j and the switch %p: %p', (simplify, on, expected) => {
		const planned = operation({ output: { schema: z.object({}), simplify } });
		expect(accepted({ simplify: on }, planned).simplify).toBe(expected);
	});

	it('takes an API version only where the operation has versions', () => {
		const parameters = { options: { apiVersion: '9' } };
		expect(accepted({ ...GOOD, ...parameters }).apiVersion).toBe(9);
		expect(accepted(parameters, operation()).apiVersion).toBeUndefined();
	});
});

const OPERATIONS = inventorumNode.resources.flatMap(({ operations }) => [...operations]);

describe('the forms of INVENTORUM', () => {
	it.each(OPERATIONS.map((each) => [each.name, each] as const))(
		'%s takes or refuses any values, in words of its own',
		(_, planned) => {
			const names = [
				...Object.keys(planned.form.fields),
				...['additionalFields', 'updateFields', 'filters', 'sort', 'options'],
				...['returnAll', 'limit', 'simplify'],
			];
			const parameters = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
			fc.assert(
				fc.property(parameters, (values) => {
					const result = read(values as IDataObject, planned);
					if (!(result instanceof NodeOperationError)) return expect(result.itemIndex).toBe(4);
					expect(result.message).toMatch(/^\S.*: .* \[item 4\]$/);
					expect(result.message).not.toMatch(/expected (invalid|too|unrecognized)|received/i);
				}),
				{ numRuns: 60 },
			);
		},
	);

	it.each([
		[[{ id: 1.5 }]],
		[[{ id: 0 }]],
		[[{ id: -1 }]],
		[[{ id: '7' }]],
		[[{ attributes: [] }]],
		[[5]],
		[{}],
	])('refuse the variations %j in words of their own', (variations) => {
		const planned = OPERATIONS.find(({ name }) => name === 'setVariations');
		const parameters = {
			product: '12',
			specifyVariations: 'json',
			variationsJson: JSON.stringify(variations),
		};
		const message = refusal(parameters, planned);
		expect(message).toMatch(/^Variations \(JSON\).*: expected an? /);
		expect(message).not.toMatch(/invalid|too small|received/i);
		expect(message).not.toMatch(/but got (nothing|“\[”)/);
	});

	it.each([
		['adjustInventory', 'date'],
		['getModified', 'startDate'],
		['getDeleted', 'startDate'],
	])('%s refuses a date that it could not send', (name, field) => {
		const planned = OPERATIONS.find((each) => each.name === name);
		const parameters = { product: '12', quantity: 1, price: 1, note: '', [field]: '01/31/2026' };
		expect(refusal(parameters, planned)).toContain('expected a date such as 2026-01-31');
	});
});
