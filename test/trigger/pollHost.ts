import type { Change, PollResult, PollSettings } from '../../nodes/shared/trigger/pollTypes';
import type { Fault, Mutation } from './vendorModel';

/** A simulated vendor, read through one of the poll functions. */
export interface PolledVendor {
	/** The vendor's clock. */
	now: number;
	startPoll(interruptions: Map<number, Mutation[]>, fault: Fault | undefined): void;
	poll(stored: unknown, settings: PollSettings): Promise<PollResult>;
}

/**
 * How n8n keeps a trigger's state. `on emit`: in memory, and stored only when a poll delivers something;
 * `staged`: stored with each poll, together with what it delivers.
 */
export type Storage = 'on emit' | 'staged';

export type Crash = 'none' | 'before emit' | 'after emit' | 'restart';

export interface PollStep {
	interruptions: Map<number, Mutation[]>;
	fault: Fault | undefined;
	crash: Crash;
	/** Time until the deadline. */
	budgetMs: number;
	mostItems: number;
}

export interface Delivered extends Change {
	poll: number;
	/** When that poll began, by the vendor's clock. */
	pollBegan: number;
}

export interface HostSettings {
	storage: Storage;
	overlapMs: number;
	/** How far the local clock is off. */
	skewMs: number;
}

/** An n8n that polls, fails, crashes and starts again. */
export class PollHost {
	readonly delivered: Delivered[] = [];

	/** Polls whose events may come again: n8n died between delivering and storing. */
	readonly forgivenPolls = new Set<number>();

	polls = 0;

	lastError: unknown;

	private stored: string | undefined;

	private inMemory: string | undefined;

	constructor(
		private readonly vendor: PolledVendor,
		private readonly settings: HostSettings,
	) {}

	get state(): { window?: unknown } | undefined {
		return this.inMemory === undefined ? undefined : (JSON.parse(this.inMemory) as object);
	}

	async activate(): Promise<void> {
		await this.poll({
			interruptions: new Map(),
			fault: undefined,
			crash: 'none',
			budgetMs: Infinity,
			mostItems: Infinity,
		});
		this.stored = this.inMemory;
	}

	/** One poll. Returns the number of changes delivered. */
	async poll(step: PollStep): Promise<number> {
		this.polls += 1;
		if (step.crash === 'restart') this.inMemory = this.stored;
		this.vendor.startPoll(step.interruptions, step.fault);
		const pollBegan = this.vendor.now;
		const result = await this.attempt(step);
		if (result === undefined) return 0;
		if (step.crash === 'before emit') {
			this.inMemory = this.stored;
			return 0;
		}
		const { changes, state } = result;
		this.delivered.push(...changes.map((change) => ({ ...change, poll: this.polls, pollBegan })));
		this.keep(step, JSON.stringify(state), changes.length);
		return changes.length;
	}

	private async attempt(step: PollStep) {
		const now = () => this.vendor.now + this.settings.skewMs;
		const stored: unknown =
			this.inMemory === undefined ? undefined : (JSON.parse(this.inMemory) as unknown);
		const before = JSON.stringify(stored);
		try {
			return await this.vendor.poll(stored, {
				fingerprint: 'f',
				overlapMs: this.settings.overlapMs,
				mostItems: step.mostItems,
				includeExisting: false,
				wants: () => true,
				deadline: now() + step.budgetMs,
				now,
			});
		} catch (error) {
			this.lastError = error;
			return undefined;
		} finally {
			expect(JSON.stringify(stored)).toBe(before);
		}
	}

	private keep(step: PollStep, state: string, delivered: number): void {
		const isLost = step.crash === 'after emit' && this.settings.storage === 'on emit';
		if (isLost) {
			if (delivered > 0) this.forgivenPolls.add(this.polls);
			this.inMemory = this.stored;
			return;
		}
		this.inMemory = state;
		if (this.settings.storage === 'staged' || delivered > 0) this.stored = state;
	}
}
