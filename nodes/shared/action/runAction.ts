import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { findOperation, type AnyOperation, type NodeContract } from '../contract/operation';
import { toNodeError } from '../failure/nodeErrors';
import { readRows } from '../http/paging';
import { connect, send, type Connection } from '../http/send';
import { inOrder } from './inOrder';
import { planRequests, type Work } from './planRequests';
import { readInput, type ItemInput } from './readInput';
import { errorItem, outputItems } from './shapeOutput';

type ItemError = NodeApiError | NodeOperationError;

/** What became of one request: the output of its items, or the error of each. */
type Outcome = { output: INodeExecutionData[] } | { error: ItemError; items: ItemInput[] };

/**
 * The action path: read and check every item, plan the requests, send them, pair the answers with the
 * items. Without Continue On Fail nothing is sent as long as any item is refused.
 */
export async function runAction(
	context: IExecuteFunctions,
	node: NodeContract,
): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, node);
	const { accepted, refused } = readAll(context, operation);
	const [firstRefusal] = refused;
	if (firstRefusal !== undefined && !context.continueOnFail()) throw firstRefusal.error;
	const output = await carryOut(context, node, operation, accepted);
	return [
		inItemOrder([...refused.map(({ itemIndex, error }) => errorItem(itemIndex, error)), ...output]),
	];
}

function chosenOperation(context: IExecuteFunctions, node: NodeContract): AnyOperation {
	const resource = String(context.getNodeParameter('resource', 0));
	const name = String(context.getNodeParameter('operation', 0));
	const operation = findOperation(node, resource, name);
	if (operation !== undefined) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`Operation: “${resource}: ${name}” is not known`,
		{
			description: 'Choose a Resource and an Operation from the lists in the node.',
		},
	);
}

interface Refused {
	itemIndex: number;
	error: NodeOperationError;
}

function readAll(
	context: IExecuteFunctions,
	operation: AnyOperation,
): { accepted: ItemInput[]; refused: Refused[] } {
	const accepted: ItemInput[] = [];
	const refused: Refused[] = [];
	context.getInputData().forEach((_, itemIndex) => {
		const result = readInput(context, operation, itemIndex);
		if (result instanceof NodeOperationError) refused.push({ itemIndex, error: result });
		else accepted.push(result);
	});
	return { accepted, refused };
}

async function carryOut(
	context: IExecuteFunctions,
	node: NodeContract,
	operation: AnyOperation,
	accepted: ItemInput[],
): Promise<INodeExecutionData[]> {
	if (accepted.length === 0) return [];
	const connection = await connect(context, node.vendor);
	const facts = { timeZone: context.getTimezone(), now: new Date() };
	const work = planRequests(operation, node.vendor, accepted, facts);
	const goesOn = context.continueOnFail();
	const outcomes = await inOrder(
		work,
		node.vendor.limits.concurrency,
		async (each) => await carryOutOne(connection, operation, each),
		(outcome) => 'error' in outcome && !goesOn,
	);
	return outcomes.flatMap((outcome) => settled(outcome, goesOn));
}

function settled(outcome: Outcome, goesOn: boolean): INodeExecutionData[] {
	if ('output' in outcome) return outcome.output;
	if (!goesOn) throw outcome.error;
	return outcome.items.map(({ itemIndex }) => errorItem(itemIndex, outcome.error));
}

async function carryOutOne(
	connection: Connection,
	operation: AnyOperation,
	work: Work,
): Promise<Outcome> {
	const [first] = work.items;
	const answer = await answerTo(connection, operation, work);
	if ('failure' in answer) {
		const place = placeOf(connection, operation, first);
		return { error: toNodeError(answer.failure, place), items: work.items };
	}
	return { output: work.items.flatMap((item) => outputItems(operation, item, answer.content)) };
}

type AnswerContent = { content: unknown } | { failure: Parameters<typeof toNodeError>[0] };

async function answerTo(
	connection: Connection,
	{ paging, goneMeansDone }: AnyOperation,
	{ request, items }: Work,
): Promise<AnswerContent> {
	if (paging === undefined) {
		const answer = await send(connection, request);
		if (!answer.failed) return { content: answer.body };
		const isDone = goneMeansDone && answer.kind === 'not found' && answer.afterUnanswered;
		return isDone ? { content: undefined } : { failure: answer };
	}
	const [item] = items as [ItemInput];
	const range = { limit: item.limit, startPage: paging.startPage?.(item.input) };
	const rows = await readRows(connection, request, paging, range);
	return Array.isArray(rows) ? { content: rows } : { failure: rows };
}

function placeOf(connection: Connection, operation: AnyOperation, item: ItemInput | undefined) {
	const { context, vendor, secrets } = connection;
	return {
		node: context.getNode(),
		vendor,
		secrets,
		operation,
		itemIndex: item?.itemIndex,
		subject: subjectOf(operation, item),
	};
}

/** The record that a request is about, as the form names it: `Product 12544049`. */
function subjectOf({ form }: AnyOperation, item: ItemInput | undefined): string | undefined {
	const named = Object.entries(form.fields).find(([, field]) => field.control.kind === 'locator');
	if (named === undefined || item === undefined) return undefined;
	const [name, field] = named;
	return `${field.displayName} ${String(item.input[name])}`;
}

function inItemOrder(items: INodeExecutionData[]): INodeExecutionData[] {
	const indexOf = ({ pairedItem }: INodeExecutionData) =>
		typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : 0;
	return items.sort((a, b) => indexOf(a) - indexOf(b));
}
