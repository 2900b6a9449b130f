import type { IDataObject } from 'n8n-workflow';
import {
	isUsableState,
	STATE_VERSION,
	windowFrom,
	type DeltaState,
	type OpenWindow,
} from './deltaState';
import { ModifiedPass, type FeedPage, type FeedRow } from './modifiedPass';

export type ChangeKind = 'created' | 'updated' | 'deleted';

/** Something that happened at the vendor. `row` is absent for deletions. */
export interface Change {
	kind: ChangeKind;
	id: string;
	row?: IDataObject;
}

/** The vendor's feeds of changes, as the trigger reads them. Whatever they throw ends the poll. */
export interface DeltaFeeds {
	/** Most rows on a page of changes. */
	pageSize: number;
	/** Pages between two looks at the deletions, which prove that no row slipped past the reader. */
	checkpointPages?: number;
	/** A page of rows changed since `start`, ordered by id. */
	readModified(start: string, page: number): Promise<FeedPage>;
	/** All ids deleted since `start`. */
	readDeleted(start: string): Promise<string[]>;
	/** The error for a feed whose total never fits its rows. */
	mismatch(total: number, rows: number): Error;
}

export interface PollSettings {
	fingerprint: string;
	/** How far a window reaches back before the last one's beginning. */
	overlapMs: number;
	/** Most changes that one poll delivers. */
	mostItems: number;
	/** Whether the first poll delivers everything that exists. */
	includeExisting: boolean;
	/** Which changes are delivered; the others are only remembered. */
	wants(change: Change): boolean;
	/** Epoch milliseconds after which no further page is read. */
	deadline: number;
	now(): number;
}

export interface PollResult {
	changes: Change[];
	state: DeltaState;
	/** For the log. */
	report: PollReport;
}

export interface PollReport {
	window: string;
	pages: number;
	rows: number;
	delivered: number;
	seenBefore: number;
	isBaseline: boolean;
	isOpen: boolean;
}

/** At 100 rows a page this costs one request in a hundred. */
const CHECKPOINT_PAGES = 100;

/** So often a doubtful part of a window is read again in one poll. */
const MOST_REREADS = 4;

/** Deleted ids that are remembered beyond the overlap, since the vendor may list one again. */
const DELETED_MEMORY = 1000;

const THE_BEGINNING = '1970-01-01T00:00:00.000Z';

/**
 * One poll: (state, feeds, clock) to (changes, new state). It changes nothing that it is given, and the
 * same state with the same answers brings the same result.
 */
export async function pollDelta(
	feeds: DeltaFeeds,
	stored: unknown,
	settings: PollSettings,
): Promise<PollResult> {
	if (!isUsableState(stored, settings.fingerprint)) return await firstPoll(feeds, settings);
	return await new Poll(feeds, stored, settings).run();
}

/**
 * The first poll after activation, or after the filters changed: remembers what the overlap will show
 * again and delivers nothing, unless existing records are wanted.
 */
async function firstPoll(feeds: DeltaFeeds, settings: PollSettings): Promise<PollResult> {
	const probe = await feeds.readModified(new Date(settings.now()).toISOString(), 1);
	const cursor = probe.vendorTime.toISOString();
	const recent = windowFrom(cursor, settings.overlapMs);
	const empty = { v: STATE_VERSION, fingerprint: settings.fingerprint, cursor, seen: {} } as const;
	if (settings.includeExisting) {
		const deleted = await feeds.readDeleted(recent.start);
		const window = { ...recent, start: THE_BEGINNING };
		return await new Poll(feeds, { ...empty, deleted, window }, settings).run();
	}
	// A baseline is taken in one go: what changes while it is taken must not be swallowed later.
	const silent = { ...settings, wants: () => false, deadline: Infinity };
	const poll = new Poll(feeds, { ...empty, deleted: [], window: recent }, silent);
	const result = await poll.run();
	return { ...result, report: { ...result.report, isBaseline: true } };
}

/** A poll under way. Exported for the tests that take its safeguards away. */
export class Poll {
	private readonly window: OpenWindow;

	private readonly pass: ModifiedPass;

