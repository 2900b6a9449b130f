import type { IDataObject } from 'n8n-workflow';

export type ChangeKind = 'created' | 'updated' | 'deleted';

/** Something that happened at the vendor. `row` is absent for deletions. */
export interface Change {
	kind: ChangeKind;
	id: string;
	row?: IDataObject;
}

/** A row of a list of changes. */
export interface FeedRow {
	/** Tells records apart; a feed in the order of ids compares them as numbers. */
	id: string;
	/** Hash of the content, without what changes from window to window. */
	hash: string;
	/** Whether the vendor says that the record was created inside the window. */
	isCreated: boolean;
	row: IDataObject;
}

export interface FeedPage {
	rows: FeedRow[];
	/** What the vendor says that the whole list has. */
	total?: number;
	/** The vendor's clock. */
	vendorTime: Date;
}

/** What a poll is told, whatever it reads. */
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

export interface PollResult<State = unknown> {
	changes: Change[];
	state: State;
	/** For the log. */
	report: PollReport;
}

export interface PollReport {
	/** Where the window begins, by the vendor's clock. */
	window: string;
	pages: number;
	rows: number;
	delivered: number;
	seenBefore: number;
	isBaseline: boolean;
	/** Whether the next poll goes on with the same window. */
	isOpen: boolean;
}

/** A moment so many milliseconds before another. */
export function earlier(moment: string, byMs: number): string {
	return new Date(Date.parse(moment) - byMs).toISOString();
}

/** The report of a poll that has read nothing yet. */
export function newReport(window: string): PollReport {
	return {
		window,
		pages: 0,
		rows: 0,
		delivered: 0,
		seenBefore: 0,
		isBaseline: false,
		isOpen: false,
	};
}

export const THE_BEGINNING = '1970-01-01T00:00:00.000Z';

/** So often a doubtful part of a window is read again in one poll. */
export const MOST_REREADS = 4;
