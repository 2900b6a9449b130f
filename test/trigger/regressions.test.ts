import {
	expectNothingMissed,
	expectNothingRepeated,
	play,
	type History,
	type MakeVendor,
} from './history';
import type { PollStep } from './pollHost';
import { TimeFilterModel, type ListOrder } from './timeFilterModel';
import { VendorModel, type Mutation } from './vendorModel';

const QUIET: PollStep = {
	interruptions: new Map(),
	fault: undefined,
	crash: 'none',
	budgetMs: 30_000,
	mostItems: 1000,
};

const CREATE: Mutation = { kind: 'create' };
const edit = (commitDelay = 0): Mutation => ({ kind: 'edit', pick: 0, content: 0, commitDelay });

type Round = Partial<PollStep> & { between?: Mutation[]; pauseMs?: number };

function history(existing: number, pageSize: number, rounds: Round[]): History {
	return {
		settings: { storage: 'on emit', overlapMs: 5_000, skewMs: 0 },
		pageSize,
		existing,
		rounds: rounds.map(({ between = [], pauseMs = 0, ...step }) => ({
			between,
			pauseMs,
			poll: { ...QUIET, ...step },
		})),
	};
}

const feeds: MakeVendor = (pageSize) => new VendorModel(pageSize);
const lists =
	(order: ListOrder): MakeVendor =>
	(pageSize) =>
		new TimeFilterModel(pageSize, order);

const BEFORE_FIRST_READ = 1;

/** Shrunk histories that broke a trigger once, by what it had got wrong. */
const REGRESSIONS: [what: string, makeVendor: MakeVendor, history: History][] = [
	[
		'forgot what it had delivered when a full poll left the newest rows unread',
		lists('newest id first'),
		history(0, 2, [
			{ pauseMs: 60_000, interruptions: new Map([[BEFORE_FIRST_READ, [CREATE]]]) },
			{ between: [CREATE, CREATE], mostItems: 1 },
			{ pauseMs: 60_000, crash: 'before emit', budgetMs: 1 },
		]),
	],
	[
		'forgot what it had delivered when the time was up before the newest rows were read',
		lists('oldest id first'),
		history(0, 2, [
			{
				pauseMs: 60_000,
				crash: 'restart',
				interruptions: new Map([
					[2, [CREATE]],
					[BEFORE_FIRST_READ, [CREATE, edit()]],
				]),
			},
			{ budgetMs: 1, mostItems: 1 },
			{ mostItems: 1 },
		]),
	],
	[
		'forgot the same in a list that is sorted by name',
		lists('by name'),
		history(0, 2, [
			{ pauseMs: 60_000, budgetMs: 1, interruptions: new Map([[1, [CREATE, edit()]]]) },
			{ between: [CREATE], budgetMs: 1, mostItems: 1 },
			{},
		]),
	],
	[
		'would miss, without its overlap, a change that is committed after its time stamp',
		feeds,
		history(8, 3, [
			{ pauseMs: 60_000, crash: 'after emit', interruptions: new Map([[1, [CREATE]]]) },
			{ between: [edit(41)] },
		]),
	],
	[
		'would miss, without its completeness check, a row that a deletion moved past the reader',
		feeds,
		history(5, 2, [
			{ between: [CREATE, CREATE], pauseMs: 60_000, budgetMs: 1 },
			{ budgetMs: 161, mostItems: 1 },
			{ between: [{ kind: 'delete', pick: 0 }], pauseMs: 60_000, crash: 'restart', budgetMs: 1 },
		]),
	],
];

describe('a trigger that once', () => {
	it.each(REGRESSIONS)('%s', async (_, makeVendor, broken) => {
		const outcome = await play(broken, makeVendor);
		expect(outcome.host.polls).toBeGreaterThan(broken.rounds.length);
		expectNothingMissed(outcome);
		expectNothingRepeated(outcome);
	});
});
