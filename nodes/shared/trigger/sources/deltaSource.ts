import type { DeltaState } from '../deltaState';
import { pollDelta, undoDelta, type DeltaFeeds } from '../pollDelta';
import type { Change } from '../pollTypes';
import type { DeltaSource } from '../triggerContract';
import { feedPage, SAMPLE_SIZE, type Opened, type SourcePart } from './openSource';
import { allRows, listPage, mismatchError } from './requests';

/** The parts of a source on a feed of changes and one of deletions. */
export function deltaParts(opened: Opened<DeltaSource>): SourcePart[] {
	return partNames(opened).map((name) => {
		const feeds = feedsOf(opened, name);
		return {
			name,
			poll: async (stored, settings) => await pollDelta(feeds, stored, settings),
			undo: (before, after) => undoDelta(before as DeltaState, after as DeltaState),
			now: async () => (await feeds.readModified(new Date().toISOString(), 1)).vendorTime,
			sample: async (start) => [
				...(await recentRows(feeds, start)),
				...(await recentDeletions(feeds, start)),
			],
		};
	});
}

function partNames({ source, input }: Opened<DeltaSource>): string[] {
	const { partsField } = source;
	return partsField === undefined ? [''] : (input[partsField as keyof typeof input] as string[]);
}

function feedsOf(opened: Opened<DeltaSource>, part: string): DeltaFeeds {
	const { connection, source } = opened;
	const { modified, deleted, deletionsSince, memory } = source;
	return {
		pageSize: modified.paging?.maxPageSize ?? 1,
		memory,
		readModified: firstPageFinder(opened, part),
		...(deleted === undefined || deletionsSince === undefined
			? {}
			: {
					readDeleted: async (start) => {
						const rows = await allRows(connection, deleted, deletionsSince(start));
						return rows.map((row) => deleted.paging?.identify(row) ?? String(row));
					},
				}),
		mismatch: (total, rows) => mismatchError(connection, modified, total, rows),
	};
}

/**
 * Reads pages. A vendor that counts from 1 where its page says 0 shows nothing on the first page in
 * spite of a total; then the pages are counted from the next number on.
 */
function firstPageFinder(opened: Opened<DeltaSource>, part: string): DeltaFeeds['readModified'] {
	const { connection, source } = opened;
	let shift = 0;
	const read = async (start: string, page: number) =>
		await listPage(connection, source.modified, source.changesSince(start, part), page + shift);
	return async (start, page) => {
		const first = await read(start, page);
		const isMisplaced = page === 1 && shift === 0 && first.rows.length === 0;
		if (!isMisplaced || (first.total ?? 0) === 0) return feedPage(opened, first, source.isCreated);
		shift = 1;
		return feedPage(opened, await read(start, page), source.isCreated);
	};
}

/** The newest rows stand on the last page. */
async function recentRows(feeds: DeltaFeeds, start: string): Promise<Change[]> {
	const first = await feeds.readModified(start, 1);
	const lastPage = Math.ceil((first.total ?? 0) / feeds.pageSize);
	const { rows } = lastPage > 1 ? await feeds.readModified(start, lastPage) : first;
	return rows
		.map(({ id, isCreated, row }): Change => ({ kind: isCreated ? 'created' : 'updated', id, row }))
		.reverse();
}

async function recentDeletions(feeds: DeltaFeeds, start: string): Promise<Change[]> {
	const ids = (await feeds.readDeleted?.(start)) ?? [];
	return ids.slice(-SAMPLE_SIZE).map((id): Change => ({ kind: 'deleted', id }));
}
