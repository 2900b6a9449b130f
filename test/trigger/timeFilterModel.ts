import { pollTimeFilter, type TimeFilterFeed } from '../../nodes/shared/trigger/pollTimeFilter';
import type { PollResult, PollSettings } from '../../nodes/shared/trigger/pollTypes';
import { VendorModel } from './vendorModel';

/** In which order the vendor lists records; none is documented, so each is tried. */
export type ListOrder = 'oldest id first' | 'newest id first' | 'by name';

const POSITION: Record<ListOrder, (id: number) => number> = {
	'oldest id first': (id) => id,
	'newest id first': (id) => -id,
	// Names have nothing to do with ids.
	'by name': (id) => (id * 7919) % 101,
};

/**
 * A vendor whose lists can be filtered by the time of creation or of the last change, both bounds
 * included. Deletions are never reported; a row without a time says nothing of its age.
 */
export class TimeFilterModel extends VendorModel {
	constructor(
		pageSize: number,
		private readonly order: ListOrder,
		hash?: (content: string) => string,
	) {
		super(pageSize, hash);
	}

	override async poll(stored: unknown, settings: PollSettings): Promise<PollResult> {
		return await pollTimeFilter(this.feed(), stored, settings);
	}

	private feed(): TimeFilterFeed {
		return {
			pageSize: this.pageSize,
			lists: 2,
			read: async (list, from, to, page) => {
				this.read();
				return this.page(
					list,
					Date.parse(from),
					to === undefined ? Infinity : Date.parse(to),
					page,
				);
			},
			mismatch: (total, rows) => new Error(`total ${total} does not fit ${rows} rows`),
		};
	}

	private page(list: number, from: number, to: number, page: number) {
		const position = POSITION[this.order];
		const rows = this.visible()
			.filter(({ createdAt, changedAt }) => {
				const time = list === 0 ? createdAt : changedAt;
				return time >= from && time <= to;
			})
			.sort((a, b) => position(a.id) - position(b.id));
		const slice = rows.slice((page - 1) * this.pageSize, page * this.pageSize);
		return {
			total: rows.length,
			vendorTime: this.dateHeader(),
			rows: slice.map(({ id, content }) => ({
				id: String(id),
				hash: this.hash(content),
				isCreated: list === 0,
				row: { id, content },
			})),
		};
	}
}