	private readonly changes = new Map<string, Change>();

	/** Deletions known at the last checkpoint. */
	private knownDeleted: ReadonlySet<string>;

	/** Where the part begins that is not proven yet. */
	private segment: { page: number; lastId: string };

	private rereads = 0;

	private isNewWindow: boolean;

	private readonly report: PollReport;

	constructor(
		private readonly feeds: DeltaFeeds,
		private readonly before: DeltaState,
		private readonly settings: PollSettings,
	) {
		this.isNewWindow = before.window === undefined || before.window.openedAt === '';
		const window = before.window ?? windowFrom(before.cursor, settings.overlapMs);
		this.window = { ...window, seen: { ...window.seen } };
		this.pass = new ModifiedPass(this.window, feeds.pageSize);
		this.segment = { page: this.window.page, lastId: this.window.lastId };
		this.knownDeleted = new Set(before.deleted);
		this.report = {
			window: this.window.start,
			pages: 0,
			rows: 0,
			delivered: 0,
			seenBefore: 0,
			isBaseline: false,
			isOpen: false,
		};
	}

	async run(): Promise<PollResult> {
		if (!this.isNewWindow) this.knownDeleted = await this.readDeleted();
		const isRead = this.window.phase === 'deleted' || (await this.readModified());
		if (isRead) this.window.phase = 'deleted';
		const allDelivered = this.addDeletions();
		return this.result(isRead && allDelivered);
	}

	private async readDeleted(): Promise<ReadonlySet<string>> {
		return new Set(await this.feeds.readDeleted(this.window.deletedStart));
	}

	/** Reads until the window is complete (true) or the poll must stop (false). */
	private async readModified(): Promise<boolean> {
		for (;;) {
			const end = await this.readSegment();
			const deletedNow = await this.readDeleted();
			const isProven = this.isProven(deletedNow);
			this.knownDeleted = deletedNow;
			if (!isProven) {
				if (!this.mayReread()) return false;
				this.pass.restartAt(this.segment.page, this.segment.lastId);
				continue;
			}
			if (end === 'stopped') return false;
			if (end === 'end reached' && this.isComplete()) return true;
			if (end === 'end reached' && !this.startOver()) return false;
			this.segment = { page: this.window.page, lastId: this.window.lastId };
			this.pass.startSegment();
		}
	}

	private mayReread(): boolean {
		this.rereads += 1;
		const mayGoOn = this.rereads <= MOST_REREADS && !this.isLate();
		if (!mayGoOn) Object.assign(this.window, this.segment);
		return mayGoOn;
	}

	private async readSegment(): Promise<'checkpoint' | 'end reached' | 'stopped'> {
		const most = this.feeds.checkpointPages ?? CHECKPOINT_PAGES;
		while (this.pass.pagesTaken < most) {
			if (this.hasAdvanced() && this.isLate()) return this.stopAtReadPage();
			const page = await this.feeds.readModified(this.window.start, this.window.page);
			this.noteFirstPage(page);
			this.report.pages += 1;
			const outcome = this.pass.takePage(page, (row) => this.takeRow(row));
			if (outcome === 'end reached') return 'end reached';
			if (outcome === 'full') return 'stopped';
		}
		return 'checkpoint';
	}

	/** However short the time, a poll reads something new: its first pages may only repeat what is known. */
	private hasAdvanced(): boolean {
		return this.window.lastId !== (this.before.window?.lastId ?? '') || this.report.pages > 3;
	}

	private isLate(): boolean {
		return this.settings.now() >= this.settings.deadline;
	}

	/** The next poll begins with a page that was read already, as proof that nothing slipped. */
	private stopAtReadPage(): 'stopped' {
		this.window.page = Math.max(1, this.window.page - 1);
		return 'stopped';
	}

	private noteFirstPage({ vendorTime, total = 0 }: FeedPage): void {
		if (this.window.openedAt === '') this.window.openedAt = vendorTime.toISOString();
		if (this.window.lastId === '') this.window.firstTotal = total;
	}

