import { sleep } from 'n8n-workflow';

/** Not the time of day, which may be set back. */
declare const performance: { now(): number };

const SECOND = 1000;

/** A request that is not answered after a second is being worked on: it was on its way no longer. */
const USUAL_TRAVEL_MS = 45;

/**
 * By so much a request that takes longer than others may have arrived later than they. It bounds what a
 * vendor whose own work takes longer at times costs; the first requests wait for a token together.
 */
const LONGEST_DELAY_MS = 500;

/** For clocks that do not tick together. */
const SPARE_MS = 2;

/** What is made up for after a stall of this process, so that stalls cost no requests. */
const LONGEST_CATCHING_UP_MS = 250;

/** When a request left, and how long it took to be answered. */
export interface Departure {
	/** When it was due. Timers come a little late; the next request is due by this time all the same. */
	due: number;
	at: number;
	roundTrip?: number;
}

/**
 * Lets requests go one after another, evenly, never more in any second than the vendor takes.
 *
 * What the vendor counts are arrivals, so a full second begins when its first request had arrived at the
 * latest. What all requests need alike cancels out; what one needed beyond the quickest of the last ones
 * may all have been on its way there, for instance because this process stalled before it was sent.
 */
export class Pacer {
	private turns: Promise<unknown> = Promise.resolve();

	private readonly departures: Departure[] = [];

	private heldUntil = 0;

	constructor(private readonly requestsPerSecond: number) {}

	/** Resolves when the next request may leave. Turns are handed out in the order of the calls. */
	async turn(): Promise<Departure> {
		const mine = this.turns.then(async () => await this.waitForDeparture());
		this.turns = mine;
		return await mine;
	}

	/** The vendor has answered. */
	answered(departure: Departure): void {
		departure.roundTrip = performance.now() - departure.at;
	}

	/** Keeps every request back, because the vendor asked for a pause. */
	holdBack(milliseconds: number): void {
		this.heldUntil = Math.max(this.heldUntil, performance.now() + milliseconds);
	}

	private async waitForDeparture(): Promise<Departure> {
		// While a request waits, the vendor may ask for a longer pause.
		for (let wait = this.waitingTime(); wait > 0; wait = this.waitingTime()) await sleep(wait);
		const departure = this.departureAt(performance.now());
		if (this.requestsPerSecond <= 0) return departure;
		this.departures.push(departure);
		if (this.departures.length > Math.ceil(this.requestsPerSecond)) this.departures.shift();
		return departure;
	}

	/** A short lateness is made up for; a longer pause begins anew, so that no rush follows it. */
	private departureAt(now: number): Departure {
		const due = (this.departures.at(-1)?.due ?? -Infinity) + this.gap();
		const catchingUp = Math.max(this.gap(), LONGEST_CATCHING_UP_MS);
		return { due: now - due > catchingUp ? now : due, at: now };
	}

	private gap(): number {
		return SECOND / this.requestsPerSecond;
	}

	private waitingTime(): number {
		const now = performance.now();
		const last = this.departures.at(-1);
		const first = this.isSecondFull() ? this.departures[0] : undefined;
		const afterLast = last === undefined ? 0 : last.due + this.gap() - now;
		const afterFullSecond =
			first === undefined ? 0 : this.latestArrival(first) + this.windowLength() - now;
		// Timers count whole milliseconds, and may be early by a part of one.
		return Math.ceil(Math.max(this.heldUntil - now, afterLast, afterFullSecond));
	}

	private latestArrival({ at, roundTrip }: Departure): number {
		if (roundTrip === undefined) return at + USUAL_TRAVEL_MS;
		const quickest = Math.min(...this.departures.map((each) => each.roundTrip ?? Infinity));
		return at + Math.min(roundTrip - quickest, LONGEST_DELAY_MS) + SPARE_MS;
	}

	private isSecondFull(): boolean {
		return this.departures.length >= Math.ceil(this.requestsPerSecond);
	}

	/** A second, or longer where less than one request a second is allowed. */
	private windowLength(): number {
		return Math.max(SECOND, SECOND / this.requestsPerSecond);
	}
}

const pacers = new Map<string, { pacer: Pacer; requestsPerSecond: number }>();

/** The one pacer that all executions of this process share for a credential. */
export function pacerFor(key: string, requestsPerSecond: number): Pacer {
	const known = pacers.get(key);
	if (known?.requestsPerSecond === requestsPerSecond) return known.pacer;
	const pacer = new Pacer(requestsPerSecond);
	pacers.set(key, { pacer, requestsPerSecond });
	return pacer;
}
