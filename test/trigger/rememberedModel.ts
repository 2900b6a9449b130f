import { pollRemembered, type RememberedList } from '../../nodes/shared/trigger/pollRemembered';
import type { PollResult, PollSettings } from '../../nodes/shared/trigger/pollTypes';
import { VendorModel } from './vendorModel';

const PORTION = 3;
const A_YEAR_MS = 365 * 24 * 3_600_000;

/**
 * A vendor that lists records by the time of their creation alone, and tells what has become of one
 * only to those who ask for it. Unknown records are missing from its answers.
 */
export class RememberedModel extends VendorModel {
	override async poll(stored: unknown, settings: PollSettings): Promise<PollResult> {
		return await pollRemembered(this.list(), stored, settings);
	}

	private list(): RememberedList {
		return {
			portion: PORTION,
			watchMs: A_YEAR_MS,
			discover: async (since) => {
				this.read();
				const found = this.visible().filter(({ createdAt }) => createdAt >= Date.parse(since));
				return { keys: found.map(({ id }) => String(id)), vendorTime: this.dateHeader() };
			},
			look: async (keys) => {
				this.read();
				return keys.map((key) => this.rowsOf(Number(key)));
			},
		};
	}

	private rowsOf(wanted: number) {
		const found = this.visible().filter(({ id }) => id === wanted);
		return found.map(({ id, content }) => ({
			id: String(id),
			hash: this.hash(content),
			isFinal: false,
			row: { id, content },
		}));
	}
}
