import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	boolean,
	date,
	dropdown,
	integer,
	locator,
	shownWhen,
	text,
	type Field,
} from '../../nodes/shared/contract/field';
import { operationRows, operationsPage } from '../../nodes/shared/form/operationTable';
import { outputPreview } from '../../nodes/shared/form/outputPreview';
import { fieldProperty, nodeProperties } from '../../nodes/shared/form/nodeProperties';
import { inventorumNode } from '../../nodes/Inventorum/contract';
import { Inventorum } from '../../nodes/Inventorum/Inventorum.node';
import { operation } from './support';

const PROPERTIES = nodeProperties(inventorumNode);
const OPERATIONS = inventorumNode.resources.flatMap(({ operations }) => [...operations]);
const nameOf = ({ resource, name }: { resource: string; name: string }) => `${resource}.${name}`;
const BY_NAME = OPERATIONS.map((each) => [nameOf(each), each] as const);

/** n8n loads the description of every node into the editor. */
const MOST_BYTES = 150_000;

const shown = (property: INodeProperties, name: string) => property.displayOptions?.show?.[name];

/** The properties that the form shows for `resource.operation`, in their order. */
const propertiesOf = (path: string) => {
	const [resource = '', name = ''] = path.split('.');
	return PROPERTIES.filter(
		(property) =>
			shown(property, 'resource')?.includes(resource) === true &&
			shown(property, 'operation')?.includes(name) === true,
	);
};

/** A property with everything beneath it. */
function withNested(property: INodeProperties): INodeProperties[] {
	const options = (property.options ?? []) as (INodeProperties | INodePropertyCollection)[];
	const nested = options.flatMap((option) => {
		if (property.type === 'fixedCollection') return (option as INodePropertyCollection).values;
		return property.type === 'collection' ? [option as INodeProperties] : [];
	});
	return [property, ...nested.flatMap(withNested)];
}

const EVERY_PROPERTY = PROPERTIES.flatMap(withNested);
const choicesOf = ({ options }: INodeProperties) => options as INodePropertyOptions[];
const sorted = (texts: string[]) => [...texts].sort((a, b) => a.localeCompare(b));

describe('the pickers of resource and operation', () => {
	it('offer every resource, by name', () => {
		const [picker] = PROPERTIES as [INodeProperties];
		expect(picker).toMatchObject({ name: 'resource', type: 'options', noDataExpression: true });
		const names = inventorumNode.resources.map(({ displayName }) => displayName);
		expect(choicesOf(picker).map(({ name }) => name)).toEqual(sorted(names));
		expect(inventorumNode.resources.map(({ name }) => name)).toContain(picker.default);
	});

	it.each(inventorumNode.resources.map((each) => [each.name, each] as const))(
		'offer every operation of %s, by name, with what it does',
		(name, { operations }) => {
			const pickers = PROPERTIES.filter(
				(property) => property.name === 'operation' && shown(property, 'resource')?.includes(name),
			);
			expect(pickers).toHaveLength(1);
			const [picker] = pickers as [INodeProperties];
			expect(picker).toMatchObject({ type: 'options', noDataExpression: true });
			const choices = choicesOf(picker);
			expect(choices.map((choice) => choice.name)).toEqual(
				sorted(operations.map(({ displayName }) => displayName)),
			);
			expect(new Set(choices.map(({ value }) => value))).toEqual(
				new Set(operations.map((operation) => operation.name)),
			);
			expect(choices.map(({ value }) => value)).toContain(picker.default);
			for (const { action, description } of choices) {
				expect(action).toMatch(/^[A-Z][a-z]/);
				expect(description).toMatch(/^[A-Z].*[^.]$/);
			}
		},
	);

	it('name each operation of a resource once', () => {
		for (const { operations } of inventorumNode.resources) {
			expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
			expect(new Set(operations.map(({ action }) => action)).size).toBe(operations.length);
		}
	});
});

