import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode, JsonObject } from 'n8n-workflow';
import type { AnyOperation, Form } from '../contract/operation';
import { COLLECTIONS } from '../contract/operation';
import type { FieldMap } from '../contract/field';
import type { Vendor } from '../contract/vendor';
import { mayHaveHappened, type Failure, type FailureKind } from './failure';
import { redact } from './redact';

/** Where a failure happened, for the sentence that users read. */
export interface Place {
	node: INode;
	vendor: Vendor;
	/** Absent in triggers and pickers. */
	itemIndex?: number;
	/** Absent in triggers and pickers. */
	operation?: AnyOperation;
	/** What the request was about, such as `Product 12544049`. */
	subject?: string;
	secrets: readonly string[];
}

interface Sentence {
	message: string;
	description: string;
}

/** Turns a failure into what n8n shows: one sentence, and beneath it what to do next. */
export function toNodeError(failure: Failure, place: Place): NodeApiError {
	const { message, description } = sentenceFor(failure, place);
	const clean = (text: string) => redact(text, place.secrets);
	const whole = clean(
		place.itemIndex === undefined ? message : `${message} [item ${place.itemIndex}]`,
	);
	return new NodeApiError(place.node, publicFacts(failure, clean), {
		message: whole,
		description: clean(`${description}${ambiguity(failure, place)}`),
		httpCode: failure.status?.toString(),
		itemIndex: place.itemIndex,
		level: 'warning',
		...backoffHint(failure),
	});
}

/** The error of one record of a batch that the vendor did not take, in the vendor's words. */
export function recordError(problem: string, place: Place): NodeApiError {
	const refusal = { message: problem, fields: [] };
	return toNodeError({ failed: true, kind: 'refused', refusal }, place);
}

/** The vendor's answer as n8n keeps it with the execution; no headers, no request. */
function publicFacts(failure: Failure, clean: (text: string) => string): JsonObject {
	const facts = {
		kind: failure.kind,
		status: failure.status,
		key: failure.refusal?.key,
		vendorMessage: failure.refusal?.message,
		fields: failure.refusal?.fields,
	};
	return JSON.parse(clean(JSON.stringify(facts))) as JsonObject;
}

/** What the sentences are made of. */
interface Facts {
	/** The vendor's name. */
	vendor: string;
	/** The vendor's own words. */
	said?: string;
	/** The record that the request was about. */
	subject: string;
	/** `Tried 3 times`. */
	tried: string;
	/** ` (HTTP 500)`, or nothing. */
	status: string;
	/** `, key common.unknown`, or nothing. */
	key: string;
	detail?: string;
	help: Vendor['credentialHelp'];
}

function sentenceFor(failure: Failure, place: Place): Sentence {
	const { attempts = 1, status, refusal, kind, detail } = failure;
	return SENTENCES[kind]({
		vendor: place.vendor.displayName,
		said: vendorWords(failure, place),
		subject: place.subject ?? 'such record',
		tried: attempts > 1 ? `Tried ${attempts} times` : 'Tried once',
		status: status === undefined ? '' : ` (HTTP ${status})`,
		key: refusal?.key === undefined ? '' : `, key ${refusal.key}`,
		detail,
		help: place.vendor.credentialHelp,
	});
}

const SENTENCES: Record<FailureKind, (facts: Facts) => Sentence> = {
	refused: ({ vendor, said, status, key }) => ({
		message: said ?? `${vendor} did not accept the request${status}`,
		description: `${vendor} refused the values${status}${key}. Correct what is named above and run the node again.`,
	}),
	'not found': ({ vendor, subject, said, status, key }) => ({
		message: `${vendor} knows no ${subject}${after(said)}`,
		description: `Check the ID: the record may have been deleted, or belong to another account${status}${key}.`,
	}),
	'not allowed': ({ vendor, said, status, help }) => ({
		message: `The ${vendor} credential may not do this${after(said)}`,
		description: `${help.notAllowed}${asSentence(status)}`,
	}),
	'not authorized': ({ vendor, said, status, help }) => ({
		message: `${vendor} did not accept the credential${after(said)}`,
		description: `${help.notAuthorized}${asSentence(status)}`,
	}),
	reconnect: ({ vendor, help }) => ({
		message: `Reconnect ${vendor}: paste a new refresh token into the credential`,
		description: help.reconnect ?? help.notAuthorized,
	}),
	'no fresh token': ({ vendor, tried, detail }) => ({
		message: `${vendor} gave no new access token`,
		description: `${tried}${inBrackets(detail)}. Nothing was sent. Run the node again in a minute.`,
	}),
	'rate limited': ({ vendor, tried }) => ({
		message: `${vendor} receives too many requests`,
		description: `${tried}. Another tool may be using the same account; lower Requests per Second in the credential, or run less at the same time.`,
	}),
	busy: ({ vendor, tried, status }) => ({
		message: `${vendor} is busy and asks to come back later`,
		description: `${tried}${status}. Run the node again later.`,
	}),
	'vendor fault': ({ vendor, tried, said, status }) => ({
		message: `${vendor} could not process the request${status}${after(said)}`,
		description: `${tried}. The cause is on the vendor's side; run the node again later.`,
	}),
	unreadable: ({ vendor, tried, status }) => ({
		message: `${vendor} sent an answer that cannot be read`,
		description: `${tried}. The answer is not the JSON that was expected${status}: it may come from a proxy, or have been cut off. Check the Base URL in the credential.`,
	}),
	broken: ({ vendor, tried, detail }) => ({
		message: `The connection to ${vendor} broke off before an answer came`,
		description: `${tried}${inBrackets(detail)}.`,
	}),
	'not sent': ({ vendor, tried, detail }) => ({
		message: `${vendor} cannot be reached`,
		description: `${tried}${inBrackets(detail)}. Check the Base URL in the credential and the network of this n8n.`,
	}),
	redirected: ({ vendor, detail, status }) => ({
		message: 'The Base URL leads to another address',
		description: `${vendor} redirects${detail === undefined ? '' : ` to ${detail}`}${status}. Put the address that the vendor names into the credential's Base URL.`,
	}),
	cancelled: ({ vendor }) => ({
		message: 'The execution was stopped',
		description: `The request to ${vendor} was given up.`,
	}),
};

