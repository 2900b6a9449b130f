import type { IDataObject } from 'n8n-workflow';
import type { Field, FieldMap, Placement, RunFacts } from '../contract/field';
import { COLLECTIONS, recommendedVersion } from '../contract/operation';
import type { AnyOperation } from '../contract/operation';
import type { Vendor } from '../contract/vendor';
import type { PlannedRequest } from '../http/send';
import type { ItemInput } from './readInput';

/** A request and the input items that it carries: one today, many where the vendor takes lists. */
export interface Work {
	items: ItemInput[];
	request: PlannedRequest;
}

/** Plans the requests of a whole run, in the order of the items. */
export function planRequests(
	operation: AnyOperation,
	vendor: Vendor,
	items: ItemInput[],
	facts: RunFacts,
): Work[] {
	return items.map((item) => ({
		items: [item],
		request: planRequest(operation, vendor, item, facts),
	}));
}

function planRequest(
	operation: AnyOperation,
	vendor: Vendor,
	item: ItemInput,
	facts: RunFacts,
): PlannedRequest {
	const placed = placeFields(operation, vendor, item, facts);
	const takesBody = operation.method === 'POST' || operation.method === 'PUT';
	const body = operation.body?.(item.input, placed.body, facts) ?? placed.body;
	const isEmpty = Object.keys(placed.body).length === 0 && operation.body === undefined;
	return {
		method: operation.method,
		path: fillPath(operation.path, placed.path, vendor),
		query: placed.query,
		...(takesBody && !isEmpty ? { body } : {}),
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
	return value.map((entry: IDataObject) => wireRecord(control.fields, entry, vendor, facts));
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

/** Fills `{name}` parts. A value never adds a part to the path. */
function fillPath(template: string, values: IDataObject, vendor: Vendor): string {
	const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(String(values[name])),
	);
	return vendor.trailingSlash && !path.endsWith('/') ? `${path}/` : path;
}
