import type { OpenWindow } from './deltaState';
import type { FeedPage, FeedRow } from './pollTypes';

/** Whether a pass goes on, was stopped, or has read the last page. */
export type PassOutcome = 'page read' | 'page discarded' | 'end reached' | 'full';

/**
 * Reads the pages of one window in the order of ids, without a gap.
 *
 * Pages are counted by position. A row that leaves the feed behind the reader moves the rest forward,
 * and one row slips over the border between two pages. A page proves that nothing slipped when it holds
 * a row that was read before: whenever the total went down, and after every pause, the reader steps
 * back until it has that proof. Rows that enter behind the reader were changed after the window was
 * opened, and belong to the next one.
 */
export class ModifiedPass {
	/** By how much the total went down since the last checkpoint, summed up. */
	drops = 0;

	/** Pages taken since the last checkpoint. */
	pagesTaken = 0;

	/** What the vendor said at the last page that the feed has. */
	lastTotal: number | undefined;

	private needsProof: boolean;

	constructor(
		private readonly window: OpenWindow,
		private readonly pageSize: number,
	) {
		this.needsProof = window.lastId !== '';
	}

	/**
	 * Takes a page in. `take` is called for each row, in order, and says whether there is room for more.
	 */
	takePage(page: FeedPage, take: (row: FeedRow) => boolean): PassOutcome {
		this.noteOrder(page.rows);
		if (this.mustStepBack(page)) {
			this.window.page -= 1;
			return 'page discarded';
		}
		this.needsProof = false;
		this.pagesTaken += 1;
		for (const row of page.rows) {
			if (!take(row)) return 'full';
			if (isBefore(this.window.lastId, row.id)) this.window.lastId = row.id;
		}
		if (page.rows.length < this.pageSize) return 'end reached';
		this.window.page += 1;
		return 'page read';
	}

	/** Goes back to a place that was proven, to read the rest again. */
	restartAt(page: number, lastId: string): void {
		this.window.page = page;
		this.window.lastId = lastId;
		this.needsProof = lastId !== '';
		this.startSegment();
	}

	/** What came before is proven; counting starts anew. */
	startSegment(): void {
		this.drops = 0;
		this.pagesTaken = 0;
	}

	private noteOrder(rows: FeedRow[]): void {
		const isAscending = rows.every(
			(row, index) => index === 0 || isBefore((rows[index - 1] as FeedRow).id, row.id),
		);
		if (!isAscending) this.window.isOrdered = false;
	}

	private mustStepBack({ rows, total }: FeedPage): boolean {
		const dropped =
			total === undefined || this.lastTotal === undefined ? 0 : this.lastTotal - total;
		this.lastTotal = total;
		if (dropped > 0) {
			this.drops += dropped;
			this.needsProof ||= this.window.lastId !== '';
		}
		if (!this.window.isOrdered || !this.needsProof || this.window.page === 1) return false;
		const [first] = rows;
		return first === undefined || isBefore(this.window.lastId, first.id);
	}
}

/** Compares ids as numbers of any length; the empty id comes before all. */
export function isBefore(a: string, b: string): boolean {
	return a.length === b.length ? a < b : a.length < b.length;
}
