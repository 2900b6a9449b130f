import { isEqual } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { isUsableState, STATE_VERSION, type PollState } from './pollState';
import {
	newReport,
	type Change,
	type PollReport,
	type PollResult,
	type PollSettings,
} from './pollTypes';

/** What the vendor says of a watched record now. */
export interface WatchedRow {
	/** Tells the rows of one key apart. */
	id: string;
	/** Hash of what is compared. */
	hash: string;
	/** Whether nothing more will happen to it. */
	isFinal: boolean;
	row: IDataObject;
}

/** Records that no feed tells about: they are looked at one after the other and compared. */
export interface RememberedList {
	/** Most keys that are looked at together. */
	portion: number;
	/** How long a record is watched after it was found. */
	watchMs: number;
	/** Keys to watch that have come up since a moment, by the vendor's clock. */
	discover(since: string): Promise<{ keys: string[]; vendorTime: Date }>;
	/** The rows of each key, in the order of the keys; none for a key that the vendor does not know. */
	look(keys: string[]): Promise<WatchedRow[][]>;
}

/** A watched record. The keys are short, because there may be many of it. */
export interface Watched {
	key: string;
	/** Epoch milliseconds at which it was found. */
	at: number;
	/** Hashes of its rows. Absent until it was looked at: the first look at a baseline is silent. */
	rows?: string[];
	/** Nothing more will happen to it, so it is not looked at any more. */
	done?: true;
}

export interface RememberedState extends PollState {
	/** Vendor time up to which keys were discovered. */
	cursor: string;
	/** In the order in which they are looked at: the one that waited longest comes first. */
	watched: Watched[];
}

/**
 * One poll of a remembered list: (state, list, clock) to (changes, new state). When the time is up, or
 * the poll is full, the records that were not looked at come first in the next poll.
 */
export async function pollRemembered(
	list: RememberedList,
	stored: unknown,
	settings: PollSettings,
): Promise<PollResult<RememberedState>> {
	const known = isUsableState<RememberedState>(stored, settings.fingerprint) ? stored : undefined;
	const since =
		known === undefined
			? (await vendorNow(list, settings)) - list.watchMs
			: Date.parse(known.cursor) - settings.overlapMs;
	return await new RememberedPoll(list, known, settings, new Date(since).toISOString()).run();
}

/** The state before a delivery, for delivering it once more. */
export function undoRemembered(before: RememberedState, after: RememberedState): RememberedState {
	const since = new Map(after.watched.map(({ key, rows }) => [key, rows]));
	const watched = before.watched.map((each) => {
		const { done: _, ...open } = each;
		return isEqual(since.get(each.key), each.rows) ? each : { ...open, rows: [] };
	});
	return { ...before, watched };
}

/** Our own clock may be wrong, so the vendor is asked for its own. */
async function vendorNow(list: RememberedList, { now }: PollSettings): Promise<number> {
	const { vendorTime } = await list.discover(new Date(now()).toISOString());
	return vendorTime.getTime();
}

class RememberedPoll {
	private readonly changes: Change[] = [];

	private readonly report: PollReport;

	constructor(
		private readonly list: RememberedList,
		private readonly before: RememberedState | undefined,
		private readonly settings: PollSettings,
		private readonly since: string,
	) {
		const isBaseline = before === undefined && !settings.includeExisting;
		this.report = { ...newReport(since), isBaseline };
	}

	async run(): Promise<PollResult<RememberedState>> {
		const { keys, vendorTime } = await this.list.discover(this.since);
		const now = vendorTime.getTime();
		const queue = [...this.newKeys(keys, now), ...this.stillWatched(keys, now)];
		const done = queue.filter((watched) => watched.done === true);
		const open = queue.filter((watched) => watched.done !== true);
		const looked = await this.lookAt(open);
		this.report.delivered = this.changes.length;
		this.report.isOpen = looked.length < open.length;
		return {
			changes: this.changes,
			state: {
				v: STATE_VERSION,
				fingerprint: this.settings.fingerprint,
				cursor: vendorTime.toISOString(),
				watched: [...open.slice(looked.length), ...looked, ...done],
			},
			report: this.report,
		};
	}

	private newKeys(keys: string[], now: number): Watched[] {
		const known = new Set(this.before?.watched.map(({ key }) => key));
		const fresh = keys.filter((key) => !known.has(key));
		// Absent rows make the first look silent; none at all make everything new.
		const rows = this.report.isBaseline ? {} : { rows: [] };
		return fresh.map((key) => ({ key, at: now, ...rows }));
	}

	private stillWatched(keys: string[], now: number): Watched[] {
		const current = new Set(keys);
		const isWatched = ({ key, at }: Watched) => current.has(key) || at + this.list.watchMs > now;
		return this.before?.watched.filter(isWatched) ?? [];
	}

	/** Looks at as many as the time allows, portion by portion. */
	private async lookAt(open: Watched[]): Promise<Watched[]> {
		const looked: Watched[] = [];
		while (looked.length < open.length) {
			if (looked.length > 0 && this.settings.now() >= this.settings.deadline) break;
			const portion = open.slice(looked.length, looked.length + this.list.portion);
			const rows = await this.list.look(portion.map(({ key }) => key));
			this.report.pages += 1;
			const taken = this.takePortion(portion, rows);
			looked.push(...taken);
			if (taken.length < portion.length) break;
		}
		return looked;
	}

	private takePortion(portion: Watched[], rows: WatchedRow[][]): Watched[] {
		const taken: Watched[] = [];
		for (const [index, watched] of portion.entries()) {
			const next = this.take(watched, rows[index] ?? []);
			if (next === undefined) break;
			taken.push(next);
		}
		return taken;
	}

	/** The record as it is remembered from now on; undefined where the poll has no room for its changes. */
	private take(watched: Watched, rows: WatchedRow[]): Watched | undefined {
		this.report.rows += rows.length;
		if (rows.length === 0) return watched;
		const changes = watched.rows === undefined ? [] : this.changesOf(rows, watched.rows);
		const isFull = this.changes.length + changes.length > this.settings.mostItems;
		if (isFull && this.changes.length > 0) return undefined;
		this.changes.push(...changes);
		return {
			key: watched.key,
			at: watched.at,
			rows: rows.map(({ hash }) => hash),
			...(rows.every(({ isFinal }) => isFinal) ? { done: true } : {}),
		};
	}

	private changesOf(rows: WatchedRow[], known: string[]): Change[] {
		const fresh = rows.filter(({ hash }) => !known.includes(hash));
		this.report.seenBefore += rows.length - fresh.length;
		return fresh
			.map(({ id, row }): Change => ({ kind: 'updated', id, row }))
			.filter((change) => this.settings.wants(change));
	}
}
