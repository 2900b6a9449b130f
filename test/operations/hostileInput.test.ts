import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../harness/host';
import { adjustForm, plainProductForm } from './forms';
import { byId, errorOf, playVendor, runProduct, till } from './support';

const MEGABYTE = 1024 * 1024;

/** Longest message that is still read. */
const LONGEST_MESSAGE = 300;

const ONE: INodeParameters = { product: byId('1') };

async function refusalOf(
	operation: string,
	form: INodeParameters,
	item: IDataObject = {},
): Promise<string> {
	const result = await runProduct(operation, form, [item]);
	const { message } = errorOf(result);
	expect(`${result.error?.name}: ${message}`).toMatch(/^NodeOperationError: /);
	expect(message.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
	return message;
}

/** The body that arrives for a form. */
async function sentBody(
	operation: 'create' | 'update' | 'setVariations',
	form: INodeParameters,
	item: IDataObject = {},
): Promise<unknown> {
	const bodies: unknown[] = [];
	const isNew = operation === 'create';
	till()
		.intercept(isNew ? '/api/products/' : '/api/products/1/', isNew ? 'POST' : 'PUT')
		.reply((_, body) => {
			bodies.push(body);
			return [200, { id: 1 }];
		});
	itemsOf(await runProduct(operation, { ...(isNew ? {} : ONE), ...form }, [item]));
	return bodies[0];
}

describe('IDs', () => {
	playVendor();

	it.each([
		'1/../2',
		'..',
		'../users',
		'%2e%2e',
		'1%2F2',
		'1?page=2',
		'1#x',
		'１２３',
		'١٢٣',
		'1 2',
		'-1',
		'+1',
		'1e3',
		'1.5',
		'0x10',
		'1234567890123456789012345',
		'1\u00002',
		'1\n2',
		'undefined',
		'null',
		'[object Object]',
	])('%j is refused, and nothing is sent', async (id) => {
		const message = await refusalOf('get', { product: byId('={{ $json.id }}') }, { id });
		expect(message).toMatch(/^Product: expected a product ID, which has digits only, but got “/);
	});

	it.each([
		['a negative number', '={{ -1 }}', '“-1”'],
		['a fraction', '={{ 1.5 }}', '“1.5”'],
		['a number with an exponent', '={{ 1e25 }}', '“1e+25”'],
		['NaN', '={{ 0 / 0 }}', '“NaN”'],
		['infinity', '={{ 1 / 0 }}', '“Infinity”'],
		['true', '={{ true }}', '“true”'],
		['a list', '={{ [1] }}', 'a list of 1'],
		['an object', '={{ ({ id: 1 }) }}', '“{"id":1}”'],
		['an object with a value', '={{ ({ value: "1" }) }}', '“{"value":"1"}”'],
		['null', '={{ null }}', 'nothing'],
		['undefined', '={{ undefined }}', 'nothing'],
		['an empty text', '={{ "" }}', 'nothing'],
		['a missing field', '={{ $json.nowhere }}', 'nothing'],
	])('%s is refused', async (_, value, shown) => {
		const message = await refusalOf('get', { product: byId(value) });
		expect(message).toContain('Product: expected ');
		expect(message).toContain(`but got ${shown}`);
	});

	it('a number that has lost its last digits is refused', async () => {
		const message = await refusalOf('get', { product: byId('={{ 612689785305669070 }}') });
		expect(message).toMatch(/^Product: expected /);
	});

	it('a megabyte is refused in a short message', async () => {
		const message = await refusalOf(
			'delete',
			{ product: byId('={{ $json.id }}') },
			{ id: '1x'.repeat(MEGABYTE / 2) },
		);
		expect(message).toMatch(/^Product: expected .* but got “1x1x.*…” \[item 0\]$/);
	});

	it.each([
		['spaces around', ' 42 ', '42'],
		['zeros before', '0042', '0042'],
		['twenty digits', '61268978530566907012', '61268978530566907012'],
		['a number', 42, '42'],
	])('%s: taken', async (_, id, sent) => {
		till().get(`/api/products/${sent}/`).reply(200, { id: 42 });
		expect(
			itemsOf(await runProduct('get', { product: byId('={{ $json.id }}') }, [{ id }])),
		).toEqual([{ id: 42 }]);
	});

	it.each([
		['Category', { categories: '={{ $json.value }}' }, ['1', '2/3']],
		['Category', { categories: '={{ $json.value }}' }, [{ id: 1 }]],
		['Category', { categories: '={{ $json.value }}' }, '1;2'],
		['Category', { categories: '={{ $json.value }}' }, -4],
		['Image IDs', { images: '={{ $json.value }}' }, '12,abc'],
		['Image IDs', { images: '={{ $json.value }}' }, { id: 1 }],
		['Image IDs', { images: '={{ $json.value }}' }, '12,-3'],
		['Image IDs', { images: '={{ $json.value }}' }, '99999999999999999999'],
		['Tax Type', { taxType: '={{ $json.value }}' }, '19%'],
		['Tax Type', { taxType: '={{ $json.value }}' }, 0],
		['Tax Type', { taxType: '={{ $json.value }}' }, 1.5],
		['Tax Type', { taxType: '={{ $json.value }}' }, [59342]],
	] as [string, INodeParameters, unknown][])('%s refuses %j: %j', async (field, form, value) => {
		const updateFields = form;
		const message = await refusalOf('update', { ...ONE, updateFields }, { value } as IDataObject);
		expect(message.startsWith(`${field}`)).toBe(true);
		expect(message).toContain('expected');
	});

	it.each([
		['12, 13 ,', [12, 13]],
		[
			[12, '13'],
			[12, 13],
		],
		[12, [12]],
		['', []],
	] as [unknown, number[]][])('Image IDs take %j', async (value, ids) => {
		const body = await sentBody('update', { updateFields: { images: '={{ $json.value }}' } }, {
			value,
		} as IDataObject);
		expect(body).toEqual({ images: ids.map((id) => ({ id, new: true })) });
	});
});

describe('texts', () => {
	playVendor();

	const NAME: INodeParameters = { updateFields: { name: '={{ $json.value }}' } };

	it.each([
		['quotes and backslashes', '"\\\'`${1}{{ 1 }}'],
		['line ends and tabs', 'a\r\nb\tc'],
		['other scripts and emoji', 'Grüße 漢字 🛒 \u200f'],
		['a lone surrogate', 'a\ud800b'],
		['a null character', 'a\u0000b'],
		['HTML', '<script>alert(1)</script>'],
		['something that looks like an expression', '={{ $json }}'],
		['nothing', ''],
		['a long number', '612689785305669070'],
	])('%s arrive unharmed', async (_, value) => {
		expect(await sentBody('update', NAME, { value })).toEqual({ name: value });
	});

	it('a megabyte arrives unharmed', async () => {
		const value = 'Ä🛒 '.repeat(MEGABYTE / 4);
		const body = (await sentBody('update', NAME, { value })) as { name: string };
		expect(body.name.length).toBe(value.length);
		expect(body.name === value).toBe(true);
	});

	it.each([
		[42, '42'],
		[true, 'true'],
	])('%j becomes a text', async (value, sent) => {
		expect(await sentBody('update', NAME, { value })).toEqual({ name: sent });
	});

	it.each([
		[['a', 'b'], 'a list of 2'],
		[{ de: 'Hose' }, '“{"de":"Hose"}”'],
	])('%j is refused', async (value, shown) => {
		const message = await refusalOf('update', { ...ONE, ...NAME }, { value });
		expect(message).toBe(`Name: expected a text, but got ${shown} [item 0]`);
	});

	it.each([
		['an empty text', '={{ "" }}'],
		['null', '={{ null }}'],
		['undefined', '={{ undefined }}'],
		['a missing field', '={{ $json.nowhere }}'],
	])('a required name is refused when it is %s', async (_, name) => {
		expect(await refusalOf('create', { ...plainProductForm, name })).toBe(
			'Name: expected a text, but got nothing [item 0]',
		);
	});

	it.each(['={{ null }}', '={{ undefined }}', '={{ $json.nowhere }}'])(
		'an optional name is left out when it is %s',
		async (name) => {
			expect(await sentBody('update', { updateFields: { name, brand: 'Nike' } })).toEqual({
				brand: 'Nike',
			});
		},
	);

	it('an update without any value is refused', async () => {
		const updateFields = { name: '={{ null }}' };
		expect(await refusalOf('update', { ...ONE, updateFields })).toBe(
			'Update Fields: expected at least one field with a value, but got none [item 0]',
		);
	});
});

describe('numbers, switches and choices', () => {
	playVendor();

	it.each([
		['12,50', 'a number with a point before the decimals, such as 12.50', '“12,50”'],
		['1.234,50', 'a number with a point before the decimals, such as 12.50', '“1.234,50”'],
		['12.50 €', 'a number, such as 12.50', '“12.50 €”'],
		['1e3', 'a number, such as 12.50', '“1e3”'],
		['0x10', 'a number, such as 12.50', '“0x10”'],
		['١٢', 'a number, such as 12.50', '“١٢”'],
		[' ', 'a number, such as 12.50', '“ ”'],
		[[12], 'a number, such as 12.50', 'a list of 1'],
		[{ amount: 12 }, 'a number, such as 12.50', '“{"amount":12}”'],
		[true, 'a number, such as 12.50', '“true”'],
	])('the price %j is refused', async (value, expected, shown) => {
		const updateFields = { price: '={{ $json.value }}' };
		const message = await refusalOf('update', { ...ONE, updateFields }, { value } as IDataObject);
		expect(message).toBe(`Price (Net): expected ${expected}, but got ${shown} [item 0]`);
	});

	it.each([
		['NaN', '={{ 0 / 0 }}'],
		['Infinity', '={{ 1 / 0 }}'],
		['-Infinity', '={{ -1 / 0 }}'],
	])('%s is refused as a price, and named', async (shown, price) => {
		const message = await refusalOf('update', { ...ONE, updateFields: { price } });
		expect(message).toBe(
			`Price (Net): expected a number, such as 12.50, but got “${shown}” [item 0]`,
		);
	});

	it.each([
		['NaN', '={{ 0 / 0 }}'],
		['Infinity', '={{ 1 / 0 }}'],
		['1e3', '1e3'],
		['12,5', '12,5'],
		['--5', '--5'],
	])('%s is refused as a change of the stock', async (_, quantity) => {
		const message = await refusalOf('adjustInventory', { ...adjustForm, quantity });
		expect(message).toMatch(/^Quantity Change: expected a number/);
	});

	it.each([
		['12.50', 12.5],
		[' 7 ', 7],
		['-3', -3],
		['+3', 3],
		[0, 0],
	])('the price %j is taken', async (value, sent) => {
		const form = { updateFields: { price: '={{ $json.value }}' } };
		expect(await sentBody('update', form, { value })).toEqual({ price: sent });
	});

	it('a package of less than nothing is refused', async () => {
		const updateFields = { packageSizeValue: -1 };
		expect(await refusalOf('update', { ...ONE, updateFields })).toBe(
			'Package Size Value: expected a number of at least 0, but got “-1” [item 0]',
		);
	});

	it.each(['yes', 1, 'TRUE', [true]])('%j is no switch', async (value) => {
		const updateFields = { isGiftcard: '={{ $json.value }}' };
		const message = await refusalOf('update', { ...ONE, updateFields }, { value } as IDataObject);
		expect(message).toMatch(/^Gift Card: expected true or false, but got /);
	});

	it.each([
		['true', true],
		['false', false],
		[false, false],
	])('%j is a switch', async (value, sent) => {
		const form = { updateFields: { isGiftcard: '={{ $json.value }}' } };
		expect(await sentBody('update', form, { value })).toEqual({ is_giftcard: sent });
	});

	it.each(['stone', 'constructor', '__proto__', ['pc'], 3])('%j is no unit', async (value) => {
		const updateFields = { packageSizeUnit: '={{ $json.value }}' };
		const message = await refusalOf('update', { ...ONE, updateFields }, { value } as IDataObject);
		expect(message).toMatch(/^Package Size Unit: expected one of m3, g, kg, l, m, ml, pc, m2, /);
	});

	it.each(['toString', '__proto__', 'destroy', ''])('%j is no operation', async (operation) => {
		const { message } = errorOf(await runProduct(operation, ONE));
		expect(message).toContain('Operation');
	});
});

describe('variations by JSON', () => {
	playVendor();

	function withJson(variationsJson: unknown): INodeParameters {
		return { ...ONE, specifyVariations: 'json', variationsJson } as INodeParameters;
	}

	it.each([
		['no JSON', '[{"id": 1}', 'a JSON list of variations'],
		['an object', '{"id": 1}', 'a JSON list of variations'],
		['a text', '"[]"', 'a JSON list of variations'],
		['null', 'null', 'a JSON list of variations'],
		['a list of numbers', '[1, 2]', 'an object for each variation'],
		['a list of nothing', '[null]', 'an object for each variation'],
		['an empty list', '[]', 'at least one variation'],
		['an ID that is a text', '[{"id": "1"}]', 'a whole number as “id”'],
		['an ID below one', '[{"id": 0}]', ''],
		['an ID with a fraction', '[{"id": 1.5}]', ''],
		['attributes that are a list', '[{"id": 1, "attributes": ["S"]}]', 'an object as “attributes”'],
	])('%s is refused', async (_, json, expected) => {
		const message = await refusalOf('setVariations', withJson(json));
		expect(message).toMatch(/^Variations \(JSON\)/);
		expect(message).toContain(`expected ${expected}`);
	});

	it('a long list of wrong entries is refused like a short one', async () => {
		const json = `[${'1,'.repeat(250_000)}1]`;
		const message = await refusalOf('setVariations', withJson('={{ $json.list }}'), { list: json });
		expect(message).toMatch(/^Variations \(JSON\), entry 1: expected an object for each variation/);
	});

	it('a list that an expression hands over is taken', async () => {
		const list = [{ id: 2, price: 1 }];
		const body = await sentBody('setVariations', withJson('={{ $json.list }}'), { list });
		expect(body).toEqual({ variations: list });
	});

	it.each([
		['', { ...plainProductForm, specifyVariations: 'json' }, 'create'],
		['Set ', withJson('x'), 'setVariations'],
	] as [string, INodeParameters, 'create' | 'setVariations'][])(
		'%sprototype keys change nothing',
		async (_, form, operation) => {
			const variationsJson =
				'[{"id": 2, "tax_type": 59342, "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "attributes": {"__proto__": {"polluted": true}, "size": "S"}}]';
			const body = await sentBody(operation, { ...form, variationsJson });
			expect(body).toMatchObject({ variations: [{ id: 2, attributes: { size: 'S' } }] });
			expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		},
	);

	it.each([
		['no variation', '[]', {}, 'at least one variation'],
		[
			'only new ones, without the option',
			'[{"tax_type": 7}]',
			{},
			'at least one existing variation with its ID',
		],
	] as [string, string, INodeParameters, string][])('%s: refused', async (_, json, rest, words) => {
		expect(await refusalOf('setVariations', { ...withJson(json), ...rest })).toContain(words);
	});

	it('a new variation without a tax type is refused', async () => {
		expect(await refusalOf('setVariations', withJson('[{"id": 2}, {"price": 1}]'))).toContain(
			'entry 2 is new and needs the Tax Type of the product',
		);
	});

	it('another tax type than the product’s is refused', async () => {
		const form = {
			...plainProductForm,
			specifyVariations: 'json',
			variationsJson: '[{"price": 1}, {"tax_type": 7}]',
		};
		expect(await refusalOf('create', form)).toBe(
			'Variations (JSON): every “tax_type” must be the same as Tax Type [item 0]',
		);
	});
});

describe('names from outside', () => {
	playVendor();

	it('attributes with the names of prototypes stay plain names', async () => {
		const values = [
			{ name: '__proto__', value: 'x' },
			{ name: 'constructor', value: 'y' },
		];
		const bodies: string[] = [];
		till()
			.put('/api/products/1/')
			.reply((_, body) => {
				bodies.push(JSON.stringify(body));
				return [200, { id: 1 }];
			});
		itemsOf(await runProduct('update', { ...ONE, updateFields: { attributes: { values } } }));
		expect(bodies[0]).toContain('"constructor":["y"]');
		expect(Object.keys(Object.getPrototypeOf({}) as object)).toEqual([]);
	});
});
