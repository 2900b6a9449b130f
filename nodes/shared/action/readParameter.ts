import { isPlainObject } from 'lodash';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** An expression that only names a member of the input item, such as `={{ $json.sku }}`. */
const MEMBER = /^=\{\{\s*\$json((?:\.[A-Za-z_]\w*)+)\s*\}\}$/;

/**
 * Reads a parameter as n8n does, but looks members of the input item up itself: n8n evaluates every
 * expression in a virtual machine, which for a thousand items takes longer than everything else here.
 */
export function readParameter(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
	fallback?: unknown,
): unknown {
	const raw: unknown = context.getNodeParameter(name, itemIndex, fallback, {
		rawExpressions: true,
	});
	const item = () => context.getInputData()[itemIndex]?.json;
	const looked = lookedUp(raw, item);
	return looked === undefined ? context.getNodeParameter(name, itemIndex, fallback) : looked.value;
}

/** Undefined for what only n8n can tell. */
function lookedUp(
	raw: unknown,
	item: () => IDataObject | undefined,
): { value: unknown } | undefined {
	if (typeof raw === 'string' && raw.startsWith('=')) return memberOf(item, MEMBER.exec(raw)?.[1]);
	if (!isPlainObject(raw)) return Array.isArray(raw) ? undefined : { value: raw };
	const values: IDataObject = {};
	for (const [name, part] of Object.entries(raw as IDataObject)) {
		const found = lookedUp(part, item);
		if (found === undefined) return undefined;
		values[name] = found.value as IDataObject[string];
	}
	return { value: values };
}

/** Plain values alone: what is missing, and what n8n would copy, is left to n8n. */
function memberOf(
	item: () => IDataObject | undefined,
	path: string | undefined,
): { value: unknown } | undefined {
	if (path === undefined) return undefined;
	let value: unknown = item();
	for (const name of path.slice(1).split('.')) {
		if (!isPlainObject(value) || !Object.hasOwn(value as object, name)) return undefined;
		value = (value as IDataObject)[name];
	}
	return ['string', 'number', 'boolean'].includes(typeof value) ? { value } : undefined;
}
