import { UserError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { Field, FieldMap, Placement, RunFacts } from '../contract/field';
import { COLLECTIONS, recommendedVersion } from '../contract/operation';
import type { AnyOperation, Batching, BatchRecord, Form, InputOf } from '../contract/operation';
import type { Vendor } from '../contract/vendor';
import type { PlannedRequest } from '../http/send';
import type { ItemInput } from './readInput';

/** Requests that belong together, and the input items that they carry. */
export interface Work {
	items: ItemInput[];
	/** One, or several where the vendor takes less at once than the user gives. */
	requests: PlannedRequest[];
}

/** Plans the requests of a whole run, in the order of the items. */
export function planRequests(
	operation: AnyOperation,
	vendor: Vendor,
	items: ItemInput[],
	facts: RunFacts,
): Work[] {
	const { batching } = operation;
	if (batching === undefined) {
		return items.map((item) => planItem(operation, vendor, item, facts));
	}
	return batches(batching, items).map((batch) => planBatch(operation, vendor, batch, facts));
}

function planItem(operation: AnyOperation, vendor: Vendor, item: ItemInput, facts: RunFacts): Work {
	const inputs = operation.split?.(item.input) ?? [item.input];
	const requests = inputs.map((input) => planRequest(operation, vendor, { ...item, input }, facts));
	return { items: [item], requests };
}

/** The request for some items of a batch; also used to send again what a refusal did not name. */
export function planBatch(
	operation: AnyOperation,
	vendor: Vendor,
	items: ItemInput[],
	facts: RunFacts,
): Work {
	const [first] = items as [ItemInput];
	const request = planRequest(operation, vendor, first, facts);
	const records = items.map((item) => recordOf(operation, vendor, item, facts));
	return { items, requests: [{ ...request, body: operation.batching?.body(records, facts) }] };
}

/** An item as its batch sees it. */
export function recordOf(
	operation: AnyOperation,
	vendor: Vendor,
	item: ItemInput,
	facts: RunFacts,
): BatchRecord<InputOf<Form>> {
	const { input, itemIndex } = item;
	return { input, itemIndex, fields: placeFields(operation, vendor, item, facts).body };
}

/** Fills batch after batch. A record whose key is in a batch already opens the next one. */
function batches(batching: Batching<InputOf<Form>>, items: ItemInput[]): ItemInput[][] {
	const all: Batch[] = [];
	const open = new Map<string, Batch>();
	for (const item of items) {
		const group = batching.groupBy?.(item.input) ?? '';
		const key = batching.key?.(item.input);
		const current = open.get(group);
		if (current?.takes(item, key) === true) continue;
		const next = new Batch(batching, item, key);
		open.set(group, next);
		all.push(next);
	}
	return all.map(({ items: together }) => together);
}

/** Items that go into one request. */
class Batch {
	readonly items: ItemInput[];

	private readonly keys: Set<string | undefined>;

	private readonly room: number;

	constructor({ maxRecords }: Batching<InputOf<Form>>, first: ItemInput, key?: string) {
		this.items = [first];
		this.keys = new Set([key]);
		this.room = typeof maxRecords === 'number' ? maxRecords : maxRecords(first.input);
	}

	/** Takes an item in, if there is room and its key is not in the batch yet. */
	takes(item: ItemInput, key?: string): boolean {
		const isKnown = key !== undefined && this.keys.has(key);
		if (isKnown || this.items.length >= this.room) return false;
		this.items.push(item);
		this.keys.add(key);
		return true;
	}
}

function planRequest(
	operation: AnyOperation,
	vendor: Vendor,
	item: ItemInput,
	facts: RunFacts,
): PlannedRequest {
	const placed = placeFields(operation, vendor, item, facts);
	const body = operation.body?.(item.input, placed.body, facts) ?? placed.body;
	const hasBody = operation.body !== undefined || Object.keys(placed.body).length > 0;
	return {
		method: operation.method,
		path: fillPath(operation.path, placed.path, vendor),
		query: placed.query,
		...(hasBody ? { body } : {}),
		apiVersion: item.apiVersion ?? recommendedVersion(operation, item.input),
		safety: operation.safety,
	};
}

type Placed = Record<Exclude<Placement, 'none'>, IDataObject>;

function placeFields(
	operation: AnyOperation,
	vendor: Vendor,
	{ input }: ItemInput,
	facts: RunFacts,
): Placed {
	const placed: Placed = { path: {}, query: {}, body: {} };
	const usual = operation.method === 'POST' || operation.method === 'PUT' ? 'body' : 'query';
	const place = (fields: FieldMap, values: Readonly<Record<string, unknown>>) => {
		for (const [name, field] of Object.entries(fields)) {
			const where = field.in ?? usual;
			if (where === 'none' || values[name] === undefined) continue;
			const key = where === 'path' ? name : (field.wireName ?? vendor.wireName(name));
			placed[where][key] = wireValue(field, values[name], vendor, facts) as IDataObject[string];
		}
	};
	place(operation.form.fields, input);
	for (const name of COLLECTIONS) place(operation.form[name] ?? {}, input[name]);
	return placed;
}

/** A value in the vendor's shape; the entries of lists under the vendor's names. */
function wireValue(field: Field, value: unknown, vendor: Vendor, facts: RunFacts): unknown {
	if (field.toWire !== undefined) return field.toWire(value, facts);
	const { control } = field;
	if (control.kind !== 'list' || !Array.isArray(value)) return value;
	const fields = { ...control.fields, ...control.optionalFields };
	return value.map((entry: IDataObject) => wireRecord(fields, entry, vendor, facts));
}

/** A record of form values under the vendor's field names. */
function wireRecord(
	fields: FieldMap,
	values: IDataObject,
	vendor: Vendor,
	facts: RunFacts,
): IDataObject {
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) => {
			const field = fields[name];
			if (field === undefined || field.in === 'none' || value === undefined) return [];
			const key = field.wireName ?? vendor.wireName(name);
			return [[key, wireValue(field, value, vendor, facts) as IDataObject[string]]];
		}),
	);
}

/** URLs take dots for directions even when they are encoded, so a value of dots only names nothing. */
function pathPart(value: unknown): string {
	const text = String(value).replace(LONE_SURROGATE, '\ufffd');
	if (/^\.{1,2}$/.test(text)) throw new UserError(`“${text}” cannot be part of an address`);
	return encodeURIComponent(text);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Fills `{name}` parts. A value never adds a part to the path. */
function fillPath(template: string, values: IDataObject, vendor: Vendor): string {
	const path = template.replace(/\{(\w+)\}/g, (_, name: string) => pathPart(values[name]));
	return vendor.trailingSlash && !path.endsWith('/') ? `${path}/` : path;
}
