import { sleep } from 'n8n-workflow';

/** Not the time of day, which may be set back. */
declare const performance: { now(): number };

const SECOND = 1000;

/** Spare time added to each second, for answers that travel at different speeds. */
const MARGIN_MS = 30;

/**
 * Lets requests go one after another, evenly, never more in any second than the vendor takes.
 * It counts from when requests really left, so a stall of this process does not bunch them up.
 */
export class Pacer {
	private turns: Promise<void> = Promise.resolve();

	private readonly departures: number[] = [];

	private heldUntil = 0;

	constructor(private readonly requestsPerSecond: number) {}

	/** Resolves when the next request may leave. Turns are handed out in the order of the calls. */
	async turn(): Promise<void> {
		const mine = this.turns.then(async () => await this.waitForDeparture());
		this.turns = mine;
		await mine;
	}

	/** Keeps every request back, because the vendor asked for a pause. */
	holdBack(milliseconds: number): void {
		this.heldUntil = Math.max(this.heldUntil, performance.now() + milliseconds);
	}

	private async waitForDeparture(): Promise<void> {
		// While a request waits, the vendor may ask for a longer pause.
		for (let wait = this.waitingTime(); wait > 0; wait = this.waitingTime()) await sleep(wait);
		if (this.requestsPerSecond <= 0) return;
		this.departures.push(performance.now());
		if (this.departures.length > Math.ceil(this.requestsPerSecond)) this.departures.shift();
	}

	private waitingTime(): number {
		const now = performance.now();
		const last = this.departures.at(-1);
		const first = this.isSecondFull() ? this.departures[0] : undefined;
		const afterLast = last === undefined ? 0 : last + SECOND / this.requestsPerSecond - now;
		const afterFullSecond = first === undefined ? 0 : first + this.windowLength() + MARGIN_MS - now;
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

const pacers = new Map<string, { pacer: Pacer; requestsPerSecond: number }>();

/** The one pacer that all executions of this process share for a credential. */
export function pacerFor(key: string, requestsPerSecond: number): Pacer {
	const known = pacers.get(key);
	if (known?.requestsPerSecond === requestsPerSecond) return known.pacer;
	const pacer = new Pacer(requestsPerSecond);
	pacers.set(key, { pacer, requestsPerSecond });
	return pacer;
}
