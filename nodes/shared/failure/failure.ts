import type { Refusal } from '../contract/vendor';

/**
 * Why a request brought no usable answer.
 * - `not sent`: no connection came about; nothing happened at the vendor.
 * - `broken`: the connection ended or timed out; whether the vendor acted is unknown.
 * - `rate limited`, `busy`: the vendor asked to come back later; nothing happened.
 * - `vendor fault`: the vendor's server gave up (5xx, 408); whether it acted is unknown.
 * - `unreadable`: the answer is no JSON, or ends too early.
 * - `refused`, `not found`, `not allowed`: the vendor understood and said no.
 * - `reconnect`: the stored refresh token is no longer accepted.
 * - `not authorized`: the access token was not accepted, even after a refresh.
 * - `no fresh token`: asking for a new access token brought no answer; the request itself did not leave.
 * - `redirected`: the address answers with another address.
 * - `cancelled`: the user stopped the execution.
 */
export type FailureKind =
	| 'not sent'
	| 'broken'
	| 'rate limited'
	| 'busy'
	| 'vendor fault'
	| 'unreadable'
	| 'refused'
	| 'not found'
	| 'not allowed'
	| 'reconnect'
	| 'not authorized'
	| 'no fresh token'
	| 'redirected'
	| 'cancelled';

/** A request without a usable answer. A value, never thrown; see `toNodeError` for what users get. */
export interface Failure {
	failed: true;
	kind: FailureKind;
	/** HTTP status, if there was an answer. */
	status?: number;
	refusal?: Refusal;
	/** How long the vendor asked to wait. */
	retryAfterMs?: number;
	/** Connection code, redirect target or the like: one technical detail for the description. */
	detail?: string;
	/** The times that the request was sent, once retries are over. */
	attempts?: number;
	/** An earlier attempt went unanswered and may have been carried out. */
	afterUnanswered?: boolean;
}

/** Kinds after which it is certain that the vendor did not act. */
const CERTAINLY_NOTHING_HAPPENED: ReadonlySet<FailureKind> = new Set<FailureKind>([
	'not sent',
	'rate limited',
	'busy',
	'refused',
	'not found',
	'not allowed',
	'reconnect',
	'not authorized',
	'no fresh token',
	'redirected',
]);

/** Whether a write may have been carried out although its answer is missing. */
export function mayHaveHappened(failure: Failure): boolean {
	return !CERTAINLY_NOTHING_HAPPENED.has(failure.kind);
}

export function isFailure(value: unknown): value is Failure {
	return typeof value === 'object' && value !== null && 'failed' in value && value.failed === true;
}
