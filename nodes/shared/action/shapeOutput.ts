import { pick } from 'lodash';
import type {
	IDataObject,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import type { AnyOperation } from '../contract/operation';
import type { Vendor } from '../contract/vendor';
import type { ItemInput } from './readInput';

/** Output items for one answer, each paired with the input item that it came from. */
export function outputItems(
	operation: AnyOperation,
	vendor: Vendor,
	item: ItemInput,
	answer: unknown,
): INodeExecutionData[] {
	const rows = operation.output.rows?.(answer, item.input) ?? plainRows(answer, operation);
	return recordItems(operation, vendor, item, rows);
}

/** Output items for rows, simplified if the user wants that, and without what must not leave. */
export function recordItems(
	operation: AnyOperation,
	vendor: Vendor,
	item: ItemInput,
	rows: IDataObject[],
): INodeExecutionData[] {
	const { simplify } = operation.output;
	const names = item.simplify ? simplify : undefined;
	return rows.map((row) => {
		const simple = names === undefined || row.success === true ? row : pick(row, names);
		return { json: withoutHidden(vendor, simple), pairedItem: { item: item.itemIndex } };
	});
}

/** A row without the members that must not leave. */
export function withoutHidden({ hiddenMembers = [] }: Vendor, row: IDataObject): IDataObject {
	if (hiddenMembers.length === 0) return row;
	return without(hiddenMembers, row) as IDataObject;
}

function without(hidden: readonly string[], value: unknown): unknown {
	if (Array.isArray(value)) return value.map((each) => without(hidden, each));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => !hidden.includes(name))
			.map(([name, each]) => [name, without(hidden, each)]),
	);
}

function plainRows(answer: unknown, { safety }: AnyOperation): IDataObject[] {
	if (Array.isArray(answer)) return answer as IDataObject[];
	if (typeof answer === 'object' && answer !== null) return [answer as IDataObject];
	// A write that the vendor confirms without a word still lets the workflow go on.
	return safety === 'read' ? [] : [{ success: true }];
}

/** The item that Continue On Fail sends to the error output: n8n routes by its `error`. */
export function errorItem(
	itemIndex: number,
	error: NodeApiError | NodeOperationError,
): INodeExecutionData {
	return { json: { error: error.message }, error, pairedItem: { item: itemIndex } };
}
