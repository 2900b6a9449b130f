import fc from 'fast-check';
import { range } from 'lodash';
import { inOrder } from '../../nodes/shared/action/inOrder';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const pause = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Runs tasks that last as long as told; tells the results, who started, and the most at once. */
async function watch(durations: number[], atOnce: number, stopAfter: number[] = []) {
	const started: number[] = [];
	const ended: number[] = [];
	let most = 0;
	const running = inOrder(
		[...durations.keys()],
		atOnce,
		async (index) => {
			started.push(index);
			most = Math.max(most, started.length - ended.length);
			await pause(durations[index] ?? 0);
			ended.push(index);
			return `result ${index}`;
		},
		(result) => stopAfter.some((index) => result === `result ${index}`),
	);
	await jest.runAllTimersAsync();
	const results = await running;
	return { results, started, ended, most, endedBefore: [...ended] };
}

const durations = fc.array(fc.nat(50), { maxLength: 40 });
const lanes = fc.integer({ min: 1, max: 12 });

describe('inOrder', () => {
	it('gives the results in the order of the entries, never more at once than told', async () => {
		await fc.assert(
			fc.asyncProperty(durations, lanes, async (times, atOnce) => {
				const { results, started, most } = await watch(times, atOnce);
				expect(results).toEqual(times.map((_, index) => `result ${index}`));
				expect(started).toEqual([...times.keys()]);
				expect(most).toBe(Math.min(atOnce, times.length));
			}),
		);
	});

	it('gives nothing for nothing', async () => {
		expect((await watch([], 5)).results).toEqual([]);
	});

	it('starts nothing after a stop, and waits for what is under way', async () => {
		const { results, started, ended } = await watch([50, 10, 90, 10, 10], 3, [1]);
		expect(started).toEqual([0, 1, 2]);
		expect(ended).toEqual([1, 0, 2]);
		expect(results).toEqual(['result 0', 'result 1', 'result 2']);
	});

	it('stops one after another after the first', async () => {
		const { started, results } = await watch([10, 10, 10], 1, [0]);
		expect(started).toEqual([0]);
		expect(results).toEqual(['result 0']);
	});

	it('has a result for each task that started, and for no other, wherever it stops', async () => {
		await fc.assert(
			fc.asyncProperty(durations, lanes, fc.nat(40), async (times, atOnce, stop) => {
				const { results, started, ended } = await watch(times, atOnce, [stop]);
				expect(results).toEqual(started.map((index) => `result ${index}`));
				expect(ended).toHaveLength(started.length);
				const afterStop = started.filter((index) => index > stop);
				expect(afterStop.length).toBeLessThan(Math.max(atOnce, times.length - stop));
				expect(started).toEqual(range(started.length));
			}),
		);
	});
});
