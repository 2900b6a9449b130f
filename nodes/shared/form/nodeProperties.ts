import { sortBy } from 'lodash';
import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { COLLECTIONS, recommendedVersion } from '../contract/operation';
import type { AnyOperation, CollectionName, NodeContract, Resource } from '../contract/operation';
import type { Vendor } from '../contract/vendor';
import { AUTHENTICATION_PARAMETER } from '../http/send';
import type { Control, Field, FieldMap } from '../contract/field';

type Shown = Pick<INodeProperties, 'displayOptions'>;

const COLLECTION_FACES: Record<CollectionName, { displayName: string; placeholder: string }> = {
	additionalFields: { displayName: 'Additional Fields', placeholder: 'Add Field' },
	updateFields: { displayName: 'Update Fields', placeholder: 'Add Field' },
	filters: { displayName: 'Filters', placeholder: 'Add Filter' },
	sort: { displayName: 'Sort', placeholder: 'Add Sort' },
	options: { displayName: 'Options', placeholder: 'Add option' },
};

const FROM_LIST_ONE =
	'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';
const FROM_LIST_MANY =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** The whole form of a node: resource and operation pickers, then each operation's fields. */
export function nodeProperties(node: NodeContract): INodeProperties[] {
	return [
		...authenticationPicker(node.vendor),
		resourcePicker(node.resources),
		...node.resources.map(operationPicker),
		...node.resources.flatMap((resource) => shareSameFields(resource, node)),
	];
}

export const PICKER = { type: 'options', noDataExpression: true } as const;

/** Which credential to use, where a vendor has several types. */
export function authenticationPicker(vendor: Vendor): INodeProperties[] {
	const [usual, ...others] = vendor.credentialTypes;
	if (others.length === 0) return [];
	return [
		{
			displayName: 'Authentication',
			...PICKER,
			name: AUTHENTICATION_PARAMETER,
			options: byName(
				vendor.credentialTypes.map(({ displayName, name }) => ({ name: displayName, value: name })),
			),
			default: usual.name,
		},
	];
}

function resourcePicker(resources: readonly Resource[]): INodeProperties {
	return {
		displayName: 'Resource',
		...PICKER,
		name: 'resource',
		options: byName(
			resources.map(({ displayName, name, description }) => ({
				name: displayName,
				value: name,
				description,
			})),
		),
		default: resources[0]?.name ?? '',
	};
}

function operationPicker(resource: Resource): INodeProperties {
	const options = resource.operations.map((operation) => ({
		name: operation.displayName,
		value: operation.name,
		description: operation.description,
		action: operation.action,
	}));
	return {
		displayName: 'Operation',
		...PICKER,
		name: 'operation',
		displayOptions: { show: { resource: [resource.name] } },
		options: byName(options),
		default: options.some(({ value }) => value === 'getAll') ? 'getAll' : (options[0]?.value ?? ''),
	};
}

export function byName<T extends { name: string }>(options: T[]): T[] {
	return [...options].sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Fields that are word for word the same in several operations of a resource stand once in the
 * description, so that it stays small.
 */
function shareSameFields(resource: Resource, node: NodeContract): INodeProperties[] {
	const shared = new Map<string, { property: INodeProperties; operations: string[] }>();
	for (const operation of resource.operations) {
		for (const property of operationProperties(operation, node)) {
			// What depends on a sibling must stay below it, so it is not shared.
			const owner = property.displayOptions === undefined ? '' : operation.name;
			const face = `${owner} ${JSON.stringify(property)}`;
			const known = shared.get(face);
			if (known === undefined) shared.set(face, { property, operations: [operation.name] });
			else known.operations.push(operation.name);
		}
	}
	const inOrder = sortBy([...shared.values()], ({ property }) => SECTIONS.indexOf(property.name));
	return inOrder.map(({ property, operations }) =>
		showFor(property, { resource: [resource.name], operation: operations }),
	);
}

/** What follows an operation's own fields, in this order; a field of its own has no place in the list. */
const SECTIONS: string[] = ['returnAll', 'limit', 'simplify', ...COLLECTIONS];

export function showFor(
	property: INodeProperties,
	show: Record<string, (string | number | boolean)[]>,
): INodeProperties {
	const own = property.displayOptions?.show ?? {};
	return { ...property, displayOptions: { show: { ...show, ...own } } };
}

/** One operation's fields in the order in which the form shows them. */
function operationProperties(operation: AnyOperation, node: NodeContract): INodeProperties[] {
	return [
		...Object.entries(operation.form.fields).map(([name, field]) => topLevelProperty(name, field)),
		...(operation.paging === undefined ? [] : limitProperties()),
		...(operation.output.simplify === undefined ? [] : [simplifyProperty()]),
		...COLLECTIONS.flatMap((name) => collectionProperty(name, operation, node)),
	];
}

export function topLevelProperty(name: string, field: Field): INodeProperties {
	const property = fieldProperty(name, field);
	if (field.control.kind === 'notice') return property;
	const required = field.mayBeEmpty !== true && !hasUsefulDefault(field);
	return required ? { ...property, required: true } : property;
}

function hasUsefulDefault(field: Field): boolean {
	return ['boolean', 'choice', 'choices', 'list'].includes(field.control.kind);
}

function limitProperties(): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
	];
}

function simplifyProperty(): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	};
}

