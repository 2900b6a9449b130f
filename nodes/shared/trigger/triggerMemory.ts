import { randomUUID } from 'node:crypto';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';

/** Tells this process from one before a restart. */
const PROCESS = randomUUID();

/** A part's state lies under this key, followed by the part's name. */
const STATE_KEY = 'delta';

/** The states before the last poll that delivered something, and the process that made it. */
const BEFORE_KEY = 'beforeLastDelivery';

interface Before {
	process: string;
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

	private readonly states: IDataObject;

	private readonly changed: IDataObject = {};

	constructor(
		context: IPollFunctions,
		private readonly repeatsAfterRestart: boolean,
	) {
		this.staticData = context.getWorkflowStaticData('node');
		const stored = detached(this.staticData) as IDataObject & { [BEFORE_KEY]?: Before };
		const before = stored[BEFORE_KEY];
		const isRestarted = before !== undefined && before.process !== PROCESS;
		const usable = repeatsAfterRestart && isRestarted ? before.states : stored;
		this.states = Object.fromEntries(Object.entries(usable).filter(([key]) => isStateKey(key)));
	}

	/** The state of a part; undefined before its first poll. */
	stateOf(part: string): unknown {
		return this.states[keyOf(part)];
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
		const after = { ...this.states, ...this.changed };
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
			this.staticData[BEFORE_KEY] = { process: PROCESS, states: this.states };
		} else if (BEFORE_KEY in this.staticData) {
			Reflect.deleteProperty(this.staticData, BEFORE_KEY);
		}
	}
}

function keyOf(part: string): string {
	return `${STATE_KEY} ${part}`.trim();
}

function isStateKey(key: string): boolean {
	return key === STATE_KEY || key.startsWith(`${STATE_KEY} `);
}

/** A plain copy: n8n hands out proxies that watch for changes. */
function detached(value: IDataObject): unknown {
	return JSON.parse(JSON.stringify(value)) as unknown;
}
