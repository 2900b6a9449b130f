import fc from 'fast-check';
import type { Safety } from '../../nodes/shared/contract/operation';
import {
	mayHaveHappened,
	type Failure,
	type FailureKind,
} from '../../nodes/shared/failure/failure';
import { retryAfterMs, waitBeforeRetry } from '../../nodes/shared/http/retry';

afterEach(() => jest.restoreAllMocks());

/** How often a request may be sent in all when it keeps failing this way. */
const MOST_ATTEMPTS: Record<FailureKind, number> = {
	'not sent': 3,
	broken: 6,
	'rate limited': 6,
	busy: 6,
	'vendor fault': 6,
	unreadable: 6,
	refused: 1,
	'not found': 1,
	'not allowed': 1,
	reconnect: 1,
	'not authorized': 2,
	'no fresh token': 6,
	redirected: 1,
	cancelled: 1,
};
const KINDS = Object.keys(MOST_ATTEMPTS) as FailureKind[];
const SAFETIES: Safety[] = ['read', 'idempotent write', 'once-only write'];

/** After these a write may have been carried out. */
const AMBIGUOUS: FailureKind[] = ['broken', 'vendor fault', 'unreadable', 'cancelled'];

const failure = (kind: FailureKind, more: Partial<Failure> = {}): Failure => ({
	failed: true,
	kind,
	...more,
});

function expectedAttempts(kind: FailureKind, safety: Safety): number {
	return safety === 'once-only write' && AMBIGUOUS.includes(kind) ? 1 : MOST_ATTEMPTS[kind];
}

const CASES = KINDS.flatMap((kind) =>
	SAFETIES.map((safety) => ({ kind, safety, attempts: expectedAttempts(kind, safety) })),
);

describe('waitBeforeRetry', () => {
	it.each(CASES)('sends a $safety that ends “$kind” $attempts times at most', (each) => {
		const { kind, safety, attempts } = each;
		const isSentAgain = [1, 2, 3, 4, 5, 6, 7, 50].map(
			(attempt) => waitBeforeRetry(failure(kind), safety, attempt, 60_000) !== undefined,
		);
		const expected = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => attempt < attempts);
		expect(isSentAgain).toEqual(expected);
	});

	it.each(AMBIGUOUS)('never repeats a once-only write after “%s”, not even if asked to', (kind) => {
		expect(mayHaveHappened(failure(kind))).toBe(true);
		for (let attempt = 1; attempt < 10; attempt += 1) {
			const asked = failure(kind, { retryAfterMs: 0, status: 500 });
			expect(waitBeforeRetry(asked, 'once-only write', attempt, Infinity)).toBeUndefined();
		}
	});

	it.each(KINDS.filter((kind) => !AMBIGUOUS.includes(kind)))(
		'takes it that nothing happened after “%s”',
		(kind) => expect(mayHaveHappened(failure(kind))).toBe(false),
	);

	it.each([
		['exactly as long as the vendor asks', 5000, 60_000, 5000],
		['not at all if it asks for no pause', 0, 60_000, 0],
		['to the last millisecond of the budget', 60_000, 60_000, 60_000],
		['never beyond the budget', 60_001, 60_000, undefined],
		['never once the time is up', 0, -1, undefined],
	])('waits %s', (_, asked, remaining, wait) => {
		for (const kind of ['rate limited', 'busy', 'vendor fault'] as const) {
			const result = waitBeforeRetry(failure(kind, { retryAfterMs: asked }), 'read', 1, remaining);
			expect(result).toBe(wait);
		}
	});

	it.each([
		[1, 300],
		[2, 600],
		[3, 1200],
		[4, 2400],
		[5, 4800],
	])('waits after attempt %i by chance, up to %i milliseconds', (attempt, ceiling) => {
		const random = jest.spyOn(Math, 'random');
		const waits = [0, 0.5, 0.999999].map((chance) => {
			random.mockReturnValue(chance);
			return waitBeforeRetry(failure('busy'), 'read', attempt, 60_000);
		});
		expect(waits).toEqual([0, ceiling / 2, ceiling * 0.999999]);
	});

	it('never waits less than nothing or more than there is time', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...KINDS),
				fc.constantFrom(...SAFETIES),
				fc.integer({ min: 1, max: 8 }),
				fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
				fc.integer({ min: -5000, max: 60_000 }),
				(kind, safety, attempt, ...[asked, remaining]) => {
					const wait = waitBeforeRetry(
						failure(kind, { retryAfterMs: asked }),
						safety,
						attempt,
						remaining,
					);
					if (wait === undefined) return;
					expect(wait).toBeGreaterThanOrEqual(0);
					expect(wait).toBeLessThanOrEqual(remaining);
					if (asked !== undefined) expect(wait).toBe(asked);
				},
			),
		);
	});
});

describe('retryAfterMs', () => {
	const NOW = new Date('2026-03-01T12:00:00Z');

	it.each([
		['5', 5000],
		[5, 5000],
		[' 7 ', 7000],
		['0', 0],
		['0.5', 500],
		['-3', 0],
		['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
		['2026-03-01T12:01:00Z', 60_000],
		['Sun, 01 Mar 2026 11:00:00 GMT', 0],
		['soon', undefined],
		['Infinity', undefined],
		['NaN', undefined],
		[Number.NaN, undefined],
		[Infinity, undefined],
		['', undefined],
		['  ', undefined],
		[undefined, undefined],
		[null, undefined],
		[['5'], undefined],
		[{}, undefined],
		[true, undefined],
	])('reads %j as %p', (header, expected) => {
		expect(retryAfterMs(header, NOW)).toBe(expected);
	});

	it('goes by the clock of the vendor, not by ours', () => {
		const header = 'Sun, 01 Mar 2026 12:00:10 GMT';
		expect(retryAfterMs(header, new Date('2026-03-01T12:00:08Z'))).toBe(2000);
	});
});
