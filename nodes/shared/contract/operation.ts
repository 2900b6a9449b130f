import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod/v4';
import type { FieldMap, RunFacts, SomeValuesOf, ValuesOf } from './field';
import type { Refusal, Vendor } from './vendor';

/** How sure we are of a fact: the vendor's page, a page that was cut off, or other people's client code. */
export type Evidence = 'documented' | 'partial' | 'client code';

/**
 * What may be repeated after which failure.
 * - `read`: always.
 * - `idempotent write`: always, the second time changes nothing more.
 * - `once-only write`: only where it is certain that nothing happened.
 */
export type Safety = 'read' | 'idempotent write' | 'once-only write';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The parts of a form. Each name is also the name of the n8n collection that holds the optional fields. */
export interface Form {
	/** Required fields, at the top. */
	fields: FieldMap;
	additionalFields?: FieldMap;
	updateFields?: FieldMap;
	filters?: FieldMap;
	sort?: FieldMap;
	options?: FieldMap;
}

export const COLLECTIONS = [
	'additionalFields',
	'updateFields',
	'filters',
	'sort',
	'options',
] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

/** The checked values of one input item, in the shape of the form. */
export type InputOf<F extends Form> = ValuesOf<F['fields']> & {
	[K in CollectionName]: F[K] extends FieldMap ? SomeValuesOf<F[K]> : IDataObject;
};

export interface Paging<Input> {
	/** The most rows that the vendor puts on a page. */
	maxPageSize: number;
	/** Number of the first page, where it is another one than in the vendor's other lists. */
	firstPage?: number;
	/** First page to read, if the user chose one. */
	startPage?(input: Input): number | undefined;
	/** Tells rows apart, so that a row listed twice comes out once. */
	identify(row: unknown): string;
}

/** What became of one record of a batch: its output rows, or what is wrong and what to do next. */
export type RecordResult = { rows: IDataObject[] } | { problem: string; next?: string };

/** A record of a batch: the checked form of an item, and that item's place in the run. */
export interface BatchRecord<Input> {
	input: Input;
	itemIndex: number;
	/** The item's fields under the vendor's names, as a request of its own would send them. */
	fields: IDataObject;
}

/** How several input items share one request. */
export interface Batching<Input> {
	/** Most records in a request. */
	maxRecords: number | ((input: Input) => number);
	/** Items whose texts differ never share a request: the settings that a request has once. */
	groupBy?(input: Input): string;
	/**
	 * Records with the same key never share a request; of once-only writes, only the first is sent.
	 */
	key?(input: Input): string;
	/** What the form calls the key. */
	keyName?: string;
	body(records: BatchRecord<Input>[], facts: RunFacts): unknown;
	/**
	 * One result for each record, in their order. `isFinished` is false where a follow-up ran into its
	 * deadline.
	 */
	results(answer: unknown, records: BatchRecord<Input>[], isFinished: boolean): RecordResult[];
	/** Positions of the records that a refusal names. They fail; the others are sent again. */
	refusedPositions?(refusal: Refusal): number[];
}

/** Work that goes on at the vendor after its first answer, and is asked about until it is done. */
export interface FollowUp<Input> {
	/** Path to ask, from the first answer. */
	path(answer: unknown): string;
	isDone(answer: unknown): boolean;
	/** Longest time to ask, in milliseconds. */
	deadlineMs(input: Input): number;
}

/** How to find out what became of a once-only write without an answer. */
export interface Lookup<Input> {
	method: Method;
	path: string;
	body(inputs: Input[]): unknown;
	/** The output rows of a record that went through; undefined where the vendor does not list it. */
	find(answer: unknown, input: Input): IDataObject[] | undefined;
}

export interface OutputContract<Input> {
	/** Documentation, output preview and nothing more: rows are never refused for not matching. */
	schema: z.ZodType;
	/** The fields that stay when Simplify is on, at most ten. Absent: no Simplify switch. */
	simplify?: readonly string[];
	/** Turns the vendor's answer into output rows. Default: the answer is the row. */
	rows?(body: unknown, input: Input): IDataObject[];
}

