import { windowFrom, type DeltaState, type OpenWindow } from './deltaState';
import { Intake } from './intake';
import { isBefore, ModifiedPass } from './modifiedPass';
import { isUsableState, STATE_VERSION, knownBefore, type Seen } from './pollState';
import {
	MOST_REREADS,
	THE_BEGINNING,
	type Change,
	type FeedPage,
	type PollResult,
	type PollSettings,
} from './pollTypes';

/** The vendor's feeds of changes, as the trigger reads them. Whatever they throw ends the poll. */
export interface DeltaFeeds {
	/** Most rows on a page of changes. */
	pageSize: number;
	/** Pages between two looks at the deletions, which prove that no row slipped past the reader. */
	checkpointPages?: number;
	/** So many rows are remembered beyond the overlap, those with the highest ids. */
	memory?: number;
	/** A page of rows changed since `start`, ordered by id. The first page is page 1. */
	readModified(start: string, page: number): Promise<FeedPage>;
	/** All ids deleted since `start`. Absent where records are never deleted. */
	readDeleted?(start: string): Promise<string[]>;
	/** The error for a feed whose total never fits its rows. */
	mismatch(total: number, rows: number): Error;
}

/** At 100 rows a page this costs one request in a hundred. */
const CHECKPOINT_PAGES = 100;

/** Deleted ids that are remembered beyond the overlap, since the vendor may list one again. */
const DELETED_MEMORY = 1000;

/**
 * One poll: (state, feeds, clock) to (changes, new state). It changes nothing that it is given, and the
 * same state with the same answers brings the same result.
 */
export async function pollDelta(
	feeds: DeltaFeeds,
	stored: unknown,
	settings: PollSettings,
): Promise<PollResult<DeltaState>> {
	if (!isUsableState<DeltaState>(stored, settings.fingerprint))
		return await firstPoll(feeds, settings);
	return await new Poll(feeds, stored, settings).run();
}

/** The state before a delivery, for delivering it once more. */
export function undoDelta(before: DeltaState, after: DeltaState): DeltaState {
	const since = { ...after.seen, ...after.window?.seen };
	const window = before.window && {
		...before.window,
		seen: knownBefore(before.window.seen, since),
	};
	return { ...before, seen: knownBefore(before.seen, since), ...(window && { window }) };
}

/**
 * The first poll after activation, or after the filters changed: remembers what the overlap will show
 * again and delivers nothing, unless existing records are wanted.
 */
async function firstPoll(
	feeds: DeltaFeeds,
	settings: PollSettings,
): Promise<PollResult<DeltaState>> {
	const probe = await feeds.readModified(new Date(settings.now()).toISOString(), 1);
	const cursor = probe.vendorTime.toISOString();
	const recent = windowFrom(cursor, settings.overlapMs);
	const empty = { v: STATE_VERSION, fingerprint: settings.fingerprint, cursor, seen: {} } as const;
	if (settings.includeExisting) {
		const deleted = (await feeds.readDeleted?.(recent.start)) ?? [];
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

	private readonly intake: Intake;

	/** Deletions known at the last checkpoint. */
	private knownDeleted: ReadonlySet<string>;

	/** Where the part begins that is not proven yet. */
	private segment: { page: number; lastId: string };

	private rereads = 0;

	private isNewWindow: boolean;

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
		this.intake = new Intake(before.seen, this.window.seen, settings, this.window.start);
	}

	async run(): Promise<PollResult<DeltaState>> {
		if (!this.isNewWindow) this.knownDeleted = await this.readDeleted();
		const isRead = this.window.phase === 'deleted' || (await this.readModified());
		if (isRead) this.window.phase = 'deleted';
		const allDelivered = this.addDeletions();
		return this.result(isRead && allDelivered);
	}

	private async readDeleted(): Promise<ReadonlySet<string>> {
		return new Set(await this.feeds.readDeleted?.(this.window.deletedStart));
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
			this.intake.report.pages += 1;
			const outcome = this.pass.takePage(page, (row) => this.intake.take(row));
			if (outcome === 'end reached') return 'end reached';
			if (outcome === 'full') return 'stopped';
			if (outcome === 'page read' && this.intake.room === 0) return this.stopAtReadPage();
		}
		return 'checkpoint';
	}

	/** However short the time, a poll reads something new: its first pages may only repeat what is known. */
	private hasAdvanced(): boolean {
		return (
			this.window.lastId !== (this.before.window?.lastId ?? '') || this.intake.report.pages > 3
		);
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
		for (const id of this.knownDeleted) this.intake.changes.delete(id);
		const fresh = [...this.knownDeleted]
			.filter((id) => !reported.has(id))
			.map((id): Change => ({ kind: 'deleted', id }));
		const wanted = fresh.filter((change) => this.settings.wants(change));
		const { room } = this.intake;
		for (const change of wanted.slice(0, room)) this.intake.changes.set(change.id, change);
		return wanted.length <= room;
	}

	private result(isClosed: boolean): PollResult<DeltaState> {
		const changes = this.intake.deliver(!isClosed);
		return { changes, state: isClosed ? this.closed() : this.open(), report: this.intake.report };
	}

	private closed(): DeltaState {
		const { v, fingerprint, cursor } = this.before;
		const { openedAt, seen } = this.window;
		const remembered = { ...this.olderRows(), ...seen };
		const alive = Object.entries(remembered).filter(([id]) => !this.knownDeleted.has(id));
		const older = this.before.deleted.filter((id) => !this.knownDeleted.has(id));
		return {
			v,
			fingerprint,
			cursor: openedAt > cursor ? openedAt : cursor,
			seen: Object.fromEntries(alive),
			deleted: [...older.slice(-DELETED_MEMORY), ...this.knownDeleted],
		};
	}

	/** What the feed wants to be remembered of the windows before. */
	private olderRows(): Seen {
		const { memory = 0 } = this.feeds;
		if (memory === 0) return {};
		const older = Object.entries(this.before.seen).sort(([a], [b]) => (isBefore(a, b) ? -1 : 1));
		return Object.fromEntries(older.slice(-memory));
	}

	private open(): DeltaState {
		const delivered = [...this.intake.changes.values()]
			.filter(({ kind }) => kind === 'deleted')
			.map(({ id }) => id);
		return {
			...this.before,
			deleted: [...this.before.deleted, ...delivered],
			window: this.window,
		};
	}
}
