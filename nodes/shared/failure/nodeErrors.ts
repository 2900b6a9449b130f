import { cloneDeepWith, compact } from 'lodash';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode, JsonObject } from 'n8n-workflow';
import type { Field } from '../contract/field';
import { COLLECTIONS, type AnyOperation } from '../contract/operation';
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
	const error = new NodeApiError(place.node, publicFacts(failure, clean), {
		message: whole,
		description: clean(`${description}${ambiguity(failure, place)}`),
		httpCode: failure.status?.toString(),
		itemIndex: place.itemIndex,
		level: 'warning',
		...backoffHint(failure),
	});
	return withMessage(error, whole);
}

/** n8n rewords messages in which it finds the name of a system error, even within another word. */
function withMessage<E extends NodeApiError | NodeOperationError>(error: E, message: string): E {
	error.message = message;
	return error;
}

/** The error of one record of a batch that the vendor did not take, in the vendor's words. */
export function recordError(
	{ problem, next }: { problem: string; next?: string },
	place: Place,
): NodeApiError {
	const refusal = { message: problem, fields: [] };
	const error = toNodeError({ failed: true, kind: 'refused', refusal }, place);
	if (next !== undefined) error.description = redact(next, place.secrets);
	return error;
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
	const cleaned: unknown = cloneDeepWith(facts, (value: unknown) =>
		typeof value === 'string' ? clean(value) : undefined,
	);
	return JSON.parse(JSON.stringify(cleaned)) as JsonObject;
}

/** What the sentences are made of. */
interface Facts {
	/** The vendor's name. */
	vendor: string;
	/** The vendor's own words. */
	said?: string;
	/** The record that the request was about. */
	subject?: string;
	/** `Tried 3 times`. */
	tried: string;
	/** ` (HTTP 500)`, or nothing. */
	status: string;
	/** ` (HTTP 400, common.unknown)`: the status with the vendor's key, or nothing. */
	code: string;
	detail?: string;
	help: Vendor['credentialHelp'];
}

function sentenceFor(failure: Failure, place: Place): Sentence {
	const { attempts = 1, status, refusal, kind, detail } = failure;
	const http = status === undefined ? undefined : `HTTP ${status}`;
	return SENTENCES[kind]({
		vendor: place.vendor.displayName,
		said: vendorWords(failure, place),
		subject: place.subject,
		tried: attempts > 1 ? `Tried ${attempts} times` : 'Tried once',
		status: inBrackets(http),
		code: inBrackets(compact([http, refusal?.key]).join(', ') || undefined),
		detail,
		help: place.vendor.credentialHelp,
	});
}

const SENTENCES: Record<FailureKind, (facts: Facts) => Sentence> = {
	refused: ({ vendor, said, status, code }) => ({
		message: said ?? `${vendor} did not accept the request${status}`,
		description: `${vendor} refused the values${code}. Correct what is named above and run the node again.`,
	}),
	'not found': ({ vendor, subject, said, code }) => ({
		message: `${vendor} knows no ${subject ?? 'such address'}${after(said)}`,
		description:
			subject === undefined
				? `Check the Base URL in the credential${code}.`
				: `Check the ID: the record may have been deleted, or belong to another account${code}.`,
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
	const fields = operation === undefined ? new Map<string, Field>() : wireFields(operation, vendor);
	const perField = refusal.fields.map(
		({ name, texts }) => `${labelOf(name.split('.'), fields, vendor)}: ${texts.join(' ')}`,
	);
	return perField.length > 0 ? perField.join(' ') : refusal.message || undefined;
}

/** `variations.1.price` as the form shows it: `Variations, entry 2, Price`. */
function labelOf(path: string[], fields: Map<string, Field>, vendor: Vendor): string {
	const [name = '', ...rest] = path;
	if (/^\d+$/.test(name)) {
		const entry = `entry ${Number(name) + 1}`;
		return rest.length === 0 ? entry : `${entry}, ${labelOf(rest, fields, vendor)}`;
	}
	const field = fields.get(name);
	const label = field?.displayName ?? name;
	if (rest.length === 0) return label;
	return `${label}, ${labelOf(rest, entryFields(field, vendor), vendor)}`;
}

/** The fields of a form by the vendor's names. Of two for one name, the first is the usual one. */
function wireFields({ form }: AnyOperation, vendor: Vendor): Map<string, Field> {
	const maps = [form.fields, ...COLLECTIONS.map((name) => form[name] ?? {})];
	return byWireName(maps.flatMap((fields) => Object.entries(fields)).reverse(), vendor);
}

function entryFields(field: Field | undefined, vendor: Vendor): Map<string, Field> {
	if (field?.control.kind !== 'list') return new Map();
	const { fields, optionalFields } = field.control;
	return byWireName(Object.entries({ ...fields, ...optionalFields }), vendor);
}

function byWireName(fields: [string, Field][], vendor: Vendor): Map<string, Field> {
	return new Map(
		fields.map(([name, field]) => [field.wireName ?? vendor.wireName(name), field] as const),
	);
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
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string);
	const characters = [...text.slice(0, LONGEST_QUOTE * 4).replace(/\s+/g, ' ')];
	const isShort = characters.length <= LONGEST_QUOTE;
	return `“${characters.slice(0, LONGEST_QUOTE).join('')}${isShort ? '' : '…'}”`;
}

/** Refuses a value of the form, before anything is sent. */
export function inputError(
	node: INode,
	itemIndex: number,
	field: string,
	problem: string,
): NodeOperationError {
	const message = `${field}: ${problem} [item ${itemIndex}]`;
	const error = new NodeOperationError(node, message, {
		itemIndex,
		level: 'warning',
		description: `Nothing was sent for this item. Correct “${field}” in the node, or in the data that its expression reads.`,
	});
	return withMessage(error, message);
}