describe('the fields', () => {
	it('are shown for operations that there are, each with its resource', () => {
		const fields = PROPERTIES.filter(({ name }) => !['resource', 'operation'].includes(name));
		expect(fields.length).toBeGreaterThan(0);
		for (const field of fields) {
			const [resource] = (shown(field, 'resource') ?? []) as string[];
			const known = OPERATIONS.filter((each) => each.resource === resource).map(({ name }) => name);
			const operations = (shown(field, 'operation') ?? []) as string[];
			expect(operations.length).toBeGreaterThan(0);
			expect(known).toEqual(expect.arrayContaining(operations));
		}
	});

	it.each(BY_NAME)('of %s have names of their own', (name) => {
		const names = propertiesOf(name).map((property) => property.name);
		expect(new Set(names).size).toBe(names.length);
	});

	it.each([
		['product.getAll', ['returnAll', 'limit', 'simplify', 'filters', 'sort', 'options'], []],
		[
			'product.create',
			[
				'name',
				'taxType',
				'specifyVariations',
				'variations',
				'variationsJson',
				'simplify',
				'additionalFields',
				'options',
			],
			['name', 'taxType', 'variationsJson'],
		],
		['product.get', ['product', 'simplify', 'options'], ['product']],
		['product.update', ['product', 'simplify', 'updateFields', 'options'], ['product']],
		[
			'product.setVariations',
			[
				'completeListNotice',
				'product',
				'specifyVariations',
				'variations',
				'variationsJson',
				'simplify',
				'updateFields',
				'options',
			],
			['product', 'variationsJson'],
		],
		['product.delete', ['product', 'options'], ['product']],
		[
			'product.adjustInventory',
			['product', 'quantity', 'price', 'note', 'date', 'simplify', 'options'],
			['product', 'quantity', 'price', 'date'],
		],
		['product.publish', ['product', 'simplify', 'options'], ['product']],
		['product.unpublish', ['product', 'simplify', 'options'], ['product']],
		[
			'product.getModified',
			['startDate', 'returnAll', 'limit', 'simplify', 'options'],
			['startDate'],
		],
		['product.getDeleted', ['startDate', 'returnAll', 'limit', 'options'], ['startDate']],
		[
			'order.getModified',
			['channel', 'startDate', 'returnAll', 'limit', 'simplify', 'options'],
			['startDate'],
		],
		[
			'return.getModified',
			['channel', 'startDate', 'returnAll', 'limit', 'options'],
			['startDate'],
		],
	])('of %s are %j, of which are required %j', (name, fields, required) => {
		const properties = propertiesOf(name);
		expect(sorted(properties.map((each) => each.name))).toEqual(sorted(fields));
		const marked = properties.filter((each) => each.required === true);
		expect(sorted(marked.map((each) => each.name))).toEqual(sorted(required));
	});

	it('that depend on another are shown with it alone', () => {
		for (const operation of ['product.create', 'product.setVariations']) {
			const named = (name: string) => propertiesOf(operation).find((each) => each.name === name);
			expect(named('variations')?.displayOptions?.show?.specifyVariations).toEqual(['fields']);
			expect(named('variationsJson')?.displayOptions?.show?.specifyVariations).toEqual(['json']);
		}
	});

	it('of collections and entries stand by name, each once, and none is required', () => {
		const groups = EVERY_PROPERTY.flatMap((property) => {
			const options = property.options ?? [];
			if (property.type === 'collection') return [options as INodeProperties[]];
			if (property.type !== 'fixedCollection') return [];
			return (options as INodePropertyCollection[]).map(({ values }) => values);
		});
		expect(groups.length).toBeGreaterThan(5);
		for (const group of groups) {
			const names = group.map(({ displayName }) => displayName);
			// What can be added to an entry stands below what it always shows.
			if (group.some(({ type }) => type === 'collection')) {
				expect(names.at(-1)).toBe('Additional Fields');
			} else {
				expect(names).toEqual(sorted(names));
			}
			expect(new Set(group.map(({ name }) => name)).size).toBe(group.length);
			expect(group.filter(({ required }) => required === true)).toEqual([]);
		}
	});

	it('of a list are Return All and Limit, in n8n’s words', () => {
		const lists = OPERATIONS.filter(({ paging }) => paging !== undefined);
		const names = lists.map(nameOf).sort();
		expect(names).toEqual([
			'order.getModified',
			'product.getAll',
			'product.getDeleted',
			'product.getModified',
			'return.getModified',
		]);
		for (const name of names) {
			const [all, limit] = propertiesOf(name).filter((each) =>
				['returnAll', 'limit'].includes(each.name),
			);
			expect(all).toMatchObject({
				displayName: 'Return All',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			});
			expect(limit).toMatchObject({
				displayName: 'Limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
				displayOptions: { show: { returnAll: [false] } },
			});
		}
	});

	it('offer at every operation the API version that it recommends', () => {
		const versions = BY_NAME.map(([name]) => {
			const options = propertiesOf(name).find((each) => each.name === 'options');
			const all = (options?.options ?? []) as INodeProperties[];
			return [name, all.find((each) => each.name === 'apiVersion')?.default];
		});
		expect(Object.fromEntries(versions)).toEqual(
			Object.fromEntries(
				operationRows(inventorumNode).map((row) => [
					nameOf({ resource: row.resource, name: row.operation }),
					row.apiVersion,
				]),
			),
		);
	});

	it('are described in the words that n8n wants', () => {
		for (const { displayName, type, description = '', options } of EVERY_PROPERTY) {
			const isList = type === 'options' && typeof options?.[0] === 'object';
			if (type === 'boolean') expect(description).toMatch(/^Whether /);
			expect(description).not.toMatch(/^[^.]*\.$/);
			expect([displayName, description.trim()]).toEqual([displayName, description]);
			const names = isList ? choicesOf({ options } as INodeProperties).map(({ name }) => name) : [];
			if (names.length >= 5) expect(names).toEqual(sorted(names));
		}
	});

	it('that a list of the vendor fills say how to name an ID', () => {
		const dropdowns = EVERY_PROPERTY.filter(({ typeOptions }) => typeOptions?.loadOptionsMethod);
		expect(dropdowns.length).toBeGreaterThan(0);
		for (const { type, displayName, description } of dropdowns) {
			const isMany = type === 'multiOptions';
			expect(displayName).toMatch(isMany ? / Names or IDs$/ : / Name or ID$/);
			expect(description).toContain(
				isMany ? 'Choose from the list, or specify IDs' : 'Choose from the list, or specify an ID',
			);
		}
	});
});

