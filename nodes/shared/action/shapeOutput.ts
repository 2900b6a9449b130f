import { pick } from 'lodash';
import type {
	IDataObject,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import type { AnyOperation } from '../contract/operation';
import type { ItemInput } from './readInput';

/** Output items for one answer, each paired with the input item that it came from. */
export function outputItems(
	operation: AnyOperation,
	item: ItemInput,
	answer: unknown,
): INodeExecutionData[] {
	const rows = operation.output.rows?.(answer, item.input) ?? plainRows(answer);
	const { simplify } = operation.output;
	const shape =
		item.simplify && simplify !== undefined ? (row: IDataObject) => pick(row, simplify) : undefined;
	return rows.map((row) => ({
		json: shape === undefined ? row : shape(row),
		pairedItem: { item: item.itemIndex },
	}));
}

function plainRows(answer: unknown): IDataObject[] {
	if (Array.isArray(answer)) return answer as IDataObject[];
	return typeof answer === 'object' && answer !== null ? [answer as IDataObject] : [];
}

/** The item that Continue On Fail sends to the error output: n8n routes by its `error`. */
export function errorItem(
	itemIndex: number,
	error: NodeApiError | NodeOperationError,
): INodeExecutionData {
	return { json: { error: error.message }, error, pairedItem: { item: itemIndex } };
}
