import {
	pollTimeFilter,
	undoTimeFilter,
	type TimeFilterFeed,
	type TimeFilterState,
} from '../pollTimeFilter';
import type { Change, FeedPage } from '../pollTypes';
import type { TimeFilterSource } from '../triggerContract';
import { feedPage, type Opened, type SourcePart } from './openSource';
import { listPage, mismatchError } from './requests';

/** The part of a source on a list with time filters. */
export function timeFilterParts(opened: Opened<TimeFilterSource>): SourcePart[] {
	const { slackMs = 0 } = opened.source;
	return [
		{
			name: '',
			poll: async (stored, settings) => {
				const overlapMs = settings.overlapMs + slackMs;
				return await pollTimeFilter(feedOf(opened), stored, { ...settings, overlapMs });
			},
			undo: (before, after) => undoTimeFilter(before as TimeFilterState, after as TimeFilterState),
			now: async () => {
				const now = new Date().toISOString();
				return (await readPage(opened, 0, now, undefined, 1)).vendorTime;
			},
			sample: async (start) => await recentRows(opened, start),
		},
	];
}

function feedOf(opened: Opened<TimeFilterSource>): TimeFilterFeed {
	const { connection, source } = opened;
	return {
		pageSize: source.list.paging?.maxPageSize ?? 1,
		lists: source.times.length,
		read: async (list, from, to, page) => await readPage(opened, list, from, to, page),
		mismatch: (total, rows) => mismatchError(connection, source.list, total, rows),
	};
}

async function readPage(
	opened: Opened<TimeFilterSource>,
	list: number,
	from: string,
	to: string | undefined,
	page: number,
): Promise<FeedPage> {
	const { connection, source } = opened;
	const time = source.times[list] ?? 'updated';
	const content = await listPage(connection, source.list, source.window(time, from, to), page);
	return feedPage(opened, content, () => time === 'created');
}

async function recentRows(opened: Opened<TimeFilterSource>, start: string): Promise<Change[]> {
	const found: Change[] = [];
	for (const [list, time] of opened.source.times.entries()) {
		const { rows } = await readPage(opened, list, start, undefined, 1);
		found.push(...rows.map(({ id, row }): Change => ({ kind: time, id, row })));
	}
	return found;
}
