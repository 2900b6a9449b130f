import { createHash } from 'node:crypto';
import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { z } from 'zod/v4';
import {
	recommendedVersion,
	type AnyOperation,
	type InputOf,
	type Form,
} from '../contract/operation';
import { allValues, someValues, type FieldMap } from '../contract/field';
import { inputError } from '../failure/nodeErrors';
import { orThrow } from '../http/orThrow';
import { readPage, readRows, type Page } from '../http/paging';
import { connect, type Connection, type PlannedRequest } from '../http/send';
import { DEFAULT_MOST_ITEMS, DEFAULT_OVERLAP_SECONDS } from './deltaOptions';
import type { AnyDeltaTrigger, DeltaOptions } from './deltaTrigger';
import type { FeedPage, FeedRow } from './modifiedPass';
import { pollDelta, type Change, type DeltaFeeds, type PollReport } from './pollDelta';

/** n8n gives up a poll after 45 s or so; this leaves time for the last request. */
const POLL_BUDGET_MS = 30_000;

/** Where the state lies in the node's static data. It is replaced as a whole: n8n overlooks mutations. */
const STATE_KEY = 'delta';

interface TriggerForm {
	input: InputOf<Form>;
	options: DeltaOptions;
}

/** Polls the feeds of a trigger once: in production with state, in the editor for a sample. */
export async function runDeltaPoll(
	context: IPollFunctions,
	trigger: AnyDeltaTrigger,
): Promise<INodeExecutionData[][] | null> {
	const form = readForm(context, trigger);
	const connection = await connect(context, trigger.vendor);
	const changes =
		context.getMode() === 'manual'
			? await sampleChanges(connection, trigger, form)
			: await productionChanges(context, connection, trigger, form);
	if (changes.length === 0) return null;
	return [changes.map((change) => ({ json: outputOf(change, trigger) }))];
}

function readForm(context: IPollFunctions, trigger: AnyDeltaTrigger): TriggerForm {
	const { fields, filters = {}, options = {} } = trigger.form;
	const given = Object.fromEntries(
		Object.entries(fields).map(([name, field]) => [name, parameter(context, name, field.default)]),
	);
	const chosen = checked(context, options, someValues(options), parameter(context, 'options', {}));
	const input = {
		...(checked(context, fields, allValues(fields), given) as object),
		filters: checked(context, filters, someValues(filters), parameter(context, 'filters', {})),
		options: chosen,
	};
	return { input: input as InputOf<Form>, options: chosen as DeltaOptions };
}

function parameter(context: IPollFunctions, name: string, preset: unknown): unknown {
	return context.getNodeParameter(name, preset as IDataObject);
}

/** The values of one part of the form, or an error that names the field. */
function checked(
	context: IPollFunctions,
	fields: FieldMap,
	schema: z.ZodType,
	value: unknown,
): unknown {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const name = String(issue?.path[0]);
	const label = fields[name]?.displayName ?? name;
	throw inputError(context.getNode(), 0, label, `expected ${issue?.message ?? 'another value'}`);
}

async function productionChanges(
	context: IPollFunctions,
	connection: Connection,
	trigger: AnyDeltaTrigger,
	{ input, options }: TriggerForm,
): Promise<Change[]> {
	const staticData = context.getWorkflowStaticData('node');
	const fingerprint = await fingerprintOf(connection, trigger, input);
	const stored = detached(staticData[STATE_KEY]);
	const deadline = Date.now() + budgetOf(context);
	const timed = { ...connection, deadline };
	const { changes, state, report } = await pollDelta(feedsOf(timed, trigger), stored, {
		fingerprint,
		overlapMs: (options.overlapSeconds ?? DEFAULT_OVERLAP_SECONDS) * 1000,
		mostItems: options.mostItems ?? DEFAULT_MOST_ITEMS,
		includeExisting: options.includeExisting ?? false,
		wants: (change) => trigger.wants(change, input),
		deadline,
		now: () => Date.now(),
	});
	staticData[STATE_KEY] = state;
	logReport(context, trigger, report, stored !== undefined);
	return changes;
}

/** A plain copy: n8n hands out proxies that watch for changes. */
function detached(value: unknown): unknown {
	return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** Newer versions of n8n tell how long a poll may take. */
function budgetOf(context: IPollFunctions): number {
	const { getPollBudgetMs } = context as { getPollBudgetMs?: () => number };
	return Math.min(getPollBudgetMs?.call(context) ?? POLL_BUDGET_MS, POLL_BUDGET_MS);
}

function logReport(
	context: IPollFunctions,
	{ name }: AnyDeltaTrigger,
	report: PollReport,
	hadState: boolean,
): void {
	if (report.isBaseline && hadState) {
		context.logger.info(
			`${name}: the filters, the credential or the account changed, so changes count from now on`,
		);
	}
	context.logger.debug(
		`${name}: window from ${report.window}, ${report.pages} pages, ${report.rows} rows, ` +
			`${report.delivered} delivered, ${report.seenBefore} seen before` +
			`${report.isBaseline ? ', baseline' : ''}${report.isOpen ? ', continues with the next poll' : ''}`,
	);
}

/** Another credential, account or filter counts from a new baseline instead of flooding the workflow. */
async function fingerprintOf(
	{ context, credentialType, baseUrl }: Connection,
	{ name, form }: AnyDeltaTrigger,
	input: InputOf<Form>,
): Promise<string> {
	const credential = await context.getCredentials(credentialType);
	const facts = {
		name,
		credential: context.getNode().credentials?.[credentialType]?.id,
		baseUrl,
		account: credential.clientId,
		fields: Object.keys(form.fields).map((field) => input[field as keyof typeof input]),
		filters: input.filters,
	};
	return hashOf(facts);
}

const HASH_LENGTH = 8;

/** 48 bits of the content: enough to tell two contents of one record apart. */
function hashOf(content: unknown): string {
	const text = JSON.stringify(content, (_, value: unknown) => sortedKeys(value));
	return createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);
}

