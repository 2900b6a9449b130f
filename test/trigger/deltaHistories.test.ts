import { ModifiedPass } from '../../nodes/shared/trigger/modifiedPass';
import { Poll } from '../../nodes/shared/trigger/pollDelta';
import {
	expectDeletionsTold,
	expectNothingMissed,
	expectNothingRepeated,
	type Outcome,
} from './history';
import { holds, isBroken, LONG, RUNS } from './properties';
import { KeepingVendorModel, VendorModel } from './vendorModel';

/** Private parts, by name: only for taking them away. */
type Parts = Record<string, () => boolean>;

describe(`feeds of changes and deletions, over ${RUNS} random histories`, () => {
	const missesNothing = (outcome: Outcome) => {
		expectNothingMissed(outcome);
		expectDeletionsTold(outcome);
	};

	it('miss nothing', async () => await holds(missesNothing), LONG);

	it('repeat nothing', async () => await holds(expectNothingRepeated), LONG);
});

describe(`feeds of changes where nothing is deleted, over ${RUNS} random histories`, () => {
	const makeVendor = (pageSize: number) => new KeepingVendorModel(pageSize);

	it('miss nothing', async () => await holds(expectNothingMissed, makeVendor), LONG);

	it('repeat nothing', async () => await holds(expectNothingRepeated, makeVendor), LONG);
});

describe('without one of its safeguards', () => {
	afterEach(() => jest.restoreAllMocks());

	const indifferent = (pageSize: number) => new VendorModel(pageSize, () => 'same');

	it(
		'the overlap: changes that are committed late are missed',
		async () => expect(await isBroken({ overlapMs: 0 })).toBe(true),
		LONG,
	);

	it(
		'the content hash: a second change of a product is missed',
		async () => expect(await isBroken({ makeVendor: indifferent })).toBe(true),
		LONG,
	);

	it(
		'the completeness check: rows that slip past the reader are missed',
		async () => {
			jest.spyOn(ModifiedPass.prototype as unknown as Parts, 'mustStepBack').mockReturnValue(false);
			jest.spyOn(Poll.prototype as unknown as Parts, 'isProven').mockReturnValue(true);
			jest.spyOn(Poll.prototype as unknown as Parts, 'isComplete').mockReturnValue(true);
			expect(await isBroken()).toBe(true);
		},
		LONG,
	);
});
