import type { Ledger, LedgerEntry } from '../shared/ledger';
import type { FeedRecord } from './orderModel';

interface FeedRecordsSurroundings<T extends FeedRecord> {
	clock: () => Date;
	ledger: Ledger;
	entity: string;
	/** A record as the ledger shows it. */
	describe: (record: T) => unknown;
	marker: (record: T) => string | number;
}

/** The records of one feed and when each changed. Knows no rule about what a change may be. */
export class FeedRecords<T extends FeedRecord> {
	private readonly records = new Map<number, T>();

	constructor(private readonly around: FeedRecordsSurroundings<T>) {}

	get(id: number): T | undefined {
		return this.records.get(id);
	}

	all(): T[] {
		return [...this.records.values()];
	}

	get size(): number {
		return this.records.size;
	}

	/** Sample data was there before the sandbox, so the ledger does not know it. */
	seed(record: T): void {
		this.records.set(record.id, record);
	}

	add(record: T): T {
		this.records.set(record.id, record);
		this.note('created', record);
		return record;
	}

	/** After a change. One that does not show in the feed is still in the ledger. */
	changed(record: T, { showsInFeed = true } = {}): T {
		if (showsInFeed) record.modifiedAt = this.now();
		this.note('updated', record);
		return record;
	}

	/** By the time of the last change, then by id. */
	inOrder(fits: (record: T) => boolean): T[] {
		return this.all()
			.filter(fits)
			.sort((left, right) => left.modifiedAt - right.modifiedAt || left.id - right.id);
	}

	clear(): void {
		this.records.clear();
	}

	now(): number {
		return this.around.clock().getTime();
	}

	private note(kind: LedgerEntry['kind'], record: T): void {
		const { ledger, entity, describe, marker, clock } = this.around;
		ledger.add({
			time: clock().toISOString(),
			kind,
			entity,
			id: record.id,
			parent: null,
			marker: marker(record),
			snapshot: describe(record),
		});
	}
}
