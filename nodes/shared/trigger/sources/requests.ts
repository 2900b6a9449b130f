import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { planRequests, recordOf } from '../../action/planRequests';
import type { ItemInput } from '../../action/readInput';
import {
	COLLECTIONS,
	recommendedVersion,
	type AnyOperation,
	type Form,
	type InputOf,
} from '../../contract/operation';
import { isFailure } from '../../failure/failure';
import { orThrow } from '../../http/orThrow';
import { readPage, readRows, type Page } from '../../http/paging';
import { send, type Connection, type PlannedRequest } from '../../http/send';
import type { FormValues } from '../triggerContract';

/** A trigger's moments are UTC already, so no workflow's time zone takes part in its requests. */
const facts = () => ({ timeZone: 'utc', now: new Date() });

function itemOf(values: FormValues, itemIndex = 0): ItemInput {
	const empty = Object.fromEntries(COLLECTIONS.map((name) => [name, {}]));
	const input = { ...empty, ...values } as InputOf<Form>;
	return { itemIndex, input, limit: Infinity, simplify: false };
}

function requestOf(
	{ vendor }: Connection,
	operation: AnyOperation,
	values: FormValues,
): PlannedRequest {
	const [work] = planRequests(operation, vendor, [itemOf(values)], facts());
	return work?.requests[0] as PlannedRequest;
}

/** A page of a list; page 1 is the first one, whatever number the vendor gives it. */
export async function listPage(
	connection: Connection,
	operation: AnyOperation,
	values: FormValues,
	page: number,
): Promise<Page> {
	const request = requestOf(connection, operation, values);
	const { maxPageSize = 1, firstPage = connection.vendor.paging.firstPage } =
		operation.paging ?? {};
	const content = await readPage(connection, request, page - 1 + firstPage, maxPageSize);
	return meansNothing(content, operation) ? { rows: [] } : orThrow(content, connection);
}

function meansNothing(outcome: object, { emptyWhenNotFound }: AnyOperation): boolean {
	return isFailure(outcome) && outcome.kind === 'not found' && emptyWhenNotFound === true;
}

/** All rows of a list. */
export async function allRows(
	connection: Connection,
	operation: AnyOperation,
	values: FormValues,
): Promise<unknown[]> {
	const paging = operation.paging ?? { maxPageSize: 1, identify: String };
	const request = requestOf(connection, operation, values);
	const found = await readRows(connection, request, paging, { limit: Infinity });
	return meansNothing(found, operation) ? [] : orThrow(found, connection);
}

/** The rows of each record, several records to a request where the operation can do that. */
export async function rowsOfEach(
	connection: Connection,
	operation: AnyOperation,
	records: readonly FormValues[],
): Promise<IDataObject[][]> {
	const items = records.map(itemOf);
	const found: IDataObject[][] = records.map(() => []);
	for (const work of planRequests(operation, connection.vendor, items, facts())) {
		const answer = orThrow(await send(connection, work.requests[0] as PlannedRequest), connection);
		const rows = rowsOfAnswer(connection, operation, work.items, answer.body);
		work.items.forEach(({ itemIndex }, index) => {
			found[itemIndex] = rows[index] ?? [];
		});
	}
	return found;
}

function rowsOfAnswer(
	{ vendor }: Connection,
	operation: AnyOperation,
	items: ItemInput[],
	answer: unknown,
): IDataObject[][] {
	const { batching, output } = operation;
	if (batching === undefined) {
		return items.map(({ input }) => output.rows?.(answer, input) ?? [answer as IDataObject]);
	}
	const records = items.map((item) => recordOf(operation, vendor, item, facts()));
	const results = batching.results(answer, records, true);
	return results.map((result) => ('rows' in result ? result.rows : []));
}

/** The error for a list whose total never fits its rows. */
export function mismatchError(
	{ context, vendor }: Connection,
	operation: AnyOperation,
	total: number,
	rows: number,
): NodeOperationError {
	const version = recommendedVersion(operation);
	const where = version === undefined ? '' : ` with API version ${version}`;
	return new NodeOperationError(
		context.getNode(),
		`${vendor.displayName} announces ${total} changes but lists ${rows}`,
		{
			description: `The list of changes does not fit its own total${where}. Nothing was skipped: the same changes are asked for again with the next poll.`,
		},
	);
}
