import { TimeFilterPoll } from '../../nodes/shared/trigger/pollTimeFilter';
import { expectNothingMissed, expectNothingRepeated, type MakeVendor } from './history';
import { holds, isBroken, LONG, RUNS } from './properties';
import { TimeFilterModel, type ListOrder } from './timeFilterModel';

/** Private parts, by name: only for taking them away. */
type Parts = Record<string, () => boolean>;

const ORDERS: ListOrder[] = ['oldest id first', 'newest id first', 'by name'];

const listed =
	(order: ListOrder): MakeVendor =>
	(pageSize) =>
		new TimeFilterModel(pageSize, order);

describe.each(ORDERS)(`lists with time filters, %s, over ${RUNS} random histories`, (order) => {
	it('miss nothing', async () => await holds(expectNothingMissed, listed(order)), LONG);

	it('repeat nothing', async () => await holds(expectNothingRepeated, listed(order)), LONG);
});

describe('without one of its safeguards', () => {
	afterEach(() => jest.restoreAllMocks());

	const makeVendor = listed('by name');
	const indifferent: MakeVendor = (pageSize) => new TimeFilterModel(pageSize, 'by name', () => 'x');

	it(
		'the overlap: changes that are committed late are missed',
		async () => expect(await isBroken({ overlapMs: 0, makeVendor })).toBe(true),
		LONG,
	);

	it(
		'the content hash: a second change of a product is missed',
		async () => expect(await isBroken({ makeVendor: indifferent })).toBe(true),
		LONG,
	);

	it(
		'stepping back: rows that slip past the reader are missed',
		async () => {
			const parts = TimeFilterPoll.prototype as unknown as Parts;
			jest.spyOn(parts, 'stepBack').mockReturnValue(false);
			expect(await isBroken({ makeVendor })).toBe(true);
		},
		LONG,
	);
});