export interface OperationContract<F extends Form = Form> {
	resource: string;
	/** Internal value of the operation picker. */
	name: string;
	/** n8n's word for it: Create, Get, Get Many, Update, Delete ... */
	displayName: string;
	/** Sentence case; also what an AI agent reads. */
	action: string;
	description: string;
	/** The vendor page, with its section. */
	source: string;
	evidence: Evidence;
	safety: Safety;
	method: Method;
	/** Template with `{fieldName}` parts. */
	path: string;
	/** The vendor's API version, where it has versions; a function where the input decides. */
	apiVersion?: number | { default: number; of(input: InputOf<F>): number };
	form: F;
	/** Refuses combinations that single fields cannot see. Returns the field's display name and a sentence. */
	check?(input: InputOf<F>): { field: string; problem: string } | undefined;
	/** Only where the vendor wants another shape than the fields give. */
	body?(input: InputOf<F>, fields: IDataObject, facts: RunFacts): unknown;
	/** A record that is gone after an unanswered first try is what the operation wanted. */
	goneMeansDone?: boolean;
	paging?: Paging<InputOf<F>>;
	batching?: Batching<InputOf<F>>;
	followUp?: FollowUp<InputOf<F>>;
	lookup?: Lookup<InputOf<F>>;
	/** Several requests for one item, where the vendor takes less at once than the user gives. */
	split?(input: InputOf<F>): InputOf<F>[];
	/** The vendor answers 404 where there is simply nothing. */
	emptyWhenNotFound?: boolean;
	output: OutputContract<InputOf<F>>;
}

/** An operation whose form's type is no longer of interest, as the engine sees it. */
export type AnyOperation = OperationContract<Form>;

/**
 * Declares an operation. The form's type flows into `body`, `check`, `paging` and `output`, so that
 * a misspelt field is a compile-time refusal.
 */
export function defineOperation<const F extends Form>(
	contract: OperationContract<F>,
): AnyOperation {
	return contract as unknown as AnyOperation;
}

/** The operations among all that some modules export. */
export function operationsOf(modules: readonly object[]): AnyOperation[] {
	return modules.flatMap((module) => Object.values(module)).filter(isOperation);
}

function isOperation(value: unknown): value is AnyOperation {
	return typeof value === 'object' && value !== null && 'method' in value && 'output' in value;
}

export interface Resource {
	name: string;
	displayName: string;
	description: string;
	operations: readonly AnyOperation[];
}

/** Feeds drop-downs and searchable lists. */
export interface Picker {
	/** The list operation's request: method GET is implied. */
	path: string;
	apiVersion?: number;
	/** Sent with every request. */
	query?: Readonly<Record<string, string | number | boolean>>;
	/** Query parameter that takes the user's search text; absent: searched here. */
	searchParameter?: string;
	/** Absent: the answer is a bare list. */
	maxPageSize?: number;
	option(row: IDataObject): { name: string; value: string | number; url?: string };
}

/** One vendor's node: everything that the form, the request and the docs are made from. */
export interface NodeContract {
	vendor: Vendor;
	/** Internal name of the node. */
	name: string;
	resources: readonly Resource[];
	pickers: Readonly<Record<string, Picker>>;
}

/** The operation that a node's two pickers name. */
export function findOperation(
	node: NodeContract,
	resource: string,
	operation: string,
): AnyOperation | undefined {
	return node.resources
		.find((each) => each.name === resource)
		?.operations.find((each) => each.name === operation);
}

/** The API version that is sent when the user names none. */
export function recommendedVersion(
	operation: AnyOperation,
	input?: InputOf<Form>,
): number | undefined {
	const { apiVersion } = operation;
	if (typeof apiVersion !== 'object') return apiVersion;
	return input === undefined ? apiVersion.default : apiVersion.of(input);
}
