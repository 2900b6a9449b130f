import fc from 'fast-check';
import { ModifiedPass } from '../../nodes/shared/trigger/modifiedPass';
import { Poll } from '../../nodes/shared/trigger/pollDelta';
import { expectNothingMissed, expectNothingRepeated, histories, play } from './history';

const RUNS = Number(process.env.TORTURE_RUNS ?? 2_000);
const LONG = 3_600_000;

describe(`a trigger on feeds of changes, over ${RUNS} random histories`, () => {
	it(
		'misses nothing',
		async () => {
			const property = fc.asyncProperty(histories(), async (history) => {
				expectNothingMissed(await play(history));
			});
			await fc.assert(property, { numRuns: RUNS });
		},
		LONG,
	);

	it(
		'repeats nothing',
		async () => {
			const property = fc.asyncProperty(histories(), async (history) => {
				expectNothingRepeated(await play(history));
			});
			await fc.assert(property, { numRuns: RUNS });
		},
		LONG,
	);
});

/** Private parts, by name: only for taking them away. */
type Parts = Record<string, () => boolean>;

describe('without one of its safeguards', () => {
	afterEach(() => jest.restoreAllMocks());

	async function firstFailure(
		overlapMs?: number,
		hash?: (content: string) => string,
	): Promise<boolean> {
		const property = fc.asyncProperty(histories(overlapMs), async (history) => {
			const outcome = await play(history, hash);
			expectNothingMissed(outcome);
			expectNothingRepeated(outcome);
		});
		const { failed, counterexample } = await fc.check(property, { numRuns: 20_000 });
		if (process.env.TORTURE_SHOW) process.stdout.write(`${fc.stringify(counterexample)}\n`);
		return failed;
	}

	it(
		'the overlap: changes that are committed late are missed',
		async () => {
			expect(await firstFailure(0)).toBe(true);
		},
		LONG,
	);

	it(
		'the content hash: a second change of a product is missed',
		async () => {
			expect(await firstFailure(undefined, () => 'same')).toBe(true);
		},
		LONG,
	);

	it(
		'the completeness check: rows that slip past the reader are missed',
		async () => {
			jest.spyOn(ModifiedPass.prototype as unknown as Parts, 'mustStepBack').mockReturnValue(false);
			jest.spyOn(Poll.prototype as unknown as Parts, 'isProven').mockReturnValue(true);
			jest.spyOn(Poll.prototype as unknown as Parts, 'isComplete').mockReturnValue(true);
			expect(await firstFailure()).toBe(true);
		},
		LONG,
	);
});
