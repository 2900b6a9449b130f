import { isEmpty, omitBy } from 'lodash';
import { Intake } from './intake';
import { isUsableState, STATE_VERSION, knownBefore, type PollState, type Seen } from './pollState';
import {
	earlier,
	MOST_REREADS,
	THE_BEGINNING,
	type FeedPage,
	type PollResult,
	type PollSettings,
} from './pollTypes';

/** A list that can be asked for the records created, or changed, between two moments. */
export interface TimeFilterFeed {
	pageSize: number;
	/** How many lists there are, such as one by creation and one by update. They are read in turn. */
	lists: number;
	/** A page of a list. Without `to`, up to now. The first page is page 1. */
	read(list: number, from: string, to: string | undefined, page: number): Promise<FeedPage>;
	/** The error for a list whose total never fits its rows. */
	mismatch(total: number, rows: number): Error;
}

/** A window that is being read, over several polls when there is more than one poll can take in. */
export interface TimeWindow {
	start: string;
	/** Vendor time when the first page was read: the next window starts here. Empty before that. */
	openedAt: string;
	list: number;
	/** Page to read next of the part that has settled. */
	page: number;
	/** What the vendor said last that this part has. Absent before its first page. */
	total?: number;
	/** Rows read in this window. */
	seen: Seen;
}

/** Rows that were read up to a moment by the vendor's clock; later windows may show them again. */
interface Generation {
	until: string;
	seen: Seen;
}

export interface TimeFilterState extends PollState {
	/** Vendor time of the beginning of the last window that was read completely. */
	cursor: string;
	/** What was read, window by window, as long as the overlap reaches back to it; the oldest first. */
	memory: Generation[];
	window?: TimeWindow;
}

/**
 * One poll of a list with time filters: (state, list, clock) to (changes, new state).
 *
 * What fits on one page is complete. Longer windows are read in two parts. Up to the overlap before the
 * window was opened, nothing is added any more: rows only leave, when they change again, and a total
 * that went down tells how many. The reader then steps back as many rows, and misses none. What is newer
 * is read as it comes, because the next window shows it once more.
 */
export async function pollTimeFilter(
	feed: TimeFilterFeed,
	stored: unknown,
	settings: PollSettings,
): Promise<PollResult<TimeFilterState>> {
	if (!isUsableState<TimeFilterState>(stored, settings.fingerprint)) {
		return await firstPoll(feed, settings);
	}
	return await new TimeFilterPoll(feed, stored, settings).run();
}

/** The state before a delivery, for delivering it once more. */
export function undoTimeFilter(before: TimeFilterState, after: TimeFilterState): TimeFilterState {
	const since = { ...allSeen(after), ...after.window?.seen };
	const unchanged = <T extends { seen: Seen }>(part: T): T => ({
		...part,
		seen: knownBefore(part.seen, since),
	});
	const window = before.window && unchanged(before.window);
	return { ...before, memory: before.memory.map(unchanged), ...(window && { window }) };
}

function allSeen({ memory }: TimeFilterState): Seen {
	return Object.assign({}, ...memory.map(({ seen }) => seen)) as Seen;
}

async function firstPoll(
	feed: TimeFilterFeed,
	settings: PollSettings,
): Promise<PollResult<TimeFilterState>> {
	const { vendorTime } = await feed.read(0, new Date(settings.now()).toISOString(), undefined, 1);
	const cursor = vendorTime.toISOString();
	const { fingerprint } = settings;
	const empty: TimeFilterState = { v: STATE_VERSION, fingerprint, cursor, memory: [] };
	if (settings.includeExisting) {
		const window = newWindow(THE_BEGINNING);
		return await new TimeFilterPoll(feed, { ...empty, window }, settings).run();
	}
	const silent = { ...settings, wants: () => false, deadline: Infinity };
	const result = await new TimeFilterPoll(feed, empty, silent).run();
	return { ...result, report: { ...result.report, isBaseline: true } };
}

function newWindow(start: string): TimeWindow {
	return { start, openedAt: '', list: 0, page: 1, seen: {} };
}

/** A poll under way. Exported for the tests that take its safeguards away. */
export class TimeFilterPoll {
	private readonly window: TimeWindow;

	private readonly intake: Intake;

	private rereads = 0;

	/** Vendor time of the last page. */
	private readUntil = '';

	constructor(
		private readonly feed: TimeFilterFeed,
		private readonly before: TimeFilterState,
		private readonly settings: PollSettings,
	) {
		const window = before.window ?? newWindow(earlier(before.cursor, settings.overlapMs));
		this.window = { ...window, seen: { ...window.seen } };
		this.intake = new Intake(allSeen(before), this.window.seen, settings, this.window.start);
	}

