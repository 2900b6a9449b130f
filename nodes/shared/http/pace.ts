import { sleep } from 'n8n-workflow';

/** Not the time of day, which may be set back. */
declare const performance: { now(): number };

const SECOND = 1000;

/** A request that is not answered yet counts as on its way for so long at most. */
const LONGEST_TRAVEL_MS = 45;

/** When a request left, and when it had reached the vendor at the latest. */
export interface Departure {
	/** When it was due. Timers come a little late; the next request is due by this time all the same. */
	due: number;
	at: number;
	arrivedBy?: number;
}

/**
 * Lets requests go one after another, evenly, never more in any second than the vendor takes.
 * It counts from when requests really reached the vendor, as far as that is known, so neither a stall of
 * this process nor a slow connection bunches them up.
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

	/** The vendor has answered, so the request had reached it by now. */
	answered(departure: Departure): void {
		departure.arrivedBy = performance.now();
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

	/** Lateness below one gap is made up for; a longer pause begins anew, so that no rush follows it. */
	private departureAt(now: number): Departure {
		const due = (this.departures.at(-1)?.due ?? -Infinity) + this.gap();
		return { due: now - due > this.gap() ? now : due, at: now };
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
			first === undefined ? 0 : latestArrival(first) + this.windowLength() - now;
		// Timers count whole milliseconds, and may be early by a part of one.
		return Math.ceil(Math.max(this.heldUntil - now, afterLast, afterFullSecond));
	}

	private isSecondFull(): boolean {
		return this.departures.length >= Math.ceil(this.requestsPerSecond);
	}

	/** A second, or longer where less than one request a second is allowed. */
	private windowLength(): number {
		return Math.max(SECOND, SECOND / this.requestsPerSecond);
	}
}

function latestArrival({ at, arrivedBy = Infinity }: Departure): number {
	return Math.min(arrivedBy, at + LONGEST_TRAVEL_MS);
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
