import { omit } from 'lodash';
import { choices } from '../../shared/contract/field';
import { defineDeltaSource } from '../../shared/trigger/triggerContract';
import { feedOptionFields } from '../../shared/trigger/triggerOptions';
import { CHANNELS } from '../channels';
import { getModified } from '../resources/return/changes';

const EVENTS = { created: 'returnCreated', updated: 'returnUpdated' } as const;

/**
 * Returns that are new or changed, channel by channel. Known from recorded traffic alone: whether apps
 * may read the feed, and in which order it comes, is on no page.
 */
export const returnChanges = defineDeltaSource({
	name: 'returnChanges',
	displayName: 'Return Changes',
	description: 'Returns that are created or changed',
	form: {
		fields: {
			channels: choices({
				displayName: 'Channels',
				description:
					'Where the orders came from. Only eBay was seen in use. Each channel costs one request per poll.',
				choices: CHANNELS,
				default: ['ebay'],
			}),
			events: choices({
				displayName: 'Events',
				description: 'What starts the workflow',
				choices: [
					{ name: 'Return Created', value: EVENTS.created, description: 'Goods came back' },
					{ name: 'Return Updated', value: EVENTS.updated, description: 'A return was changed' },
				],
				default: [EVENTS.created],
			}),
		},
		options: feedOptionFields,
	},
	modified: getModified,
	partsField: 'channels',
	changesSince: (startDate, channel) => ({ channel, startDate }),
	identify: ({ id }) => String(id),
	isCreated: ({ delta_state: state }) => state === 'created',
	content: (row) => omit(row, 'delta_state'),
	wants: ({ kind }, { events }) => kind !== 'deleted' && events.includes(EVENTS[kind]),
	eventName: (kind) => (kind === 'created' ? EVENTS.created : EVENTS.updated),
});