	/** Remembers a row and, if its content is new, its change. Returns false when there is no room. */
	private takeRow({ id, hash, isCreated, row }: FeedRow): boolean {
		const known = this.window.seen[id] ?? this.before.seen[id];
		if (known !== hash) {
			const isFirst = isCreated && known === undefined;
			const change: Change = { kind: isFirst ? 'created' : 'updated', id, row };
			const isWanted = this.settings.wants(change);
			if (isWanted && this.isFull(id)) return false;
			if (isWanted) this.changes.set(id, this.withEarlierKind(change));
		} else {
			this.report.seenBefore += 1;
		}
		this.report.rows += 1;
		this.window.seen[id] = hash;
		return true;
	}

	private isFull(id: string): boolean {
		return this.changes.size >= this.settings.mostItems && !this.changes.has(id);
	}

	/** A record created and edited while this poll reads is delivered once, as created. */
	private withEarlierKind(change: Change): Change {
		const earlier = this.changes.get(change.id);
		return earlier === undefined ? change : { ...change, kind: earlier.kind };
	}

	/**
	 * Whether no row can have slipped past the reader in this segment: either none of the rows read has
	 * left the feed since, or every row that left showed as a lower total, and the reader stepped back.
	 */
	private isProven(deletedNow: ReadonlySet<string>): boolean {
		if (!this.window.isOrdered) return true;
		const isOnePage = this.pass.pagesTaken <= 1 && this.segment.lastId === '';
		if (isOnePage) return true;
		const left = [...deletedNow].filter((id) => !this.knownDeleted.has(id));
		const leftAfterReading = left.filter((id) => id in this.window.seen);
		return leftAfterReading.length === 0 || this.pass.drops >= left.length;
	}

	/** Whether the rows read explain the vendor's total. */
	private isComplete(): boolean {
		const read = Object.keys(this.window.seen);
		if (this.window.isOrdered) {
			return read.length + this.knownDeleted.size >= this.window.firstTotal;
		}
		const alive = read.filter((id) => !this.knownDeleted.has(id));
		return alive.length >= (this.pass.lastTotal ?? 0);
	}

	/** Reads the whole window again. Gives up with an error when that never helps. */
	private startOver(): boolean {
		this.rereads += 1;
		const rows = Object.keys(this.window.seen).length;
		if (this.rereads > MOST_REREADS) {
			throw this.feeds.mismatch(this.window.firstTotal, rows);
		}
		this.pass.restartAt(1, '');
		return true;
	}

	/** Adds deletions as far as there is room. Returns whether all are in. */
	private addDeletions(): boolean {
		const reported = new Set(this.before.deleted);
		for (const id of this.knownDeleted) this.changes.delete(id);
		const fresh = [...this.knownDeleted]
			.filter((id) => !reported.has(id))
			.map((id): Change => ({ kind: 'deleted', id }));
		const wanted = fresh.filter((change) => this.settings.wants(change));
		const room = Math.max(0, this.settings.mostItems - this.changes.size);
		for (const change of wanted.slice(0, room)) this.changes.set(change.id, change);
		return wanted.length <= room;
	}

	private result(isClosed: boolean): PollResult {
		const changes = [...this.changes.values()];
		this.report.delivered = changes.length;
		this.report.isOpen = !isClosed;
		return { changes, state: isClosed ? this.closed() : this.open(), report: this.report };
	}

	private closed(): DeltaState {
		const { v, fingerprint, cursor } = this.before;
		const { openedAt, seen } = this.window;
		const alive = Object.entries(seen).filter(([id]) => !this.knownDeleted.has(id));
		const older = this.before.deleted.filter((id) => !this.knownDeleted.has(id));
		return {
			v,
			fingerprint,
			cursor: openedAt > cursor ? openedAt : cursor,
			seen: Object.fromEntries(alive),
			deleted: [...older.slice(-DELETED_MEMORY), ...this.knownDeleted],
		};
	}

	private open(): DeltaState {
		const delivered = [...this.changes.values()]
			.filter(({ kind }) => kind === 'deleted')
			.map(({ id }) => id);
		return {
			...this.before,
			deleted: [...this.before.deleted, ...delivered],
			window: this.window,
		};
	}
}