	async run(): Promise<PollResult<TimeFilterState>> {
		while (this.window.list < this.feed.lists) {
			if (!(await this.readList())) return this.result(true);
			this.window.list += 1;
			this.window.page = 1;
			delete this.window.total;
		}
		return this.result(false);
	}

	/** Returns whether the list is complete; otherwise the next poll goes on with it. */
	private async readList(): Promise<boolean> {
		const isResumed = this.window.total !== undefined;
		if (!isResumed && (await this.fitsOnOnePage())) return true;
		if (this.settledUntil() > this.window.start && !(await this.readSettled())) return false;
		await this.readRecent();
		return true;
	}

	/** Up to this moment, by the vendor's clock, nothing is added any more. */
	private settledUntil(): string {
		return earlier(this.window.openedAt, this.settings.overlapMs);
	}

	private async fitsOnOnePage(): Promise<boolean> {
		const { rows, total = rows.length } = await this.read(this.window.start, undefined, 1);
		const isWhole = rows.length < this.feed.pageSize && total <= rows.length;
		return isWhole && rows.every((row) => this.intake.take(row));
	}

	/** Reads what nothing is added to any more. Returns false when the poll must stop before its end. */
	private async readSettled(): Promise<boolean> {
		const { window } = this;
		const until = this.settledUntil();
		let mayStop = false;
		for (;;) {
			if (mayStop && this.isLate()) return false;
			mayStop = true;
			const page = await this.read(window.start, until, window.page);
			if (!page.rows.every((row) => this.intake.take(row))) return false;
			if (this.stepBack(page)) continue;
			if (page.rows.length < this.feed.pageSize) {
				if (this.isComplete(page)) return true;
				if (!this.mayReread(page)) return false;
				continue;
			}
			window.page += 1;
		}
	}

	/** Rows that left before this page moved the rest forward, and some slipped past the reader. */
	private stepBack({ total = 0 }: FeedPage): boolean {
		const left = (this.window.total ?? total) - total;
		this.window.total = total;
		if (left <= 0) return false;
		const pages = Math.ceil(left / this.feed.pageSize);
		if (this.window.page === 1) return false;
		this.window.page = Math.max(1, this.window.page - pages);
		return true;
	}

	/** Whether the last page ends where the vendor's total says. */
	private isComplete({ rows, total = 0 }: FeedPage): boolean {
		return (this.window.page - 1) * this.feed.pageSize + rows.length >= total;
	}

	private mayReread({ rows, total = 0 }: FeedPage): boolean {
		this.rereads += 1;
		if (this.rereads > MOST_REREADS) {
			const before = (this.window.page - 1) * this.feed.pageSize;
			throw this.feed.mismatch(total, before + rows.length);
		}
		return !this.isLate();
	}

	/** Reads what may still move; the next window shows it again, so it may end anywhere. */
	private async readRecent(): Promise<void> {
		for (let page = 1; !this.isLate(); page += 1) {
			const { rows } = await this.read(this.recentStart(), undefined, page);
			if (!rows.every((row) => this.intake.take(row))) return;
			if (rows.length < this.feed.pageSize) return;
		}
	}

	private recentStart(): string {
		const settled = this.settledUntil();
		return settled > this.window.start ? settled : this.window.start;
	}

	private async read(from: string, to: string | undefined, page: number): Promise<FeedPage> {
		const content = await this.feed.read(this.window.list, from, to, page);
		this.intake.report.pages += 1;
		this.readUntil = content.vendorTime.toISOString();
		if (this.window.openedAt === '') this.window.openedAt = this.readUntil;
		return content;
	}

	private isLate(): boolean {
		return this.settings.now() >= this.settings.deadline;
	}

	private result(isOpen: boolean): PollResult<TimeFilterState> {
		const changes = this.intake.deliver(isOpen);
		const state = isOpen ? { ...this.before, window: this.window } : this.closed();
		return { changes, state, report: this.intake.report };
	}

	private closed(): TimeFilterState {
		const { v, fingerprint } = this.before;
		const { openedAt, seen } = this.window;
		const cursor = openedAt > this.before.cursor ? openedAt : this.before.cursor;
		const nextStart = earlier(cursor, this.settings.overlapMs);
		const older = this.before.memory
			.filter(({ until }) => until >= nextStart)
			.map((generation) => ({
				...generation,
				seen: omitBy(generation.seen, (_, id) => id in seen),
			}));
		const memory = [...older, { until: this.readUntil, seen }];
		return { v, fingerprint, cursor, memory: memory.filter((each) => !isEmpty(each.seen)) };
	}
}
