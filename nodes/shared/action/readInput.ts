import { get, isPlainObject, mapValues, omitBy, startCase } from 'lodash';
import { jsonParse } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode, NodeOperationError } from 'n8n-workflow';
import type { z } from 'zod/v4';
import {
	ENTRY_COLLECTION,
	isUnset,
	someValues,
	type Field,
	type FieldMap,
} from '../contract/field';
import {
	COLLECTIONS,
	type AnyOperation,
	type CollectionName,
	type Form,
	type InputOf,
} from '../contract/operation';
import { inputError, quoted } from '../failure/nodeErrors';
import { isSecretEnough } from '../failure/redact';
import { readParameter } from './readParameter';

/** The checked form of one item, with the settings that the engine itself acts on. */
export interface ItemInput {
	itemIndex: number;
	input: InputOf<Form>;
	/** Rows to return, for operations that list; Infinity for Return All. */
	limit: number;
	simplify: boolean;
	/** The user's own choice of API version. */
	apiVersion?: number;
}

interface Problem {
	field: string;
	text: string;
}

/** Parsers of whole collections, built once per form. */
const collectionParsers = new WeakMap<FieldMap, z.ZodType>();

/** Reads and checks the form of one item. Returns a refusal instead of throwing it. */
export function readInput(
	context: IExecuteFunctions,
	operation: AnyOperation,
	itemIndex: number,
): ItemInput | NodeOperationError {
	const problems: Problem[] = [];
	const input = {
		...readFields(context, operation.form.fields, itemIndex, problems),
		...readCollections(context, operation.form, itemIndex, problems),
	} as InputOf<Form>;
	const settings = readSettings(context, operation, itemIndex, problems);
	const [first] = problems.length > 0 ? problems : combinedProblems(operation, input);
	if (first === undefined) return { itemIndex, input, ...settings };
	const node = maskedNode(context.getNode(), operation);
	return inputError(node, itemIndex, first.field, first.text);
}

function combinedProblems(operation: AnyOperation, input: InputOf<Form>): Problem[] {
	const found = operation.check?.(input);
	return found === undefined ? [] : [{ field: found.field, text: found.problem }];
}

function readFields(
	context: IExecuteFunctions,
	fields: FieldMap,
	itemIndex: number,
	problems: Problem[],
): IDataObject {
	const values: IDataObject = {};
	for (const [name, field] of Object.entries(fields)) {
		if (field.control.kind === 'notice' || !isShown(field, values)) continue;
		const raw = readParameter(context, name, itemIndex, field.default);
		const empty = field.mayBeEmpty === true ? '' : undefined;
		const given = isEmptyLocator(raw, field) ? undefined : (raw ?? empty);
		if (isMissing(given, field)) {
			problems.push({ field: field.displayName, text: `${expectationOf(field)}, but got nothing` });
			continue;
		}
		values[name] = parsed(field, given, problems) as IDataObject[string];
	}
	return values;
}

function isShown({ showWhen = {} }: Field, values: IDataObject): boolean {
	return Object.entries(showWhen).every(([name, shown]) => shown.includes(values[name] as string));
}

function isEmptyLocator(raw: unknown, field: Field): boolean {
	return field.control.kind === 'locator' && isUnset(plainValue(field, raw), field);
}

function isMissing(value: unknown, field: Field): boolean {
	if (isUnset(value, field)) return true;
	return value === '' && field.mayBeEmpty !== true;
}

/** What the field expects, in its own schema's words. */
function expectationOf(field: Field): string {
	const result = field.schema.safeParse(undefined);
	return `expected ${result.error?.issues[0]?.message ?? 'a value'}`;
}

function parsed(field: Field, value: unknown, problems: Problem[]): unknown {
	const result = field.schema.safeParse(value);
	if (result.success) return result.data;
	problems.push(...result.error.issues.slice(0, 1).map((issue) => problemOf(issue, field, value)));
	return undefined;
}

function readCollections(
	context: IExecuteFunctions,
	form: Form,
	itemIndex: number,
	problems: Problem[],
): IDataObject {
	return Object.fromEntries(
		COLLECTIONS.map((name) => {
			const fields = form[name];
			const raw: unknown = fields === undefined ? {} : readParameter(context, name, itemIndex, {});
			if (fields === undefined) return [name, {}];
			return [name, withoutEmptyTexts(name, parseCollection(name, fields, raw, problems))];
		}),
	);
}

/** An empty text is a value to write, but nothing to search or sort by. */
function withoutEmptyTexts(name: CollectionName, values: IDataObject): IDataObject {
	const isWritten = name === 'additionalFields' || name === 'updateFields';
	return isWritten ? values : omitBy(values, (value) => value === '');
}

function parseCollection(
	name: CollectionName,
	fields: FieldMap,
	raw: unknown,
	problems: Problem[],
): IDataObject {
	const parser = collectionParsers.get(fields) ?? someValues(fields);
	collectionParsers.set(fields, parser);
	const result = parser.safeParse(raw);
	if (result.success) return result.data as IDataObject;
	for (const issue of result.error.issues.slice(0, 1)) {
		const [key, ...path] = issue.path;
		const field = fields[String(key)];
		problems.push(
			field === undefined
				? { field: startCase(name), text: `expected ${issue.message}, but got ${quoted(raw)}` }
				: problemOf({ ...issue, path }, field, get(raw, [String(key)])),
		);
	}
	return {};
}