describe('the node', () => {
	const node = new Inventorum();

	it('has a method for every list that its form asks for, and a contract for it', () => {
		const loaded = EVERY_PROPERTY.flatMap(
			({ typeOptions }) => typeOptions?.loadOptionsMethod ?? [],
		);
		const searched = EVERY_PROPERTY.flatMap(({ modes = [] }) =>
			modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
		);
		expect(new Set(Object.keys(node.methods.loadOptions))).toEqual(new Set(loaded));
		expect(new Set(Object.keys(node.methods.listSearch))).toEqual(new Set(searched));
		expect(new Set(Object.keys(inventorumNode.pickers))).toEqual(new Set([...loaded, ...searched]));
	});

	it('has a description that stays small', () => {
		const description = { ...node.description, properties: PROPERTIES };
		expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThan(MOST_BYTES);
		expect(JSON.parse(JSON.stringify(PROPERTIES))).toEqual(PROPERTIES);
	});
});

interface Preview {
	type?: string;
	properties?: Record<string, Preview>;
	items?: Preview;
}

function kindsIn({ type, properties = {}, items }: Preview): (string | undefined)[] {
	const nested = [...Object.values(properties), ...(items === undefined ? [] : [items])];
	return [type, ...nested.flatMap(kindsIn)];
}

describe('the output preview', () => {
	it.each(BY_NAME)('of %s has every simplified field and a kind for each', (_, each) => {
		const preview = outputPreview(each);
		const { simplify } = each.output;
		expect(preview).toMatchObject({ version: 1, type: 'object' });
		const names = Object.keys(preview.properties ?? {});
		expect(names.length).toBeGreaterThan(0);
		if (simplify !== undefined) {
			expect(sorted(names)).toEqual(sorted([...simplify]));
			expect(simplify.length).toBeLessThanOrEqual(10);
		}
		const kinds = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
		expect(kinds).toEqual(expect.arrayContaining(kindsIn(preview as Preview)));
		expect(JSON.stringify(preview)).not.toContain('anyOf');
	});
});