function sortedKeys(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function feedsOf(connection: Connection, trigger: AnyDeltaTrigger): DeltaFeeds {
	const { modified, deleted, startParameter, stableOrder } = trigger;
	const pageSize = modified.paging?.maxPageSize ?? 1;
	return {
		pageSize,
		readModified: async (start, page) => {
			const request = requestOf(modified, { [startParameter]: start, ...stableOrder });
			const content = orThrow(await readPage(connection, request, page, pageSize), connection);
			return feedPage(content, trigger);
		},
		readDeleted: async (start) => {
			const request = requestOf(deleted, { [startParameter]: start, ...stableOrder });
			const paging = deleted.paging ?? { maxPageSize: 1, identify: String };
			const rows = orThrow(
				await readRows(connection, request, paging, { limit: Infinity }),
				connection,
			);
			return rows.map(paging.identify);
		},
		mismatch: (total, rows) =>
			new NodeOperationError(
				connection.context.getNode(),
				`${connection.vendor.displayName} announces ${total} changes but lists ${rows}`,
				{
					description: `The feed of changes does not fit its own total with API version ${recommendedVersion(modified)}. Nothing was skipped: the same changes are asked for again with the next poll.`,
				},
			),
	};
}

function requestOf(operation: AnyOperation, query: IDataObject): PlannedRequest {
	return {
		method: operation.method,
		path: operation.path,
		query,
		apiVersion: recommendedVersion(operation),
		safety: operation.safety,
	};
}

function feedPage({ rows, total, vendorTime }: Page, trigger: AnyDeltaTrigger): FeedPage {
	return {
		rows: rows.map((row) => feedRow(row as IDataObject, trigger)),
		total,
		vendorTime: vendorTime ?? new Date(),
	};
}

function feedRow(row: IDataObject, trigger: AnyDeltaTrigger): FeedRow {
	return {
		id: trigger.identify(row),
		hash: hashOf(trigger.content(row)),
		isCreated: trigger.isCreated(row),
		row,
	};
}

function outputOf({ kind, id, row }: Change, trigger: AnyDeltaTrigger): IDataObject {
	const event = trigger.eventName(kind);
	if (row === undefined) return { event, id: Number.isSafeInteger(Number(id)) ? Number(id) : id };
	return { event, ...trigger.content(row) };
}

const HOUR_MS = 3_600_000;

/** How far the editor's test looks back, step by step, for something to show. */
const SAMPLE_REACH_MS = [HOUR_MS, 24 * HOUR_MS, 30 * 24 * HOUR_MS, 50 * 365 * 24 * HOUR_MS];

const SAMPLE_SIZE = 3;

/** Recent real changes for the editor. Reads no state and writes none. */
async function sampleChanges(
	connection: Connection,
	trigger: AnyDeltaTrigger,
	form: TriggerForm,
): Promise<Change[]> {
	const feeds = feedsOf(connection, trigger);
	const { vendorTime } = await feeds.readModified(new Date().toISOString(), 1);
	for (const reach of SAMPLE_REACH_MS) {
		const start = new Date(vendorTime.getTime() - reach).toISOString();
		const found = [...(await recentRows(feeds, start)), ...(await recentDeletions(feeds, start))];
		const wanted = found.filter((change) => trigger.wants(change, form.input));
		if (wanted.length > 0) return wanted.slice(0, SAMPLE_SIZE);
	}
	throw new NodeOperationError(
		connection.context.getNode(),
		`${connection.vendor.displayName} has nothing to show for these events and filters`,
		{ description: 'Change a record there, or choose other events or filters, then fetch again.' },
	);
}

async function recentRows(feeds: DeltaFeeds, start: string): Promise<Change[]> {
	const first = await feeds.readModified(start, 1);
	const lastPage = Math.ceil((first.total ?? 0) / feeds.pageSize);
	const { rows } = lastPage > 1 ? await feeds.readModified(start, lastPage) : first;
	return rows
		.map(({ id, isCreated, row }): Change => ({ kind: isCreated ? 'created' : 'updated', id, row }))
		.reverse();
}

async function recentDeletions(feeds: DeltaFeeds, start: string): Promise<Change[]> {
	const ids = await feeds.readDeleted(start);
	return ids.slice(-SAMPLE_SIZE).map((id): Change => ({ kind: 'deleted', id }));
}
