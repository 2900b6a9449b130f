import type { IDataObject } from 'n8n-workflow';
import type { AnyOperation, Form, InputOf } from '../contract/operation';
import type { Vendor } from '../contract/vendor';
import type { Change, ChangeKind } from './pollDelta';

/** Settings that every trigger on a feed of changes has, whatever its vendor. */
export interface DeltaOptions {
	overlapSeconds?: number;
	mostItems?: number;
	includeExisting?: boolean;
}

/**
 * A trigger on a pair of feeds, one of changed rows and one of deleted ids. The requests come from the
 * operations that read the same feeds from a form.
 */
export interface DeltaTriggerContract<F extends Form = Form> {
	vendor: Vendor;
	/** Internal name of the trigger node. */
	name: string;
	form: F;
	modified: AnyOperation;
	deleted: AnyOperation;
	/** Sent with each page of changes: an order in which a row keeps its place. */
	stableOrder: IDataObject;
	/** The parameter that takes the window's start, in both feeds. */
	startParameter: string;
	identify(row: IDataObject): string;
	isCreated(row: IDataObject): boolean;
	/** The content that makes a change: a row without what depends on the window. */
	content(row: IDataObject): IDataObject;
	wants(change: Change, input: InputOf<F>): boolean;
	/** The event's name in the output. */
	eventName(kind: ChangeKind): string;
}

export type AnyDeltaTrigger = DeltaTriggerContract<Form>;

/** Declares a trigger; the form's type flows into `wants`. */
export function defineDeltaTrigger<const F extends Form>(
	contract: DeltaTriggerContract<F>,
): AnyDeltaTrigger {
	return contract as unknown as AnyDeltaTrigger;
}