function collectionProperty(
	name: CollectionName,
	operation: AnyOperation,
	node: NodeContract,
): INodeProperties[] {
	const declared = operation.form[name] ?? {};
	return collection(
		name,
		name === 'options' ? { ...declared, ...engineOptions(operation, node) } : declared,
	);
}

/** A collection of optional fields; nothing at all where there are none. */
export function collection(name: CollectionName, fields: FieldMap): INodeProperties[] {
	if (Object.keys(fields).length === 0) return [];
	const options = Object.entries(fields).map(([key, field]) => fieldProperty(key, field));
	return [
		{
			...COLLECTION_FACES[name],
			name,
			type: 'collection',
			default: {},
			options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
		},
	];
}

/** The options that every operation has without declaring them. */
function engineOptions(operation: AnyOperation, node: NodeContract): FieldMap {
	const version = recommendedVersion(operation);
	if (node.vendor.versionHeader === undefined || version === undefined) return {};
	return { apiVersion: apiVersionField(node, version) };
}

function apiVersionField(node: NodeContract, version: number): Field {
	return {
		displayName: 'API Version',
		description: `Sent to ${node.vendor.displayName} as ${node.vendor.versionHeader ?? ''}. Change it only if the vendor tells you to.`,
		control: { kind: 'number', precision: 0, minValue: 1 },
		schema: undefined as never,
		default: version,
	};
}

/** n8n's description of one field. */
export function fieldProperty(name: string, field: Field): INodeProperties {
	const face = {
		displayName: displayNameOf(field),
		name,
		...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
		hint: hintOf(field),
		...shownWhen(field),
	};
	return withoutUndefined({
		...face,
		...controlProperty(field),
		description: descriptionOf(field),
	});
}

function shownWhen(field: Field): Shown {
	return field.showWhen === undefined ? {} : { displayOptions: { show: field.showWhen } };
}

function displayNameOf(field: Field): string {
	if (field.control.kind !== 'dropdown') return field.displayName;
	return `${field.displayName} ${field.control.many ? 'Names or IDs' : 'Name or ID'}`;
}

function descriptionOf(field: Field): string | undefined {
	if (field.control.kind !== 'dropdown') return field.description;
	return field.control.many ? FROM_LIST_MANY : FROM_LIST_ONE;
}

/** The description of a drop-down is prescribed, so what it is for stands below the field. */
function hintOf(field: Field): string | undefined {
	return field.hint ?? (field.control.kind === 'dropdown' ? field.description : undefined);
}

function withoutUndefined(property: object): INodeProperties {
	return Object.fromEntries(
		Object.entries(property).filter(([, value]) => value !== undefined),
	) as unknown as INodeProperties;
}

type ControlFace = Partial<INodeProperties> & Pick<INodeProperties, 'type'>;
type ControlOf<K extends Control['kind']> = Extract<Control, { kind: K }>;

const CONTROL_FACES: { [K in Control['kind']]: (control: ControlOf<K>) => ControlFace } = {
	text: ({ rows, secret }) => ({ type: 'string', ...rowsOf(rows), ...maskedIf(secret) }),
	number: (control) => ({ type: 'number', ...numberOptions(control) }),
	boolean: () => ({ type: 'boolean' }),
	date: () => ({ type: 'dateTime' }),
	json: () => ({ type: 'json', typeOptions: { rows: 5 } }),
	choice: ({ choices }) => ({ type: 'options', options: choices }),
	choices: ({ choices }) => ({ type: 'multiOptions', options: choices }),
	dropdown: ({ picker, many }) => ({
		type: many ? 'multiOptions' : 'options',
		typeOptions: { loadOptionsMethod: picker },
	}),
	locator: locatorProperty,
	list: listProperty,
	notice: () => ({ type: 'notice' }),
};

function controlProperty({ control, default: preset }: Field): ControlFace {
	const face = CONTROL_FACES[control.kind] as (control: Control) => ControlFace;
	return { ...face(control), default: preset as INodeProperties['default'] };
}

function rowsOf(rows: number | undefined): Partial<INodeProperties> {
	return rows === undefined ? {} : { typeOptions: { rows } };
}

function maskedIf(secret: boolean | undefined): Partial<INodeProperties> {
	return secret === true ? { typeOptions: { password: true } } : {};
}

function numberOptions(control: {
	precision?: number;
	minValue?: number;
}): Partial<INodeProperties> {
	const typeOptions = {
		...(control.precision === undefined ? {} : { numberPrecision: control.precision }),
		...(control.minValue === undefined ? {} : { minValue: control.minValue }),
	};
	return Object.keys(typeOptions).length === 0 ? {} : { typeOptions };
}

function locatorProperty(control: ControlOf<'locator'>): ControlFace {
	return {
		type: 'resourceLocator',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: control.picker, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				validation: [
					{
						type: 'regex',
						properties: { regex: control.idPattern, errorMessage: `Expected ${control.idHint}` },
					},
				],
			},
		],
	};
}

function listProperty(control: ControlOf<'list'>): ControlFace {
	const shown = Object.entries(control.fields).map(([name, field]) => fieldProperty(name, field));
	const optional = collection('additionalFields', control.optionalFields);
	const entries: INodePropertyCollection = {
		displayName: control.entryName,
		name: 'values',
		values: [...shown, ...optional],
	};
	return {
		type: 'fixedCollection',
		placeholder: control.addText,
		typeOptions: { multipleValues: true },
		options: [entries],
	};
}
