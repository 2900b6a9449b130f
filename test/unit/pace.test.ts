import fc from 'fast-check';
import { Pacer, pacerFor } from '../../nodes/shared/http/pace';

const HOUR = 3_600_000;

/** A second with the spare time for answers that travel at different speeds. */
const SECOND_WITH_MARGIN = 1030;
const ABOUT_A_SECOND = 1050;

beforeEach(() => jest.useFakeTimers({ now: 1_790_000_000_000 }));
afterEach(() => jest.useRealTimers());

interface Departure {
	caller: number;
	at: number;
}

/** Lets callers come after the given pauses; once all have left, tells who left when. */
async function departuresOf(pacer: Pacer, pauses: number[]): Promise<Departure[]> {
	const departures: Departure[] = [];
	let arrival = 0;
	pauses.forEach((pause, caller) => {
		arrival += pause;
		setTimeout(() => {
			void pacer.turn().then(() => departures.push({ caller, at: Date.now() }));
		}, arrival);
	});
	await jest.runAllTimersAsync();
	return departures;
}

/** The most departures within any second. */
function busiestSecond(departures: Departure[], length = 1000): number {
	return Math.max(
		...departures.map(
			({ at }) => departures.filter((other) => other.at >= at && other.at < at + length).length,
		),
	);
}

const TURNS = 200;
const pauses = fc.array(
	fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 2500 })),
	{ minLength: TURNS, maxLength: TURNS },
);

