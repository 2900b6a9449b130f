import { randomUUID } from 'node:crypto';
import { pickBy } from 'lodash';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { contentHash } from './contentHash';
import type { SourcePart } from './sources/openSource';

/** Tells this process from one before a restart. */
const PROCESS = randomUUID();

/** A part's state lies under this key, followed by the part's name. */
const STATE_KEY = 'delta';

/** The states before the last poll that delivered something, and the process that made it. */
const BEFORE_KEY = 'beforeLastDelivery';

/** A process that was killed comes back soon; after a longer time a delivery was surely stored. */
const LONGEST_DOUBT_MS = 3_600_000;

interface Before {
	process: string;
	/** Epoch milliseconds. */
	at: number;
	states: IDataObject;
}

/**
 * What a trigger remembers between polls; the one place that reads and writes n8n's static data.
 *
 * n8n stores the state first and the execution a moment later, unless its durable poll cursors are
 * switched on. Killed in between, it has lost what the poll delivered. Where that must not happen, the
 * states before the last delivery are kept as well, and another process begins with those.
 */
export class TriggerMemory {
	private readonly staticData: IDataObject;

	private readonly stored: IDataObject;

	/** What the last delivery began with, if it may be lost. */
	private readonly undone: IDataObject | undefined;

	/** The states that this poll begins with. */
	private readonly used: IDataObject;

	private readonly changed: IDataObject = {};

	constructor(
		context: IPollFunctions,
		private readonly repeatsAfterRestart: boolean,
	) {
		this.staticData = context.getWorkflowStaticData('node');
		this.stored = detached(this.staticData);
		this.used = pickBy(this.stored, (_, key) => isStateKey(key));
		const before = this.stored[BEFORE_KEY] as unknown as Before | undefined;
		this.undone = repeatsAfterRestart && isInDoubt(before) ? before?.states : undefined;
	}

	/** The state that a part begins with; undefined before its first poll. */
	stateOf({ name, undo }: Pick<SourcePart, 'name' | 'undo'>): unknown {
		const key = keyOf(name);
		const state = this.undone === undefined ? this.stored[key] : this.undoneState(key, undo);
		this.used[key] = state as IDataObject;
		return state;
	}

	private undoneState(key: string, undo: SourcePart['undo']): unknown {
		const [before, after] = [this.undone?.[key], this.stored[key]];
		return before === undefined || after === undefined ? before : undo(before, after);
	}

	keep(part: string, state: IDataObject): void {
		this.changed[keyOf(part)] = state;
	}

	/**
	 * Stores what was kept. A part that is not among these any more is forgotten: chosen again some day,
	 * it counts from then on.
	 */
	store(parts: readonly string[], hasDelivered: boolean): void {
		const keys = parts.map(keyOf);
		const after = { ...this.stored, ...this.changed };
		for (const key of Object.keys(this.staticData)) {
			if (isStateKey(key) && !keys.includes(key)) Reflect.deleteProperty(this.staticData, key);
		}
		// Replaced as a whole: n8n overlooks what is changed deep inside.
		for (const key of keys) this.staticData[key] = after[key];
		this.storeBefore(hasDelivered);
	}

	/** A poll without changes shows that the process outlived the delivery before it. */
	private storeBefore(hasDelivered: boolean): void {
		if (this.repeatsAfterRestart && hasDelivered) {
			const before: Before = { process: PROCESS, at: Date.now(), states: this.used };
			this.staticData[BEFORE_KEY] = before as unknown as IDataObject;
		} else if (BEFORE_KEY in this.staticData) {
			Reflect.deleteProperty(this.staticData, BEFORE_KEY);
		}
	}
}

/** Tells states apart. */
export function fingerprintOfStates(context: IPollFunctions): string {
	return contentHash(context.getWorkflowStaticData('node'));
}

function keyOf(part: string): string {
	return `${STATE_KEY} ${part}`.trim();
}

function isStateKey(key: string): boolean {
	return key === STATE_KEY || key.startsWith(`${STATE_KEY} `);
}

/** A plain copy: n8n hands out proxies that watch for changes. */
function detached(value: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(value)) as IDataObject;
}

function isInDoubt(before: Before | undefined): boolean {
	if (before === undefined || before.process === PROCESS) return false;
	return Date.now() - before.at < LONGEST_DOUBT_MS;
}
