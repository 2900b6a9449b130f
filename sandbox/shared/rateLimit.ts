const WINDOW_MS = 1000;

/**
 * Sliding one-second window per key. Requests count when they arrive; refused ones do not count, so
 * a client that waits a second always gets through.
 */
export class RateLimit {
	private readonly arrivals = new Map<string, number[]>();

	/** `limit` is asked anew each time because it can be changed while the sandbox runs. 0 is no limit. */
	constructor(private readonly limit: () => number) {}

	admit(key: string, now = performance.now()): boolean {
		const limit = this.limit();
		if (limit === 0) return true;
		const recent = (this.arrivals.get(key) ?? []).filter((time) => now - time < WINDOW_MS);
		const admitted = recent.length < limit;
		if (admitted) recent.push(now);
		this.arrivals.set(key, recent);
		return admitted;
	}
}
