import { createHash } from 'node:crypto';

export interface LedgerEntry {
	sequence: number;
	/** By the sandbox clock. */
	time: string;
	kind: 'created' | 'updated' | 'deleted';
	/** What kind of record it is: `product`, `order`, `return` and so on. */
	entity: string;
	id: number;
	parent: number | null;
	/** What a reader tells changes of this kind of record apart by, such as the state of an order. */
	marker?: string | number;
	/** SHA-256 of the snapshot; equal content gives an equal hash. */
	hash: string | null;
	/** The record as a feed would list it, null after a deletion. */
	snapshot: unknown;
}

export type LedgerChange = Omit<LedgerEntry, 'sequence' | 'hash'>;

/** Every change in order: the truth a client's own account is compared with. */
export class Ledger {
	private entries: LedgerEntry[] = [];

	add(change: LedgerChange): void {
		const hash = change.snapshot === null ? null : hashOf(change.snapshot);
		this.entries.push({ sequence: this.entries.length + 1, ...change, hash });
	}

	/** Entries behind `sequence`, 0 gives all; of one kind of record when it is named. */
	after(sequence = 0, entity?: string): LedgerEntry[] {
		const entries = this.entries.slice(sequence);
		return entity === undefined ? entries : entries.filter((entry) => entry.entity === entity);
	}

	clear(): void {
		this.entries = [];
	}
}

const hashOf = (snapshot: unknown): string =>
	createHash('sha256').update(JSON.stringify(snapshot)).digest('hex');
