import { expectNothingMissed, expectNothingRepeated } from './history';
import { holds, isBroken, LONG, RUNS } from './properties';
import { RememberedModel } from './rememberedModel';

const makeVendor = (pageSize: number) => new RememberedModel(pageSize);

describe(`records that are looked at and compared, over ${RUNS} random histories`, () => {
	it('miss nothing', async () => await holds(expectNothingMissed, makeVendor), LONG);

	it('repeat nothing', async () => await holds(expectNothingRepeated, makeVendor), LONG);
});

describe('without the content hash', () => {
	const indifferent = (pageSize: number) => new RememberedModel(pageSize, () => 'same');

	it(
		'a change of a record is missed',
		async () => expect(await isBroken({ makeVendor: indifferent })).toBe(true),
		LONG,
	);
});