function after(said: string | undefined): string {
	return said === undefined ? '' : `: ${said}`;
}

/** ` (HTTP 403)` as a sentence of its own. */
function asSentence(status: string): string {
	return status === '' ? '' : `${status}.`;
}

function inBrackets(detail: string | undefined): string {
	return detail === undefined ? '' : ` (${detail})`;
}

/** A once-only write without an answer must not be repeated before someone has looked. */
function ambiguity(failure: Failure, { operation, vendor }: Place): string {
	if (operation?.safety !== 'once-only write' || !mayHaveHappened(failure)) return '';
	return ` It is not known whether ${vendor.displayName} has carried this out, so it was not sent again. Look it up there before you repeat it.`;
}

/** The vendor's own words: its texts per field, by the name that the form shows, or its sentence. */
function vendorWords({ refusal }: Failure, { operation, vendor }: Place): string | undefined {
	if (refusal === undefined) return undefined;
	const names =
		operation === undefined ? new Map<string, string>() : fieldNames(operation.form, vendor);
	const perField = refusal.fields.map(
		({ name, texts }) => `${names.get(name.split('.')[0] ?? name) ?? name}: ${texts.join(' ')}`,
	);
	return perField.length > 0 ? perField.join(' ') : refusal.message;
}

/** Display names by the vendor's field names. */
function fieldNames(form: Form, vendor: Vendor): Map<string, string> {
	const maps = [form.fields, ...COLLECTIONS.map((name) => form[name] ?? {})];
	return new Map(maps.flatMap((fields) => wireNames(fields, vendor)));
}

function wireNames(fields: FieldMap, vendor: Vendor): [string, string][] {
	return Object.entries(fields).map(([name, field]) => [
		field.wireName ?? vendor.wireName(name),
		field.displayName,
	]);
}

/** Tells newer versions of n8n how to pace a trigger that keeps failing (`error.failure`, from 2.37). */
function backoffHint(failure: Failure): object {
	const causes: Partial<Record<FailureKind, string>> = {
		'rate limited': 'rate-limited',
		busy: 'temporarily-unavailable',
		'vendor fault': 'temporarily-unavailable',
		broken: 'temporarily-unavailable',
		'not sent': 'temporarily-unavailable',
		'no fresh token': 'temporarily-unavailable',
		reconnect: 'credential-invalid',
		'not authorized': 'credential-invalid',
	};
	const cause = causes[failure.kind];
	if (cause === undefined) return {};
	const { retryAfterMs } = failure;
	return { failure: retryAfterMs === undefined ? { cause } : { cause, retryAfterMs } };
}

const LONGEST_QUOTE = 60;

/** Shows a value in a message: short, on one line, with its kind where that says more. */
export function quoted(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'nothing';
	if (Array.isArray(value)) return `a list of ${value.length}`;
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	const line = (text ?? String(value)).slice(0, LONGEST_QUOTE * 2).replace(/\s+/g, ' ');
	const short = line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
	return `“${short}”`;
}

/** Refuses a value of the form, before anything is sent. */
export function inputError(
	node: INode,
	itemIndex: number,
	field: string,
	problem: string,
): NodeOperationError {
	return new NodeOperationError(node, `${field}: ${problem} [item ${itemIndex}]`, {
		itemIndex,
		level: 'warning',
		description: `Nothing was sent for this item. Correct “${field}” in the node, or in the data that its expression reads.`,
	});
}
