import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { z } from 'zod/v4';
import { withoutHidden } from '../action/shapeOutput';
import { allValues, someValues, type FieldMap } from '../contract/field';
import type { Form, InputOf } from '../contract/operation';
import { inputError } from '../failure/nodeErrors';
import { connect, type Connection } from '../http/send';
import { contentHash } from './contentHash';
import type { Change, PollReport } from './pollTypes';
import { deltaParts } from './sources/deltaSource';
import { outputRow, SAMPLE_SIZE, type Opened, type SourcePart } from './sources/openSource';
import { rememberedParts } from './sources/rememberedSource';
import { timeFilterParts } from './sources/timeFilterSource';
import {
	findSource,
	SOURCE_PARAMETER,
	type AnySource,
	type SourceOptions,
	type TriggerContract,
} from './triggerContract';
import { fingerprintOfStates, TriggerMemory } from './triggerMemory';
import { DEFAULT_MOST_ITEMS, DEFAULT_OVERLAP_SECONDS } from './triggerOptions';

/** n8n gives up a poll after 45 s or so; this leaves time for the last request. */
const POLL_BUDGET_MS = 30_000;

/** Polls what a trigger watches once: in production with state, in the editor for a sample. */
export async function runPoll(
	context: IPollFunctions,
	trigger: TriggerContract,
): Promise<INodeExecutionData[][] | null> {
	const source = findSource(trigger, String(parameter(context, SOURCE_PARAMETER, '')));
	const input = readForm(context, source);
	const connection = await connect(context, trigger.vendor);
	const opened = { connection, source, input };
	const changes =
		context.getMode() === 'manual'
			? await sampleChanges(opened)
			: await oneAtATime(context, async () => await productionChanges(context, trigger, opened));
	if (changes.length === 0) return null;
	return [changes.map((change) => ({ json: outputOf(change, opened) }))];
}

/** Nodes that are polling now. */
const underWay = new Set<string>();

/** What the last delivery of a node began with, and when it was handed to n8n. */
const lastDeliveries = new Map<string, { state: string; at: number }>();

/** So long n8n may take to store a delivery; the state of a later poll is taken as it is. */
const LONGEST_STORING_MS = 30_000;

/**
 * n8n may start a poll while the one before still runs, or is still being stored, with the same old
 * state: both would deliver the same. The other one has found everything, so this has nothing to do.
 */
async function oneAtATime(
	context: IPollFunctions,
	poll: () => Promise<Change[]>,
): Promise<Change[]> {
	const node = `${context.getWorkflow().id} ${context.getNode().id}`;
	const state = fingerprintOfStates(context);
	if (underWay.has(node) || isBeingStored(node, state)) return [];
	underWay.add(node);
	try {
		const changes = await poll();
		if (changes.length > 0) lastDeliveries.set(node, { state, at: Date.now() });
		return changes;
	} finally {
		underWay.delete(node);
	}
}

function isBeingStored(node: string, state: string): boolean {
	const last = lastDeliveries.get(node);
	return last?.state === state && Date.now() - last.at < LONGEST_STORING_MS;
}

function partsOf(opened: Opened): SourcePart[] {
	const { source } = opened;
	switch (source.kind) {
		case 'delta':
			return deltaParts({ ...opened, source });
		case 'time filter':
			return timeFilterParts({ ...opened, source });
		case 'remembered':
			return rememberedParts({ ...opened, source });
	}
}

