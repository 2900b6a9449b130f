import type { IDataObject } from 'n8n-workflow';
import { contentHash } from '../contentHash';
import {
	pollTimeFilter,
	undoTimeFilter,
	type TimeFilterFeed,
	type TimeFilterState,
} from '../pollTimeFilter';
import type { Change, FeedPage } from '../pollTypes';
import type { TimeFilterSource } from '../triggerContract';
import type { Opened, SourcePart } from './openSource';
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
	{ connection, source, input }: Opened<TimeFilterSource>,
	list: number,
	from: string,
	to: string | undefined,
	page: number,
): Promise<FeedPage> {
	const time = source.times[list] ?? 'updated';
	const values = source.window(time, from, to);
	const { rows, total, vendorTime } = await listPage(connection, source.list, values, page);
	return {
		rows: (rows as IDataObject[]).map((row) => ({
			id: source.identify(row),
			hash: contentHash(source.content(row, input)),
			isCreated: time === 'created',
			row,
		})),
		total,
		vendorTime: vendorTime ?? new Date(),
	};
}

async function recentRows(opened: Opened<TimeFilterSource>, start: string): Promise<Change[]> {
	const found: Change[] = [];
	for (const [list, time] of opened.source.times.entries()) {
		const { rows } = await readPage(opened, list, start, undefined, 1);
		found.push(...rows.map(({ id, row }): Change => ({ kind: time, id, row })));
	}
	return found;
}