describe('Pacer', () => {
	it('never lets more leave in any second than it may, in the order of the callers', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 30 }), pauses, async (rate, jitter) => {
				const departures = await departuresOf(new Pacer(rate), jitter);
				expect(departures.map(({ caller }) => caller)).toEqual([...jitter.keys()]);
				expect(busiestSecond(departures)).toBeLessThanOrEqual(rate);
			}),
			{ numRuns: 20 },
		);
	});

	it('keeps to the rate when the process stalls and its timers come late', async () => {
		const pacer = new Pacer(5);
		const departures: Departure[] = [];
		for (let caller = 0; caller < TURNS; caller += 1) {
			void pacer.turn().then(() => departures.push({ caller, at: Date.now() }));
		}
		for (let step = 0; departures.length < TURNS; step += 1) {
			if (step % 7 === 0) jest.setSystemTime(Date.now() + (step % 3) * 400);
			await jest.advanceTimersByTimeAsync(90);
		}
		expect(busiestSecond(departures)).toBeLessThanOrEqual(5);
	});

	it.each([1, 2, 5, 20])('spreads a rush at %i a second evenly', async (rate) => {
		const departures = await departuresOf(new Pacer(rate), Array<number>(rate * 3).fill(0));
		const gaps = departures.slice(1).map(({ at }, index) => at - (departures[index]?.at ?? 0));
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.floor(1000 / rate));
		expect(busiestSecond(departures, SECOND_WITH_MARGIN)).toBeLessThanOrEqual(rate);
		expect(departures.at(-1)?.at).toBeLessThanOrEqual(
			(departures[0]?.at ?? 0) + 3 * ABOUT_A_SECOND,
		);
	});

	it('does not wait when nothing has left lately', async () => {
		const pacer = new Pacer(2);
		for (let turn = 0; turn < 3; turn += 1) {
			const start = Date.now();
			await pacer.turn();
			expect(Date.now()).toBe(start);
			await jest.advanceTimersByTimeAsync(ABOUT_A_SECOND);
		}
		expect(jest.getTimerCount()).toBe(0);
	});

	it.each([0, -1])('knows no limit at a rate of %i', async (rate) => {
		const departures = await departuresOf(new Pacer(rate), Array<number>(500).fill(0));
		expect(new Set(departures.map(({ at }) => at)).size).toBe(1);
	});

	it.each([
		[0.5, 2000],
		[0.25, 4000],
	])('lets one leave at a rate of %d every %i milliseconds', async (rate, gap) => {
		const departures = await departuresOf(new Pacer(rate), [0, 0, 0, 0]);
		const gaps = departures.slice(1).map(({ at }, index) => at - (departures[index]?.at ?? 0));
		for (const each of gaps) expect(each).toBeGreaterThanOrEqual(gap);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(gap + 100);
	});

	it('never exceeds a rate with a fraction by a whole request', async () => {
		const departures = await departuresOf(new Pacer(2.5), Array<number>(50).fill(0));
		expect(busiestSecond(departures)).toBeLessThanOrEqual(3);
		expect(busiestSecond(departures, 10_000)).toBeLessThanOrEqual(26);
	});

	describe('requests that are answered', () => {
		const QUICKEST_MS = 5;

		/** Sends all at once, each with its own delay on the way; tells when they reached the vendor. */
		async function arrivalsOf(pacer: Pacer, delays: number[], workMs: number) {
			const arrivals: Departure[] = [];
			const pass = async (ms: number) => await new Promise((done) => setTimeout(done, ms));
			const sendOne = async (caller: number, delay: number) => {
				const departure = await pacer.turn();
				await pass(QUICKEST_MS + delay);
				arrivals.push({ caller, at: Date.now() });
				await pass(workMs);
				pacer.answered(departure);
			};
			const all = Promise.all(delays.map(async (delay, caller) => await sendOne(caller, delay)));
			await jest.runAllTimersAsync();
			await all;
			return arrivals;
		}

		const seconds = (arrivals: Departure[]) =>
			(Math.max(...arrivals.map(({ at }) => at)) - Math.min(...arrivals.map(({ at }) => at))) /
			1000;

		it('never arrive more often than they may, whatever holds them up on the way', async () => {
			const late = fc.array(
				fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 490 })),
				{ minLength: TURNS, maxLength: TURNS },
			);
			await fc.assert(
				fc.asyncProperty(fc.integer({ min: 5, max: 30 }), late, async (rate, delays) => {
					// Some get through at once, which shows what a request takes at least.
					const known = delays.map((delay, index) => (index % 4 === 0 ? 0 : delay));
					const arrivals = await arrivalsOf(new Pacer(rate), known, 3);
					expect(busiestSecond(arrivals)).toBeLessThanOrEqual(rate);
				}),
				{ numRuns: 20 },
			);
		});

		it.each([1, 100, 800])('use the limit up when the vendor takes %i ms', async (workMs) => {
			const arrivals = await arrivalsOf(new Pacer(20), Array<number>(TURNS).fill(0), workMs);
			expect((TURNS - 1) / seconds(arrivals)).toBeGreaterThan(0.99 * 20);
		});

		it('use the limit up when one in fifty takes longer', async () => {
			const delays = Array.from({ length: TURNS }, (_, index) => (index % 50 === 7 ? 120 : 0));
			const arrivals = await arrivalsOf(new Pacer(20), delays, 1);
			expect((TURNS - 1) / seconds(arrivals)).toBeGreaterThan(0.95 * 20);
		});
	});

	describe('holding back', () => {
		it('delays everyone who comes', async () => {
			const pacer = new Pacer(10);
			const start = Date.now();
			pacer.holdBack(5000);
			const departures = await departuresOf(pacer, [0, 0, 1000, 1000]);
			for (const { at } of departures) expect(at).toBeGreaterThanOrEqual(start + 5000);
			expect(departures[0]?.at).toBe(start + 5000);
		});

		it('delays those who are waiting for their turn already', async () => {
			const pacer = new Pacer(10);
			const start = Date.now();
			const leaving = departuresOf(pacer, [0, 0, 0, 0]);
			await pacer.turn();
			pacer.holdBack(5000);
			const [, ...later] = (await leaving).filter(({ at }) => at > start);
			expect(later.length).toBeGreaterThan(0);
			for (const { at } of later) expect(at).toBeGreaterThanOrEqual(start + 5000);
		});

		it('delays the one whose turn is next, too', async () => {
			const pacer = new Pacer(1);
			await pacer.turn();
			const start = Date.now();
			let leftAt = 0;
			void pacer.turn().then(() => (leftAt = Date.now()));
			await jest.advanceTimersByTimeAsync(500);
			pacer.holdBack(5000);
			await jest.runAllTimersAsync();
			expect(leftAt).toBeGreaterThanOrEqual(start + 5500);
		});

		it('is not shortened by a shorter pause', async () => {
			const pacer = new Pacer(10);
			const start = Date.now();
			pacer.holdBack(5000);
			pacer.holdBack(10);
			const [first] = await departuresOf(pacer, [0]);
			expect(first?.at).toBe(start + 5000);
		});
	});

	describe('a clock that is set back by an hour', () => {
		it.each([1, 5, 20])('stalls one request at %i a second no longer', async (rate) => {
			const pacer = new Pacer(rate);
			await departuresOf(pacer, Array<number>(rate).fill(0));
			jest.setSystemTime(Date.now() - HOUR);
			const start = Date.now();
			const [first] = await departuresOf(pacer, [0]);
			expect((first?.at ?? Infinity) - start).toBeLessThanOrEqual(ABOUT_A_SECOND);
		});

		it.each([1, 5, 20])('stalls a second of requests at %i no longer', async (rate) => {
			const pacer = new Pacer(rate);
			await departuresOf(pacer, Array<number>(rate).fill(0));
			jest.setSystemTime(Date.now() - HOUR);
			const start = Date.now();
			const departures = await departuresOf(pacer, Array<number>(rate).fill(0));
			expect((departures.at(-1)?.at ?? Infinity) - start).toBeLessThanOrEqual(2 * ABOUT_A_SECOND);
		});

		it('does not bring back a pause that is over', async () => {
			const pacer = new Pacer(10);
			pacer.holdBack(1000);
			await departuresOf(pacer, [0]);
			jest.setSystemTime(Date.now() - HOUR);
			const start = Date.now();
			const [first] = await departuresOf(pacer, [0]);
			expect((first?.at ?? Infinity) - start).toBeLessThanOrEqual(ABOUT_A_SECOND);
		});
	});
});

describe('pacerFor', () => {
	it('gives everyone with the same credential the same pacer', () => {
		expect(pacerFor('same', 20)).toBe(pacerFor('same', 20));
		expect(pacerFor('same', 20)).not.toBe(pacerFor('other', 20));
	});

	it('gives a new pacer once the rate is another, and keeps that one', () => {
		const before = pacerFor('changed', 20);
		const after = pacerFor('changed', 5);
		expect(after).not.toBe(before);
		expect(pacerFor('changed', 5)).toBe(after);
	});
});