function readForm(context: IPollFunctions, source: AnySource): InputOf<Form> {
	const { fields, filters = {}, options = {} } = source.form;
	const given = Object.fromEntries(
		Object.entries(fields).map(([name, field]) => [name, parameter(context, name, field.default)]),
	);
	const input = {
		...(checked(context, fields, allValues(fields), given) as object),
		filters: checked(context, filters, someValues(filters), parameter(context, 'filters', {})),
		options: checked(context, options, someValues(options), parameter(context, 'options', {})),
	};
	return input as InputOf<Form>;
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

/**
 * Polls each part with its own state. A part that fails ends the poll before anything is stored, so
 * that nothing of it is lost.
 */
async function productionChanges(
	context: IPollFunctions,
	trigger: TriggerContract,
	{ connection, source, input }: Opened,
): Promise<Change[]> {
	const options = input.options as SourceOptions;
	const memory = new TriggerMemory(context, options.repeatAfterRestart === true);
	const fingerprint = await fingerprintOf(connection, trigger, source, input);
	const deadline = Date.now() + budgetOf(context);
	const opened = { connection: { ...connection, deadline }, source, input };
	const changes: Change[] = [];
	const parts = partsOf(opened);
	for (const part of parts) {
		const { name, poll } = part;
		const mostItems = (options.mostItems ?? DEFAULT_MOST_ITEMS) - changes.length;
		if (mostItems <= 0) continue;
		const stored = memory.stateOf(part);
		const result = await poll(stored, {
			fingerprint,
			overlapMs: (options.overlapSeconds ?? DEFAULT_OVERLAP_SECONDS) * 1000,
			mostItems,
			includeExisting: options.includeExisting ?? false,
			wants: (change) => source.wants(change, input),
			deadline,
			now: () => Date.now(),
		});
		changes.push(...result.changes);
		memory.keep(name, result.state as IDataObject);
		logReport(context, `${trigger.name} ${name}`.trim(), result.report, stored !== undefined);
	}
	memory.store(
		parts.map(({ name }) => name),
		changes.length > 0,
	);
	return changes;
}

/** Newer versions of n8n tell how long a poll may take. */
function budgetOf(context: IPollFunctions): number {
	const { getPollBudgetMs } = context as { getPollBudgetMs?: () => number };
	return Math.min(getPollBudgetMs?.call(context) ?? POLL_BUDGET_MS, POLL_BUDGET_MS);
}

function logReport(
	context: IPollFunctions,
	name: string,
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

/**
 * Another credential, account, source or filter counts from a new baseline instead of flooding the
 * workflow. Parts are left out: a part that is added begins for itself, and the others go on.
 */
async function fingerprintOf(
	{ context, credentialType, baseUrl, vendor }: Connection,
	{ name, sources }: TriggerContract,
	source: AnySource,
	input: InputOf<Form>,
): Promise<string> {
	const credential = await context.getCredentials(credentialType);
	const partsField = source.kind === 'delta' ? source.partsField : undefined;
	const fields = Object.keys(source.form.fields).filter((field) => field !== partsField);
	return contentHash({
		// The first source is the one that triggers had before they had several.
		name: source === sources[0] ? name : `${name} ${source.name}`,
		credential: context.getNode().credentials?.[credentialType]?.id,
		baseUrl,
		account: vendor.accountOf(credential),
		fields: fields.map((field) => input[field as keyof typeof input]),
		filters: input.filters,
	});
}

function outputOf({ kind, id, row }: Change, opened: Opened): IDataObject {
	const { connection, source } = opened;
	const event = source.eventName(kind);
	if (row === undefined) return { event, id: Number.isSafeInteger(Number(id)) ? Number(id) : id };
	return { event, ...withoutHidden(connection.vendor, outputRow(opened, row)) };
}

const HOUR_MS = 3_600_000;

/** How far the editor's test looks back, step by step, for something to show. */
const SAMPLE_REACH_MS = [HOUR_MS, 24 * HOUR_MS, 30 * 24 * HOUR_MS, 50 * 365 * 24 * HOUR_MS];

/** Recent real changes for the editor. Reads no state and writes none. */
async function sampleChanges(opened: Opened): Promise<Change[]> {
	const { connection, source, input } = opened;
	const parts = partsOf(opened);
	const now = (await parts[0]?.now())?.getTime() ?? 0;
	for (const reach of SAMPLE_REACH_MS) {
		for (const part of parts) {
			const start = new Date(now - reach).toISOString();
			const found = await part.sample(start);
			const wanted = found.filter((change) => source.wants(change, input));
			if (wanted.length > 0) return wanted.slice(0, SAMPLE_SIZE);
		}
	}
	throw new NodeOperationError(
		connection.context.getNode(),
		`${connection.vendor.displayName} has nothing to show for these events and filters`,
		{ description: 'Change a record there, or choose other events or filters, then fetch again.' },
	);
}
