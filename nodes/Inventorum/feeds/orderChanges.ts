import { sumBy } from 'lodash';
import { boolean, choices } from '../../shared/contract/field';
import { defineDeltaSource } from '../../shared/trigger/triggerContract';
import { feedOptionFields } from '../../shared/trigger/triggerOptions';
import { CHANNELS } from '../channels';
import { getModified } from '../resources/order/changes';
import { ORDER_STATES, statesOf } from '../resources/order/orderStates';

/** As many orders are remembered with their state, so that it counts as changed only when it did. */
const REMEMBERED_ORDERS = 300;

/**
 * Orders that are new or changed, channel by channel.
 *
 * The feed tells nobody whether an order is new, so there is one event for both. Orders are told apart
 * by id and state, as the old client did; other edits count only if asked for. Orders are never deleted:
 * a canceled one has another state.
 */
export const orderChanges = defineDeltaSource({
	name: 'orderChanges',
	displayName: 'Order Changes',
	description: 'Orders that are new or change their state, such as from pending to paid',
	form: {
		fields: {
			channels: choices({
				displayName: 'Channels',
				description: 'Where the orders come from. Each channel costs one request per poll.',
				choices: CHANNELS,
				default: ['ipad'],
			}),
		},
		filters: {
			otherChanges: boolean({
				displayName: 'Include Other Changes',
				description:
					'Whether an order also starts the workflow when something else than its state changed',
				default: true,
			}),
			states: choices({
				displayName: 'States',
				description: 'Only orders that are in one of these states. An order can be in several.',
				choices: [
					{ name: 'Canceled', value: 'CANCELED', description: 'Ended, nothing follows' },
					{ name: 'Closed', value: 'CLOSED', description: 'Locked, which means paid' },
					{ name: 'Delivered', value: 'DELIVERED', description: 'Locked, can be refunded' },
					{ name: 'Draft', value: 'DRAFT', description: 'Still editable' },
					{ name: 'Paid', value: 'PAID', description: 'Has the mark for paid orders' },
					{ name: 'Pending', value: 'PENDING', description: 'On hold until money arrives' },
					{ name: 'Refunded', value: 'REFUNDED', description: 'Ended, goods came back' },
					{ name: 'Shipped', value: 'SHIPPED', description: 'Locked, can be delivered' },
				],
				default: ['PAID'],
			}),
		},
		options: feedOptionFields,
	},
	modified: getModified,
	partsField: 'channels',
	// Sorting by ID keeps an order in its place while pages are read.
	changesSince: (startDate, channel) => ({ channel, startDate, options: { orderBy: 'id' } }),
	memory: REMEMBERED_ORDERS,
	identify: ({ id }) => String(id),
	isCreated: () => false,
	content: (row, { filters }) =>
		filters.otherChanges === true ? row : { id: row.id, state: row.state },
	output: (row) => ({ ...row, states: statesOf(row.state) }),
	wants: ({ row }, { filters: { states = [] } }) =>
		states.length === 0 || (Number(row?.state) & sumBy(states, (name) => ORDER_STATES[name])) !== 0,
	eventName: () => 'orderChanged',
});
