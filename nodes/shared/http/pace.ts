import { sleep } from 'n8n-workflow';

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
		if (this.requestsPerSecond <= 0) return;
		const mine = this.turns.then(async () => await this.waitForDeparture());
		this.turns = mine;
		await mine;
	}

	/** Keeps every request back, because the vendor asked for a pause. */
	holdBack(milliseconds: number): void {
		this.heldUntil = Math.max(this.heldUntil, Date.now() + milliseconds);
	}

	private async waitForDeparture(): Promise<void> {
		const wait = this.waitFrom(Date.now());
		if (wait > 0) await sleep(wait);
		this.departures.push(Date.now());
		if (this.departures.length > Math.ceil(this.requestsPerSecond)) this.departures.shift();
	}

	private waitFrom(now: number): number {
		const afterHold = this.heldUntil - now;
		const afterLast = (this.departures.at(-1) ?? 0) + SECOND / this.requestsPerSecond - now;
		const afterFullSecond = this.isSecondFull()
			? (this.departures[0] ?? 0) + this.windowLength() + MARGIN_MS - now
			: 0;
		// A clock that was set back would otherwise hold everything until it has caught up.
		const paced = Math.min(Math.max(afterLast, afterFullSecond), this.windowLength() + MARGIN_MS);
		return Math.max(paced, afterHold);
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
