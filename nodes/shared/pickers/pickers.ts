import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { NodeContract, Picker } from '../contract/operation';
import { readPage, readRows } from '../http/paging';
import { orThrow } from '../http/orThrow';
import { connect, send, type Connection, type PlannedRequest } from '../http/send';

/** Options that a drop-down can hold without becoming unusable. */
const MOST_OPTIONS = 1000;

/** Everything that a drop-down offers, by name. Failures are shown, never an empty list instead. */
export async function loadOptions(
	context: ILoadOptionsFunctions,
	node: NodeContract,
	name: string,
): Promise<INodePropertyOptions[]> {
	const picker = pickerOf(context, node, name);
	const connection = await connect(context, node.vendor);
	const rows = await allRows(connection, picker);
	return rows
		.map((row) => picker.option(row as IDataObject))
		.sort((a, b) => a.name.localeCompare(b.name));
}

async function allRows(connection: Connection, picker: Picker): Promise<unknown[]> {
	const request = requestOf(picker);
	if (picker.maxPageSize !== undefined) {
		const paging = { maxPageSize: picker.maxPageSize, identify: identityOf(picker) };
		return orThrow(
			await readRows(connection, request, paging, { limit: MOST_OPTIONS }),
			connection,
		);
	}
	const answer = orThrow(await send(connection, request), connection);
	if (Array.isArray(answer.body)) return answer.body;
	return orThrow<unknown[]>(
		{ failed: true, kind: 'unreadable', status: answer.status },
		connection,
	);
}

/** One page of what matches the user's search, for a searchable list. */
export async function searchList(
	context: ILoadOptionsFunctions,
	node: NodeContract,
	name: string,
	filter?: string,
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const picker = pickerOf(context, node, name);
	const connection = await connect(context, node.vendor);
	const size = picker.maxPageSize ?? MOST_OPTIONS;
	const page = Number(paginationToken ?? node.vendor.paging.firstPage);
	const search = filter && picker.searchParameter ? { [picker.searchParameter]: filter } : {};
	const content = orThrow(
		await readPage(connection, requestOf(picker, search), page, size),
		connection,
	);
	const options = new Map(
		content.rows.map((row): [string, INodeListSearchItems] => {
			const option = picker.option(row as IDataObject);
			return [String(option.value), option];
		}),
	);
	const isLast = content.rows.length < size;
	return {
		results: [...options.values()],
		...(isLast ? {} : { paginationToken: page + 1 }),
	};
}

function pickerOf(context: ILoadOptionsFunctions, node: NodeContract, name: string): Picker {
	const picker = node.pickers[name];
	if (picker !== undefined) return picker;
	throw new NodeOperationError(context.getNode(), `The list “${name}” is not known`);
}

function requestOf(picker: Picker, search: IDataObject = {}): PlannedRequest {
	return {
		method: 'GET',
		path: picker.path,
		query: { ...picker.query, ...search },
		apiVersion: picker.apiVersion,
		safety: 'read',
	};
}

function identityOf(picker: Picker): (row: unknown) => string {
	return (row) => String(picker.option(row as IDataObject).value);
}
