import { boolean, integer } from '../contract/field';

export const DEFAULT_OVERLAP_SECONDS = 120;
export const DEFAULT_MOST_ITEMS = 10_000;

/** The options of every trigger on a feed of changes. */
export const deltaOptionFields = {
	includeExisting: boolean({
		displayName: 'Include Existing',
		description:
			'Whether the first poll after activation starts the workflow for everything that exists already',
		default: true,
	}),
	mostItems: {
		...integer({
			displayName: 'Most Items per Poll',
			description:
				'The most items that start the workflow at once. What is left comes with the next poll.',
			minValue: 1,
		}),
		default: DEFAULT_MOST_ITEMS,
	},
	overlapSeconds: {
		...integer({
			displayName: 'Overlap (Seconds)',
			description:
				'How far each poll looks back before the last one, to find changes that became visible late. Nothing is delivered twice because of it.',
			minValue: 10,
		}),
		default: DEFAULT_OVERLAP_SECONDS,
	},
};