/** A zod issue in the words of the form: which field, which entry, what was expected, what came. */
function problemOf(
	issue: Pick<z.core.$ZodIssue, 'path' | 'message'>,
	field: Field,
	value: unknown,
): Problem {
	const { names, given } = walk(issue.path, field, value);
	return {
		field: names.join(', '),
		text: `expected ${issue.message}, but got ${quoted(given)}`,
	};
}

function walk(
	path: PropertyKey[],
	field: Field,
	value: unknown,
): { names: string[]; given: unknown } {
	const names = [field.displayName];
	let current: Field | undefined = field;
	let given = plainValue(field, value);
	for (const step of path) {
		given = get(given, [step]) ?? get(given, [ENTRY_COLLECTION, step]);
		if (typeof step === 'number') {
			names.push(`entry ${step + 1}`);
			continue;
		}
		current = current === undefined ? undefined : entryFields(current)[String(step)];
		names.push(current?.displayName ?? String(step));
		if (current !== undefined) given = plainValue(current, given);
	}
	return { names, given };
}

function isLocator(value: unknown): value is { value?: unknown } {
	return typeof value === 'object' && value !== null && 'mode' in value;
}

/** The fields of a list's entries, however they are shown. */
function entryFields({ control }: Field): FieldMap {
	return control.kind === 'list' ? { ...control.fields, ...control.optionalFields } : {};
}

/** The value that the schema looked at, without n8n's wrapping. */
function plainValue({ control }: Field, value: unknown): unknown {
	if (control.kind === 'locator') return isLocator(value) ? value.value : value;
	if (control.kind === 'list') return get(value, 'values', value);
	if (control.kind !== 'json' || typeof value !== 'string') return value;
	return jsonParse(value, { fallbackValue: value });
}

function readSettings(
	context: IExecuteFunctions,
	operation: AnyOperation,
	itemIndex: number,
	problems: Problem[],
): Pick<ItemInput, 'limit' | 'simplify' | 'apiVersion'> {
	return {
		limit: operation.paging === undefined ? Infinity : readLimit(context, itemIndex, problems),
		simplify:
			operation.output.simplify !== undefined &&
			readParameter(context, 'simplify', itemIndex, false) === true,
		apiVersion: readVersion(context, operation, itemIndex, problems),
	};
}

function readLimit(context: IExecuteFunctions, itemIndex: number, problems: Problem[]): number {
	if (readParameter(context, 'returnAll', itemIndex, false) === true) return Infinity;
	const given: unknown = readParameter(context, 'limit', itemIndex, 50);
	return wholeNumber('Limit', given, problems) ?? 0;
}

function readVersion(
	context: IExecuteFunctions,
	operation: AnyOperation,
	itemIndex: number,
	problems: Problem[],
): number | undefined {
	if (operation.apiVersion === undefined) return undefined;
	const given: unknown = readParameter(context, 'options.apiVersion', itemIndex, null);
	return given === null ? undefined : wholeNumber('API Version', given, problems);
}

function wholeNumber(name: string, given: unknown, problems: Problem[]): number | undefined {
	const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 1) return number;
	problems.push({
		field: name,
		text: `expected a whole number of at least 1, but got ${quoted(given)}`,
	});
	return undefined;
}

/** The names of masked fields, in whatever part of the form they stand. */
function secretNames({ form }: AnyOperation): Set<string> {
	const maps = [form.fields, ...COLLECTIONS.map((name) => form[name] ?? {})];
	const fields = maps.flatMap((map) => Object.entries(map));
	const secret = fields.filter(([, { control }]) => control.kind === 'text' && control.secret);
	return new Set(secret.map(([name]) => name));
}

/** The values of masked fields, which must not show in any error. */
export function secretInputs(operation: AnyOperation, items: ItemInput[]): string[] {
	const names = [...secretNames(operation)];
	const parts = items.flatMap(({ input }) => [input, ...COLLECTIONS.map((each) => input[each])]);
	const values = parts.flatMap((part) => names.map((name) => get(part, name) as unknown));
	return [...new Set(values)]
		.filter((value): value is string => typeof value === 'string')
		.filter(isSecretEnough);
}

/** The node as an error may carry it: n8n keeps a copy with all parameters. */
export function maskedNode(node: INode, operation: AnyOperation): INode {
	const names = secretNames(operation);
	if (names.size === 0) return node;
	const mask = (values: object): object =>
		mapValues(values, (value: unknown, name) => {
			if (names.has(name)) return '***';
			const isCollection = COLLECTIONS.some((each) => each === name) && isPlainObject(value);
			return isCollection ? mask(value as object) : value;
		});
	return { ...node, parameters: mask(node.parameters) as INode['parameters'] };
}
