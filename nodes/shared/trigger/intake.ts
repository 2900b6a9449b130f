import type { Seen } from './pollState';
import {
	newReport,
	type Change,
	type ChangeKind,
	type FeedRow,
	type PollReport,
	type PollSettings,
} from './pollTypes';

/** Takes rows in, drops what was delivered before, and collects what is to be delivered. */
export class Intake {
	readonly changes = new Map<string, Change>();

	readonly report: PollReport;

	constructor(
		/** What earlier windows have delivered. */
		private readonly before: Seen,
		/** What this window has read; filled here. */
		private readonly seen: Seen,
		private readonly settings: Pick<PollSettings, 'wants' | 'mostItems'>,
		window: string,
	) {
		this.report = newReport(window);
	}

	/** How many more changes this poll may deliver. */
	get room(): number {
		return Math.max(0, this.settings.mostItems - this.changes.size);
	}

	/** Remembers a row and, if its content is new, its change. Returns false when there is no room. */
	take({ id, hash, isCreated, row }: FeedRow): boolean {
		const known = this.seen[id] ?? this.before[id];
		if (known === hash) this.report.seenBefore += 1;
		else {
			const isFirst = isCreated && known === undefined;
			if (!this.add({ kind: isFirst ? 'created' : 'updated', id, row })) return false;
		}
		this.report.rows += 1;
		this.seen[id] = hash;
		return true;
	}

	private add(change: Change): boolean {
		if (!this.settings.wants(change)) return true;
		const earlier = this.changes.get(change.id);
		if (earlier === undefined && this.room === 0) return false;
		this.changes.set(change.id, { ...change, kind: firstKind(earlier, change) });
		return true;
	}

	/** What the poll delivers, counted. */
	deliver(isOpen: boolean): Change[] {
		const changes = [...this.changes.values()];
		this.report.delivered = changes.length;
		this.report.isOpen = isOpen;
		return changes;
	}
}

/** A record created and edited while a poll reads is delivered once, as created. */
function firstKind(earlier: Change | undefined, change: Change): ChangeKind {
	return earlier?.kind ?? change.kind;
}
