import type { IDataObject } from 'n8n-workflow';
import type { AnyOperation, Form, InputOf } from '../contract/operation';
import type { Vendor } from '../contract/vendor';
import type { Change, ChangeKind } from './pollTypes';

/** Settings that every source has, whatever its vendor. */
export interface SourceOptions {
	overlapSeconds?: number;
	mostItems?: number;
	includeExisting?: boolean;
	repeatAfterRestart?: boolean;
}

/** The values of an operation's form, as far as a trigger fills them in. */
export type FormValues = Readonly<Record<string, unknown>>;

/** What a trigger can watch. The requests come from the operations that the action node has as well. */
interface SourceContract<F extends Form> {
	/** Internal value of the trigger's picker. */
	name: string;
	displayName: string;
	description: string;
	form: F;
	identify(row: IDataObject): string;
	/** What makes a change: a row without what depends on the window. */
	content(row: IDataObject, input: InputOf<F>): IDataObject;
	/** What the workflow gets of a row. Default: its content. */
	output?(row: IDataObject): IDataObject;
	wants(change: Change, input: InputOf<F>): boolean;
	/** The event's name in the output. */
	eventName(kind: ChangeKind): string;
}

/** A feed of changed rows since a moment, and one of deleted ids where records can be deleted. */
export interface DeltaSource<F extends Form = Form> extends SourceContract<F> {
	kind: 'delta';
	modified: AnyOperation;
	deleted?: AnyOperation;
	/** The field whose values are feeds of their own, such as channels. They are read one after the other. */
	partsField?: string & keyof F['fields'];
	/** The form values for changes since a moment, in an order in which a row keeps its place. */
	changesSince(start: string, part: string): FormValues;
	deletionsSince?(start: string): FormValues;
	isCreated(row: IDataObject): boolean;
	/** So many rows are remembered beyond the overlap. */
	memory?: number;
}

/** A list that can be filtered by the time of creation or of the last change. */
export interface TimeFilterSource<F extends Form = Form> extends SourceContract<F> {
	kind: 'time filter';
	list: AnyOperation;
	/** The times to filter by, in the order in which the lists are read. */
	times: readonly ('created' | 'updated')[];
	/** The form values for a window; without `to`, up to now. */
	window(time: 'created' | 'updated', from: string, to: string | undefined): FormValues;
	/** Added to the overlap where the vendor's filter is vaguer than a moment. */
	slackMs?: number;
}

/** Records that no feed tells about: found by one operation or given by the user, looked at by another. */
export interface RememberedSource<F extends Form = Form> extends SourceContract<F> {
	kind: 'remembered';
	/** Finds records that have come up since a moment. Absent: the user says what to watch. */
	discover?: {
		operation: AnyOperation;
		since(start: string): FormValues;
		/** What to watch of a row; undefined for nothing. */
		key(row: IDataObject): string | undefined;
		/** Added to the overlap where the vendor's filter is vaguer than a moment. */
		slackMs: number;
	};
	/** What the user wants to be watched. */
	given?(input: InputOf<F>): readonly string[];
	look: AnyOperation;
	/** The form values that look at one record. */
	lookAt(key: string): FormValues;
	watchMs(input: InputOf<F>): number;
	/** Whether the first look only remembers. Not so where the user asked about very records. */
	startsSilent: boolean;
	/** Whether nothing more will happen to the record. */
	isFinal(row: IDataObject): boolean;
}

export type AnySource = DeltaSource | TimeFilterSource | RememberedSource;

/** One vendor's trigger node: all that it can watch. */
export interface TriggerContract {
	vendor: Vendor;
	/** Internal name of the trigger node. */
	name: string;
	/** The first one is preset. */
	sources: readonly [AnySource, ...AnySource[]];
}

/** The parameter of a trigger that says what it watches. */
export const SOURCE_PARAMETER = 'triggerOn';

/** Declares a source; the form's type flows into its functions. */
export function defineDeltaSource<const F extends Form>(
	source: Omit<DeltaSource<F>, 'kind'>,
): DeltaSource {
	return { kind: 'delta', ...source } as unknown as DeltaSource;
}

/** As {@link defineDeltaSource}, for a list with time filters. */
export function defineTimeFilterSource<const F extends Form>(
	source: Omit<TimeFilterSource<F>, 'kind'>,
): TimeFilterSource {
	return { kind: 'time filter', ...source } as unknown as TimeFilterSource;
}

/** As {@link defineDeltaSource}, for records that are looked at and compared. */
export function defineRememberedSource<const F extends Form>(
	source: Omit<RememberedSource<F>, 'kind'>,
): RememberedSource {
	return { kind: 'remembered', ...source } as unknown as RememberedSource;
}

/** The source that the node's picker names. */
export function findSource({ sources }: TriggerContract, name: string): AnySource {
	return sources.find((source) => source.name === name) ?? sources[0];
}
