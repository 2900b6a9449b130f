import fc from 'fast-check';
import {
	expectNothingMissed,
	expectNothingRepeated,
	histories,
	play,
	type MakeVendor,
	type Outcome,
} from './history';

/** Histories per property. */
export const RUNS = Number(process.env.TORTURE_RUNS ?? 2_000);

/** Longest time for one property. */
export const LONG = 3_600_000;

const MOST_SEARCHED = 20_000;

/** Holds an expectation against as many random histories as {@link RUNS} says. */
export async function holds(
	expectation: (outcome: Outcome) => void,
	makeVendor?: MakeVendor,
): Promise<void> {
	const property = fc.asyncProperty(histories(), async (history) => {
		expectation(await play(history, makeVendor));
	});
	await fc.assert(property, { numRuns: RUNS });
}

/** Whether some history is found in which a change is missed or repeated; for crippled triggers. */
export async function isBroken(
	options: { overlapMs?: number; makeVendor?: MakeVendor } = {},
): Promise<boolean> {
	const property = fc.asyncProperty(histories(options.overlapMs), async (history) => {
		const outcome = await play(history, options.makeVendor);
		expectNothingMissed(outcome);
		expectNothingRepeated(outcome);
	});
	const { failed, counterexample } = await fc.check(property, { numRuns: MOST_SEARCHED });
	if (process.env.TORTURE_SHOW) process.stdout.write(`${fc.stringify(counterexample)}\n`);
	return failed;
}