describe('outputPreview', () => {
	const schema = z.looseObject({
		id: z.number(),
		code: z.string().nullable(),
		parent: z.union([z.null(), z.object({ id: z.number().int() })]),
		tags: z.array(z.string().nullable()),
		more: z.record(z.string(), z.number()),
		open: z.unknown(),
		hidden: z.boolean().optional(),
	});

	it('gives of each field the first kind that is not null', () => {
		expect(outputPreview(operation({ output: { schema } }))).toEqual({
			type: 'object',
			version: 1,
			properties: {
				id: { type: 'number' },
				code: { type: 'string' },
				parent: { type: 'object', properties: { id: { type: 'integer' } } },
				tags: { type: 'array', items: { type: 'string' } },
				more: { type: 'object' },
				open: { type: 'string' },
				hidden: { type: 'boolean' },
			},
		});
	});

	it('gives what Simplify leaves where there is such a switch', () => {
		const output = { schema, simplify: ['code', 'id', 'unknown'] };
		expect(outputPreview(operation({ output }))).toEqual({
			type: 'object',
			version: 1,
			properties: { id: { type: 'number' }, code: { type: 'string' } },
		});
	});
});

describe('fieldProperty', () => {
	const CASES: [string, Field, Partial<INodeProperties>][] = [
		[
			'text',
			text({ displayName: 'Field', description: 'About it', placeholder: 'e.g. a', rows: 3 }),
			{ type: 'string', typeOptions: { rows: 3 }, placeholder: 'e.g. a', description: 'About it' },
		],
		[
			'integer',
			integer({ displayName: 'Field', minValue: 1 }),
			{ type: 'number', typeOptions: { numberPrecision: 0, minValue: 1 }, default: 1 },
		],
		['boolean', boolean({ displayName: 'Field' }), { type: 'boolean', default: false }],
		['date', date({ displayName: 'Field' }), { type: 'dateTime', default: '' }],
		[
			'dropdown',
			dropdown({ displayName: 'Field', picker: 'getThings' }),
			{
				displayName: 'Field Name or ID',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getThings' },
			},
		],
		[
			'field that depends on another',
			shownWhen({ how: ['json'] }, text({ displayName: 'Field', hint: 'Look' })),
			{ type: 'string', displayOptions: { show: { how: ['json'] } }, hint: 'Look' },
		],
	];

	it.each(CASES)('shows a %s as n8n does', (_, field, expected) => {
		const property = fieldProperty('someName', field);
		expect(property).toMatchObject({ displayName: 'Field', name: 'someName', ...expected });
		expect(Object.values(property)).not.toContain(undefined);
	});

	it('lets users search for a record or type its ID, which the editor checks', () => {
		const field = locator({
			displayName: 'Thing',
			picker: 'find',
			idPattern: '\\d+',
			idHint: 'a thing ID',
		});
		const { type, modes, default: preset } = fieldProperty('thing', field);
		expect([type, preset]).toEqual(['resourceLocator', { mode: 'list', value: '' }]);
		expect(modes?.map(({ name, typeOptions }) => [name, typeOptions?.searchListMethod])).toEqual([
			['list', 'find'],
			['id', undefined],
		]);
		expect(modes?.[1]?.validation).toEqual([
			{ type: 'regex', properties: { regex: '\\d+', errorMessage: 'Expected a thing ID' } },
		]);
	});
});

describe('the table of operations', () => {
	const rows = operationRows(inventorumNode);

	it('has a row for each operation', () => {
		expect(rows).toHaveLength(OPERATIONS.length);
		expect(rows.find(({ operation }) => operation === 'getAll')).toEqual({
			node: 'inventorum',
			resource: 'product',
			operation: 'getAll',
			method: 'GET',
			path: '/products/',
			apiVersion: 12,
			safety: 'read',
			evidence: 'documented',
			source: 'https://api-docs.inventorum.com/api/products.html (GET /products)',
		});
	});

	it('tells the truth about what may be repeated', () => {
		for (const { method, safety } of rows) {
			expect(safety === 'read').toBe(method === 'GET');
		}
		const once = rows.filter(({ safety }) => safety === 'once-only write');
		expect(sorted(once.map(({ operation }) => operation))).toEqual(
			sorted(['adjustInventory', 'create', 'setVariations']),
		);
	});

	it('is a Markdown table with as many cells in each row', () => {
		const lines = operationsPage([inventorumNode]).split('\n');
		const table = lines.filter((line) => line.startsWith('|'));
		expect(table).toHaveLength(OPERATIONS.length + 2);
		for (const line of table) expect(line.split('|')).toHaveLength(9);
		expect(lines).toContain('## INVENTORUM');
		for (const { method, path } of rows) {
			expect(table.some((line) => line.includes(`\`${method} ${path}\``))).toBe(true);
		}
	});
});
