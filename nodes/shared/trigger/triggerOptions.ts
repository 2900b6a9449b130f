import { boolean, integer } from '../contract/field';

export const DEFAULT_OVERLAP_SECONDS = 120;
export const DEFAULT_MOST_ITEMS = 10_000;

const mostItems = {
	...integer({
		displayName: 'Most Items per Poll',
		description:
			'The most items that start the workflow at once. What is left comes with the next poll.',
		minValue: 1,
	}),
	default: DEFAULT_MOST_ITEMS,
};

const includeExisting = boolean({
	displayName: 'Include Existing',
	description:
		'Whether the first poll after activation starts the workflow for everything that exists already',
	default: true,
});

const repeatAfterRestart = boolean({
	displayName: 'Repeat After Restart',
	description:
		'Whether the changes of the last poll start the workflow once more after n8n was restarted. Then none is lost even if n8n was killed while it stored them, but some come twice. Not needed where n8n’s durable poll cursors are switched on.',
	default: true,
});

/** The options of every source that looks back in time. */
export const feedOptionFields = {
	includeExisting,
	mostItems,
	overlapSeconds: {
		...integer({
			displayName: 'Overlap (Seconds)',
			description:
				'How far each poll looks back before the last one, to find changes that became visible late. Nothing is delivered twice because of it.',
			minValue: 10,
		}),
		default: DEFAULT_OVERLAP_SECONDS,
	},
	repeatAfterRestart,
};

/** The options of every source that compares records with what it remembers. */
export const rememberedOptionFields = { includeExisting, mostItems, repeatAfterRestart };
