import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { findOperation, type AnyOperation, type NodeContract } from '../contract/operation';
import type { Failure } from '../failure/failure';
import { inputError, quoted, recordError, toNodeError, type Place } from '../failure/nodeErrors';
import { connect } from '../http/send';
import { replyTo, type Reply, type Run } from './carryOut';
import { inOrder } from './inOrder';
import { planBatch, planRequests, recordOf, type Work } from './planRequests';
import { maskedNode, readInput, secretInputs, type ItemInput } from './readInput';
import { errorItem, outputItems, recordItems } from './shapeOutput';

type ItemError = NodeApiError | NodeOperationError;

/** What became of one item: its output, or its error. */
interface Outcome {
	itemIndex: number;
	output?: INodeExecutionData[];
	error?: ItemError;
}

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
	const goesOn = context.continueOnFail();
	if (!goesOn && refused[0] !== undefined) throw refused[0].error;
	const outcomes = [...refused, ...(await carryOut(context, node, operation, accepted))];
	outcomes.sort((a, b) => a.itemIndex - b.itemIndex);
	const failed = outcomes.find(({ error }) => error !== undefined);
	if (!goesOn && failed?.error !== undefined) throw withDone(failed.error, operation, outcomes);
	return [outcomes.flatMap(settled)];
}

function chosenOperation(context: IExecuteFunctions, node: NodeContract): AnyOperation {
	const resource = String(context.getNodeParameter('resource', 0));
	const name = String(context.getNodeParameter('operation', 0));
	const operation = findOperation(node, resource, name);
	if (operation !== undefined) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`Operation: “${resource}: ${name}” is not known`,
		{ description: 'Choose a Resource and an Operation from the lists in the node.' },
	);
}

interface ReadItems {
	accepted: ItemInput[];
	refused: { itemIndex: number; error: NodeOperationError }[];
}

function readAll(context: IExecuteFunctions, operation: AnyOperation): ReadItems {
	const accepted: ItemInput[] = [];
	const refused: ReadItems['refused'] = [];
	context.getInputData().forEach((_, itemIndex) => {
		const result = readInput(context, operation, itemIndex);
		if (result instanceof NodeOperationError) refused.push({ itemIndex, error: result });
		else accepted.push(result);
	});
	return withoutRepeats(context, operation, { accepted, refused });
}

function settled({ output, error, itemIndex }: Outcome): INodeExecutionData[] {
	return error === undefined ? (output ?? []) : [errorItem(itemIndex, error)];
}

/** When the node stops, its output is lost: the error says which writes were carried out all the same. */
function withDone(error: ItemError, { safety }: AnyOperation, outcomes: Outcome[]): ItemError {
	const done = outcomes.filter(({ output }) => output !== undefined);
	if (safety === 'read' || done.length === 0) return error;
	const places = ranges(done.map(({ itemIndex }) => itemIndex));
	error.description = `${error.description ?? ''} Carried out before the node stopped: item ${places}.`;
	return error;
}

