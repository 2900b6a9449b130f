import { createHash } from 'node:crypto';

export interface LedgerEntry {
	sequence: number;
	/** By the sandbox clock. */
	time: string;
	kind: 'created' | 'updated' | 'deleted';
	/** What kind of record it is, for vendors that have several. */
	entity?: string;
	id: number;
	parent: number | null;
	/** SHA-256 of the snapshot; equal content gives an equal hash. */
	hash: string | null;
	/** The record as a feed would list it, null after a deletion. */
	snapshot: unknown;
}

/** Every change in order: the truth a client's own account is compared with. */
export class Ledger {
	private entries: LedgerEntry[] = [];

	add(change: Omit<LedgerEntry, 'sequence' | 'hash'>): void {
		const hash = change.snapshot === null ? null : hashOf(change.snapshot);
		this.entries.push({ sequence: this.entries.length + 1, ...change, hash });
	}

	/** Entries behind `sequence`; 0 gives all. */
	after(sequence = 0): LedgerEntry[] {
		return this.entries.slice(sequence);
	}

	clear(): void {
		this.entries = [];
	}
}

const hashOf = (snapshot: unknown): string =>
	createHash('sha256').update(JSON.stringify(snapshot)).digest('hex');
