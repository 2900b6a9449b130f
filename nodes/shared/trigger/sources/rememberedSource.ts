import { uniq } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { contentHash } from '../contentHash';
import {
	pollRemembered,
	undoRemembered,
	type RememberedList,
	type RememberedState,
	type WatchedRow,
} from '../pollRemembered';
import type { Change } from '../pollTypes';
import type { RememberedSource } from '../triggerContract';
import { SAMPLE_SIZE, type Opened, type SourcePart } from './openSource';
import { listPage, rowsOfEach } from './requests';

type Discovery = NonNullable<RememberedSource['discover']>;

/** Most records that are looked at before the clock is looked at again. */
const PORTION = 50;

/** The part of a source on records that are looked at and compared. */
export function rememberedParts(opened: Opened<RememberedSource>): SourcePart[] {
	const { discover: found, startsSilent } = opened.source;
	const slackMs = found?.slackMs ?? 0;
	return [
		{
			name: '',
			poll: async (stored, settings) => {
				const overlapMs = settings.overlapMs + slackMs;
				const includeExisting = settings.includeExisting || !startsSilent;
				return await pollRemembered(listOf(opened), stored, {
					...settings,
					overlapMs,
					includeExisting,
				});
			},
			undo: (before, after) => undoRemembered(before as RememberedState, after as RememberedState),
			now: async () => (await discover(opened, new Date().toISOString())).vendorTime,
			sample: async (start) => await recentRows(opened, start),
		},
	];
}

function listOf(opened: Opened<RememberedSource>): RememberedList {
	return {
		portion: PORTION,
		watchMs: opened.source.watchMs(opened.input),
		discover: async (since) => await discover(opened, since),
		look: async (keys) => await look(opened, keys),
	};
}

async function discover(
	opened: Opened<RememberedSource>,
	since: string,
): Promise<{ keys: string[]; vendorTime: Date }> {
	const { source, input } = opened;
	const given = source.given?.(input) ?? [];
	if (source.discover === undefined) return { keys: [...given], vendorTime: new Date() };
	const { rows, vendorTime } = await rowsSince(opened, source.discover, since);
	const found = rows.map(source.discover.key).filter((key) => key !== undefined);
	return { keys: uniq([...given, ...found]), vendorTime };
}

/** Reads to the end: a short page, or one that shows nothing but the page before. */
async function rowsSince(
	{ connection }: Opened<RememberedSource>,
	{ operation, since }: Discovery,
	start: string,
): Promise<{ rows: IDataObject[]; vendorTime: Date }> {
	const { maxPageSize = 1, identify = String } = operation.paging ?? {};
	const found = new Map<string, IDataObject>();
	let now: Date | undefined;
	for (let page = 1; ; page += 1) {
		const { rows, vendorTime } = await listPage(connection, operation, since(start), page);
		now ??= vendorTime;
		const before = found.size;
		for (const row of rows) found.set(identify(row), row as IDataObject);
		if (rows.length < maxPageSize || found.size === before) break;
	}
	return { rows: [...found.values()], vendorTime: now ?? new Date() };
}

async function look(
	{ connection, source, input }: Opened<RememberedSource>,
	keys: string[],
): Promise<WatchedRow[][]> {
	const found = await rowsOfEach(connection, source.look, keys.map(source.lookAt));
	return found.map((rows) =>
		rows.map((row) => {
			const id = source.identify(row);
			const hash = contentHash([id, source.content(row, input)]);
			return { id, hash, isFinal: source.isFinal(row), row };
		}),
	);
}

async function recentRows(opened: Opened<RememberedSource>, start: string): Promise<Change[]> {
	const { keys } = await discover(opened, start);
	const rows = await look(opened, keys.slice(0, SAMPLE_SIZE));
	return rows.flat().map(({ id, row }): Change => ({ kind: 'updated', id, row }));
}
