import type { IExecuteFunctions } from 'n8n-workflow';
import { readParameter } from '../../nodes/shared/action/readParameter';

const FROM_N8N = Symbol('evaluated by n8n');

const ITEMS = [
	{ json: { sku: 'first' } },
	{ json: { sku: 'A-1', stock: 0, tracked: false, none: null, deep: { id: 7 }, list: ['x'] } },
];

/** What the engine reads of a parameter of the second item. */
function read(raw: unknown): unknown {
	const context = {
		getInputData: () => ITEMS,
		getNodeParameter: (_name: string, _item: number, _fallback: unknown, options?: object) =>
			options === undefined ? FROM_N8N : raw,
	} as unknown as IExecuteFunctions;
	return readParameter(context, 'anything', 1);
}

describe('reading a parameter', () => {
	it.each([['text'], [''], [0], [false], [null], [{}], [{ mode: 'id', value: '7' }]])(
		'takes the fixed value %j as it is',
		(value) => {
			expect(read(value)).toEqual(value);
		},
	);

	it.each([
		['={{ $json.sku }}', 'A-1'],
		['={{$json.stock}}', 0],
		['={{ $json.tracked }}', false],
		['={{ $json.deep.id }}', 7],
	])('looks %s up in the item', (expression, value) => {
		expect(read(expression)).toBe(value);
	});

	it('looks up what stands within collections and locators', () => {
		const raw = {
			quantity: '={{ $json.stock }}',
			name: 'fixed',
			id: { value: '={{ $json.sku }}' },
		};
		expect(read(raw)).toEqual({ quantity: 0, name: 'fixed', id: { value: 'A-1' } });
	});

	it.each([
		['={{ $json.missing }}'],
		['={{ $json.none }}'],
		['={{ $json.deep }}'],
		['={{ $json.list.length }}'],
		['={{ $json.sku.length }}'],
		['={{ $json.deep.toString }}'],
		['={{ $json.stock + 1 }}'],
		['={{ $json.sku }} and more'],
		['={{ $json }}'],
		['=text'],
		[['={{ $json.sku }}']],
		[{ name: '={{ $json.sku }}', other: '={{ $now }}' }],
	])('leaves %j to n8n', (raw) => {
		expect(read(raw)).toBe(FROM_N8N);
	});
});
