import { omitBy } from 'lodash';
import { sleep } from 'n8n-workflow';
import type { RunFacts } from '../contract/field';
import type { AnyOperation, FollowUp, Form, InputOf, Lookup } from '../contract/operation';
import { mayHaveHappened, type Failure } from '../failure/failure';
import { readRows } from '../http/paging';
import { send, type Connection, type PlannedRequest } from '../http/send';
import type { Work } from './planRequests';
import type { ItemInput } from './readInput';

/** What the vendor answered to a piece of work. */
export type Reply =
	| { content: unknown; isFinished: boolean }
	/** A write without an answer that the vendor was asked about afterwards. */
	| { lookedUp: unknown; failure: Failure }
	| { failure: Failure };

/** What a run has for all its work. */
export interface Run {
	connection: Connection;
	operation: AnyOperation;
	facts: RunFacts;
}

/** Sends the requests of a piece of work and, where its operation says so, waits or looks up. */
export async function replyTo(run: Run, work: Work): Promise<Reply> {
	const [item] = work.items as [ItemInput];
	const reply = await answerOf(run, work, item);
	if ('failure' in reply) return await afterFailure(run, work, reply.failure);
	const { followUp } = run.operation;
	return followUp === undefined
		? reply
		: await followedUp(run.connection, followUp, item.input, reply.content);
}

async function answerOf(run: Run, work: Work, item: ItemInput): Promise<Reply> {
	const { connection, operation } = run;
	const [request] = work.requests as [PlannedRequest];
	if (operation.paging !== undefined) return await pagedReply(run, work.requests, item);
	const answer = await send(connection, request);
	if (!answer.failed) {
		const mustSaySomething = operation.safety === 'read' || operation.lookup !== undefined;
		const isMissing = answer.body === undefined && mustSaySomething;
		if (!isMissing) return { content: answer.body, isFinished: true };
		return { failure: { failed: true, kind: 'unreadable', status: answer.status } };
	}
	const isGone = operation.goneMeansDone === true && answer.afterUnanswered === true;
	const isNothing = isGone || operation.emptyWhenNotFound === true;
	return answer.kind === 'not found' && isNothing
		? { content: undefined, isFinished: true }
		: { failure: answer };
}

async function pagedReply(run: Run, requests: PlannedRequest[], item: ItemInput): Promise<Reply> {
	const { connection, operation } = run;
	const { paging, emptyWhenNotFound } = operation;
	if (paging === undefined) return { content: [], isFinished: true };
	const found = new Map<string, unknown>();
	for (const request of requests) {
		const range = { limit: item.limit - found.size, startPage: paging.startPage?.(item.input) };
		if (range.limit <= 0) break;
		const rows = await readRows(connection, request, paging, range);
		if (Array.isArray(rows)) rows.forEach((row) => found.set(paging.identify(row), row));
		else if (rows.kind !== 'not found' || emptyWhenNotFound !== true) return { failure: rows };
	}
	return { content: [...found.values()], isFinished: true };
}

/** Pauses between two looks at work that goes on: quick at first, then every half minute. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const PAUSE_GROWTH = 1.5;

async function followedUp(
	connection: Connection,
	followUp: FollowUp<InputOf<Form>>,
	input: InputOf<Form>,
	first: unknown,
): Promise<Reply> {
	const end = Date.now() + followUp.deadlineMs(input);
	const path = followUp.path(first);
	let content = first;
	let pause = FIRST_PAUSE_MS;
	while (!followUp.isDone(content)) {
		const left = end - Date.now();
		if (left <= 0) return { content, isFinished: false };
		await sleep(Math.min(pause, left));
		pause = Math.min(pause * PAUSE_GROWTH, LONGEST_PAUSE_MS);
		const look = { method: 'GET' as const, path, query: {}, safety: 'read' as const };
		const answer = await send({ ...connection, deadline: end }, look);
		// Work that goes on is not lost because one look at it brought nothing.
		if (!answer.failed) content = answer.body;
		else if (Date.now() >= end || !canStillPass(answer)) return { content, isFinished: false };
	}
	return { content, isFinished: true };
}

function canStillPass({ kind }: Failure): boolean {
	return ['not sent', 'broken', 'rate limited', 'busy', 'vendor fault', 'unreadable'].includes(
		kind,
	);
}

/** Looks at a write without an answer may come too early: the vendor may still be working on it. */
const LOOKUP_PAUSES_MS = [0, 1_000, 3_000];

async function afterFailure(run: Run, work: Work, failure: Failure): Promise<Reply> {
	const { lookup } = run.operation;
	if (lookup === undefined || !mayHaveHappened(failure)) return { failure };
	const inputs = work.items.map(({ input }) => input);
	let lookedUp: unknown;
	for (const pause of LOOKUP_PAUSES_MS) {
		await sleep(pause);
		const answer = await send(run.connection, lookupRequest(lookup, inputs));
		if (answer.failed) continue;
		lookedUp = answer.body;
		if (inputs.every((input) => lookup.find(lookedUp, input) !== undefined)) break;
	}
	return lookedUp === undefined ? { failure } : { failure, lookedUp };
}

function lookupRequest(lookup: Lookup<InputOf<Form>>, inputs: InputOf<Form>[]): PlannedRequest {
	const request = {
		method: lookup.method,
		path: lookup.path,
		query: {},
		body: lookup.body(inputs),
		safety: 'read' as const,
	};
	return omitBy(request, (value) => value === undefined) as unknown as PlannedRequest;
}
