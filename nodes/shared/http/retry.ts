import type { Safety } from '../contract/operation';
import { mayHaveHappened, type Failure, type FailureKind } from '../failure/failure';

const FIRST_BACKOFF_MS = 300;
const LONGEST_BACKOFF_MS = 10_000;
const MOST_ATTEMPTS = 6;

/** An address that is wrong stays wrong: a few tries are enough. */
const MOST_ATTEMPTS_NOT_SENT = 3;

const PASSING: ReadonlySet<FailureKind> = new Set<FailureKind>([
	'not sent',
	'broken',
	'rate limited',
	'busy',
	'vendor fault',
	'unreadable',
	'not authorized',
	'no fresh token',
]);

/**
 * How long to wait before the request is sent again; undefined when it must not be.
 *
 * @param attempt how many times the request has been sent
 * @param remainingMs what is left of the time that the whole request may take
 */
export function waitBeforeRetry(
	failure: Failure,
	safety: Safety,
	attempt: number,
	remainingMs: number,
): number | undefined {
	if (!PASSING.has(failure.kind) || attempt >= mostAttempts(failure.kind)) return undefined;
	if (safety === 'once-only write' && mayHaveHappened(failure)) return undefined;
	const wait = failure.retryAfterMs ?? backoff(attempt);
	return wait <= remainingMs ? wait : undefined;
}

function mostAttempts(kind: FailureKind): number {
	// n8n has refreshed the token once already; a second go only bridges a token that ended in between.
	if (kind === 'not authorized') return 2;
	return kind === 'not sent' ? MOST_ATTEMPTS_NOT_SENT : MOST_ATTEMPTS;
}

/** Exponential backoff with full jitter, so that parallel runs do not come back all at once. */
function backoff(attempt: number): number {
	const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
	return Math.random() * ceiling;
}

/** Milliseconds from a `Retry-After` header: seconds, or a date by the vendor's clock. */
export function retryAfterMs(header: unknown, vendorTime: Date): number | undefined {
	const isGiven =
		typeof header === 'number' || (typeof header === 'string' && header.trim() !== '');
	if (!isGiven) return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const moment = Date.parse(String(header));
	return Number.isNaN(moment) ? undefined : Math.max(0, moment - vendorTime.getTime());
}
