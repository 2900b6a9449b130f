import { pollDelta, type DeltaFeeds } from '../../nodes/shared/trigger/pollDelta';
import type { PollResult, PollSettings } from '../../nodes/shared/trigger/pollTypes';
import type { PolledVendor } from './pollHost';

/** A product as it was written at one time. */
interface Version {
	content: string;
	/** Time stamp of the change, by the vendor's clock. */
	changedAt: number;
	/** When readers can see it: a transaction may be committed after its time stamp. */
	visibleAt: number;
}

/** A product of the simulated vendor. */
export interface ModelProduct {
	id: number;
	createdAt: number;
	/** Oldest first. */
	versions: Version[];
}

export type Mutation =
	| { kind: 'create' }
	| { kind: 'edit'; pick: number; content: number; commitDelay: number }
	| { kind: 'delete'; pick: number };

export interface Fault {
	/** Fails the n-th read of a poll. */
	read: number;
}

const READ_MS = 40;

/**
 * A vendor with the documented habits: rows without time stamps, `state` relative to the window, feeds
 * that page by position over a set that moves, deletions in a feed of their own.
 */
export class VendorModel implements PolledVendor {
	/** The vendor's clock. */
	now = Date.parse('2026-03-01T08:00:00.000Z');

	readonly alive = new Map<number, ModelProduct>();

	readonly deleted: { id: number; at: number }[] = [];

	/** The deleted ones included. */
	private readonly everything = new Map<number, ModelProduct>();

	private nextId = 1;

	/** Changes that happen while pages are read: before the n-th read. */
	interruptions = new Map<number, Mutation[]>();

	fault: Fault | undefined;

	private reads = 0;

	constructor(
		protected readonly pageSize: number,
		protected readonly hash: (content: string) => string = (content) => content,
	) {}

	startPoll(interruptions: Map<number, Mutation[]>, fault: Fault | undefined): void {
		this.reads = 0;
		this.interruptions = interruptions;
		this.fault = fault;
	}

	get readsOfPoll(): number {
		return this.reads;
	}

	apply(mutation: Mutation): void {
		this.now += 7;
		if (mutation.kind === 'create') return this.create();
		const ids = [...this.alive.keys()];
		const id = ids[mutation.pick % Math.max(1, ids.length)];
		if (id === undefined) return;
		if (mutation.kind === 'delete') return this.remove(id);
		this.edit(id, mutation.content, mutation.commitDelay);
	}

	private create(): void {
		const id = this.nextId;
		this.nextId += 1;
		const { now } = this;
		const first = { content: 'new', changedAt: now, visibleAt: now };
		const product = { id, createdAt: now, versions: [first] };
		this.alive.set(id, product);
		this.everything.set(id, product);
	}

	private remove(id: number): void {
		this.alive.delete(id);
		this.deleted.push({ id, at: this.now });
	}

	private edit(id: number, content: number, commitDelay: number): void {
		const { versions } = this.alive.get(id) as ModelProduct;
		// A second change of a row waits for the first one's transaction.
		const earliest = versions.at(-1)?.visibleAt ?? 0;
		const visibleAt = Math.max(earliest, this.now + commitDelay);
		versions.push({ content: `c${content}`, changedAt: this.now, visibleAt });
	}

	/** What a product holds in the end, whether readers see it yet or not. */
	finalContent({ versions }: ModelProduct): string {
		return (versions.at(-1) as Version).content;
	}

	/** Whether the product was written after a moment; a write that readers see late counts when seen. */
	wasChangedAfter(id: number, moment: number): boolean {
		const versions = this.everything.get(id)?.versions ?? [];
		return versions.some(({ visibleAt }) => visibleAt > moment);
	}

	/** Readers see a product as it was committed last. */
	protected visible() {
		return [...this.alive.values()].map(({ id, createdAt, versions }) => {
			const seen = versions.filter(({ visibleAt }) => visibleAt <= this.now).at(-1) as Version;
			return { id, createdAt, ...seen };
		});
	}

	/** A `Date` header has whole seconds. */
	protected dateHeader(): Date {
		return new Date(Math.floor(this.now / 1000) * 1000);
	}

	protected read(): void {
		this.reads += 1;
		this.now += READ_MS;
		for (const mutation of this.interruptions.get(this.reads) ?? []) this.apply(mutation);
		if (this.fault?.read === this.reads) throw new Error('the vendor failed');
	}

	async poll(stored: unknown, settings: PollSettings): Promise<PollResult> {
		return await pollDelta(this.feeds(), stored, settings);
	}

	protected feeds(): DeltaFeeds {
		return {
			pageSize: this.pageSize,
			checkpointPages: 4,
			readModified: async (start, page) => {
				this.read();
				return this.modifiedPage(Date.parse(start), page);
			},
			readDeleted: async (start) => {
				this.read();
				return this.deletedSince(Date.parse(start));
			},
			mismatch: (total, rows) => new Error(`total ${total} does not fit ${rows} rows`),
		};
	}

	private modifiedPage(start: number, page: number) {
		const rows = this.visible()
			.filter(({ changedAt }) => changedAt >= start)
			.sort((a, b) => a.id - b.id);
		const slice = rows.slice((page - 1) * this.pageSize, page * this.pageSize);
		return {
			total: rows.length,
			vendorTime: this.dateHeader(),
			rows: slice.map(({ id, content, createdAt }) => ({
				id: String(id),
				hash: this.hash(content),
				isCreated: createdAt >= start,
				row: { id, content },
			})),
		};
	}

	private deletedSince(start: number): string[] {
		const ids = this.deleted.filter(({ at }) => at >= start).map(({ id }) => id);
		return ids.sort((a, b) => a - b).map(String);
	}
}

/** A vendor that deletes nothing, such as one of orders: there is no feed of deletions. */
export class KeepingVendorModel extends VendorModel {
	override apply(mutation: Mutation): void {
		if (mutation.kind !== 'delete') super.apply(mutation);
	}

	protected override feeds(): DeltaFeeds {
		const { readDeleted: _, ...feeds } = super.feeds();
		return { ...feeds, memory: 5 };
	}
}
