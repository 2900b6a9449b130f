import type { PollState, Seen } from './pollState';
import { earlier } from './pollTypes';

/**
 * A window that is being read. It stays open over several polls when there is more than one poll can
 * take in.
 */
export interface OpenWindow {
	/** Vendor time from which changes are asked for. */
	start: string;
	/** The same for deletions, which may begin later than the changes. */
	deletedStart: string;
	/** Vendor time when the first page was read: the next window starts here. Empty before that. */
	openedAt: string;
	phase: 'modified' | 'deleted';
	/** Page to read next; after a pause the page that holds `lastId`. */
	page: number;
	/** The rows up to this id have been read without a gap. Empty before the first row. */
	lastId: string;
	/** What the vendor said at the first page that the feed has. */
	firstTotal: number;
	/** Whether the vendor really sorts by id; without that, counting has to prove completeness. */
	isOrdered: boolean;
	/** Rows read in this window. */
	seen: Seen;
}

/** All that a trigger remembers between polls. Small, JSON, replaced as a whole. */
export interface DeltaState extends PollState {
	/** Vendor time of the beginning of the last window that was read completely. */
	cursor: string;
	/** Rows of the last window: the overlap can show them again. */
	seen: Seen;
	/** Ids reported as deleted, oldest first. */
	deleted: string[];
	window?: OpenWindow;
}

/** A window that reads from the last cursor, and a little before it. */
export function windowFrom(cursor: string, overlapMs: number): OpenWindow {
	const start = earlier(cursor, overlapMs);
	return {
		start,
		deletedStart: start,
		openedAt: '',
		phase: 'modified',
		page: 1,
		lastId: '',
		firstTotal: 0,
		isOrdered: true,
		seen: {},
	};
}