/** `0-4, 7` for 0, 1, 2, 3, 4 and 7. */
function ranges(sorted: number[]): string {
	const parts: [from: number, to: number][] = [];
	for (const index of sorted) {
		const last = parts.at(-1);
		if (last?.[1] === index - 1) last[1] = index;
		else parts.push([index, index]);
	}
	return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

/** Two items for the same once-only write are one too many, whichever request they would go into. */
function withoutRepeats(
	context: IExecuteFunctions,
	operation: AnyOperation,
	{ accepted, refused }: ReadItems,
): ReadItems {
	const { safety, batching } = operation;
	if (safety !== 'once-only write' || batching?.key === undefined) return { accepted, refused };
	const firstByKey = new Map<string, number>();
	const result: ReadItems = { accepted: [], refused: [...refused] };
	for (const item of accepted) {
		const { itemIndex, input } = item;
		const key = batching.key(input);
		const first = firstByKey.get(key);
		firstByKey.set(key, first ?? itemIndex);
		if (first === undefined) {
			result.accepted.push(item);
			continue;
		}
		const problem = `${quoted(key)} stands in item ${first} already, and is sent only once`;
		const name = batching.keyName ?? 'Input';
		result.refused.push({
			itemIndex,
			error: inputError(maskedNode(context.getNode(), operation), itemIndex, name, problem),
		});
	}
	return result;
}

async function carryOut(
	context: IExecuteFunctions,
	node: NodeContract,
	operation: AnyOperation,
	accepted: ItemInput[],
): Promise<Outcome[]> {
	if (accepted.length === 0) return [];
	const connection = await connect(context, node.vendor);
	connection.secrets.push(...secretInputs(operation, accepted));
	const facts = { timeZone: context.getTimezone(), now: new Date() };
	const run: Run = { connection, operation, facts };
	const work = planRequests(operation, node.vendor, accepted, facts);
	const goesOn = context.continueOnFail();
	const outcomes = await inOrder(
		work,
		node.vendor.limits.concurrency,
		async (each) => await outcomesOf(run, each),
		(results) => !goesOn && results.some(({ error }) => error !== undefined),
	);
	return outcomes.flat();
}

async function outcomesOf(run: Run, work: Work): Promise<Outcome[]> {
	const reply = await replyTo(run, work);
	if ('lookedUp' in reply) return lookedUpOutcomes(run, work, reply);
	if ('failure' in reply) return await failedOutcomes(run, work, reply.failure);
	return run.operation.batching === undefined
		? singleOutcomes(run, work, reply)
		: batchOutcomes(run, work, reply);
}

type Answered = Extract<Reply, { content: unknown; isFinished: boolean }>;

function singleOutcomes(run: Run, work: Work, { content }: Answered): Outcome[] {
	const { vendor } = run.connection;
	return work.items.map((item) => ({
		itemIndex: item.itemIndex,
		output: outputItems(run.operation, vendor, item, content),
	}));
}

/** Each record of a batch has a result of its own. */
function batchOutcomes(run: Run, work: Work, { content, isFinished }: Answered): Outcome[] {
	const { connection, operation, facts } = run;
	const records = work.items.map((item) => recordOf(operation, connection.vendor, item, facts));
	const results = operation.batching?.results(content, records, isFinished) ?? [];
	return work.items.map((item, position) => {
		const { itemIndex } = item;
		const result = results[position] ?? { problem: 'the answer does not mention this record' };
		return 'problem' in result
			? { itemIndex, error: recordError(result, placeOf(run, item)) }
			: { itemIndex, output: recordItems(operation, connection.vendor, item, result.rows) };
	});
}

/** A write without an answer: what the vendor lists afterwards has gone through. */
function lookedUpOutcomes(
	run: Run,
	work: Work,
	{ lookedUp, failure }: Extract<Reply, { lookedUp: unknown }>,
): Outcome[] {
	const { operation, connection } = run;
	return work.items.map((item) => {
		const { itemIndex } = item;
		const rows = operation.lookup?.find(lookedUp, item.input);
		return rows === undefined
			? { itemIndex, error: toNodeError(failure, placeOf(run, item)) }
			: { itemIndex, output: recordItems(operation, connection.vendor, item, rows) };
	});
}

/** A refusal that names single records of a batch concerns them alone; the others are sent again. */
async function failedOutcomes(run: Run, work: Work, failure: Failure): Promise<Outcome[]> {
	const named = namedPositions(run.operation, work, failure);
	const isNamed = (position: number) => named.size === 0 || named.has(position);
	const others = work.items.filter((_, position) => !isNamed(position));
	const outcomes = work.items.flatMap((item, position) =>
		isNamed(position)
			? [
					{
						itemIndex: item.itemIndex,
						error: toNodeError(concerning(position, failure), placeOf(run, item)),
					},
				]
			: [],
	);
	if (others.length === 0) return outcomes;
	const rest = planBatch(run.operation, run.connection.vendor, others, run.facts);
	return [...outcomes, ...(await outcomesOf(run, rest))];
}

/** The failure with what the vendor says of one record alone. */
function concerning(position: number, failure: Failure): Failure {
	if (failure.refusal === undefined) return failure;
	const own = failure.refusal.fields.filter((field) => (field.position ?? position) === position);
	return { ...failure, refusal: { ...failure.refusal, fields: own } };
}

function namedPositions({ batching }: AnyOperation, work: Work, failure: Failure): Set<number> {
	if (failure.kind !== 'refused' || failure.refusal === undefined) return new Set();
	const positions = batching?.refusedPositions?.(failure.refusal) ?? [];
	return new Set(positions.filter((position) => position < work.items.length));
}

function placeOf({ connection, operation }: Run, item: ItemInput): Place {
	const { context, vendor, secrets } = connection;
	return {
		node: maskedNode(context.getNode(), operation),
		vendor,
		secrets,
		operation,
		itemIndex: item.itemIndex,
		subject: subjectOf(operation, item),
	};
}

/** The record that a request is about, as the form names it: `Product 12544049`. */
function subjectOf({ form }: AnyOperation, item: ItemInput): string | undefined {
	const named = Object.entries(form.fields).find(([, field]) => field.in === 'path');
	if (named === undefined) return undefined;
	const [name, field] = named;
	return `${field.displayName} ${String(item.input[name])}`;
}
