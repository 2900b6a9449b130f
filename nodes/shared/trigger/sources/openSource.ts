import type { IDataObject } from 'n8n-workflow';
import type { InputOf, Form } from '../../contract/operation';
import type { Page } from '../../http/paging';
import type { Connection } from '../../http/send';
import { contentHash } from '../contentHash';
import type { Change, FeedPage, PollResult, PollSettings } from '../pollTypes';
import type { AnySource } from '../triggerContract';

/** A source with the user's choices and a way to the vendor. */
export interface Opened<S extends AnySource = AnySource> {
	connection: Connection;
	source: S;
	input: InputOf<Form>;
}

/** A part of a source that has a state of its own. */
export interface SourcePart {
	/** Names the state; empty for a source without parts. */
	name: string;
	poll(stored: unknown, settings: PollSettings): Promise<PollResult>;
	/** The state before a delivery, for delivering it once more. */
	undo(before: unknown, after: unknown): unknown;
	/** The vendor's clock. */
	now(): Promise<Date>;
	/** Something for the editor: changes since a moment, the newest first where the vendor allows it. */
	sample(start: string): Promise<Change[]>;
}

/** A vendor's page as the poll functions take it. */
export function feedPage(
	{ source, input }: Opened,
	{ rows, total, vendorTime = new Date() }: Page,
	isCreated: (row: IDataObject) => boolean,
): FeedPage {
	return {
		rows: (rows as IDataObject[]).map((row) => ({
			id: source.identify(row),
			hash: contentHash(source.content(row, input)),
			isCreated: isCreated(row),
			row,
		})),
		total,
		vendorTime,
	};
}

/** How many samples the editor gets. */
export const SAMPLE_SIZE = 3;

/** What the workflow gets of a row. */
export function outputRow({ source, input }: Opened, row: IDataObject): IDataObject {
	return source.output?.(row) ?? source.content(row, input);
}
