import { mapValues } from 'lodash';

/** Content hashes by row id. */
export type Seen = Record<string, string>;

export const STATE_VERSION = 1;

/** What every state begins with. */
export interface PollState {
	v: typeof STATE_VERSION;
	/** Credential, account, source and filters; another fingerprint means a new baseline. */
	fingerprint: string;
}

/** Whether stored data is a state that this version wrote for the same source and filters. */
export function isUsableState<State extends PollState>(
	stored: unknown,
	fingerprint: string,
): stored is State {
	if (typeof stored !== 'object' || stored === null) return false;
	const { v, fingerprint: known } = stored as Partial<PollState>;
	return v === STATE_VERSION && known === fingerprint;
}

/** Equals no content. */
const CHANGED = '';

/**
 * What was known before a delivery, for undoing it. What the delivery replaced counts as changed: a
 * record that has gone back to that would look the same, although the workflow may have been told of
 * what was in between.
 */
export function knownBefore(before: Seen, after: Seen): Seen {
	return mapValues(before, (hash, id) =>
		after[id] === undefined || after[id] === hash ? hash : CHANGED,
	);
}
