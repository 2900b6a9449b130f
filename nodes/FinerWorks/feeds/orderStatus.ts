import { map } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { integer } from '../../shared/contract/field';
import { defineRememberedSource } from '../../shared/trigger/triggerContract';
import { rememberedOptionFields } from '../../shared/trigger/triggerOptions';
import { ids } from '../fields';
import { getAll } from '../resources/order/getAll';
import { getStatus } from '../resources/order/getStatus';
import { FILTER_SLACK_MS } from './filterSlack';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_WATCH_DAYS = 30;

/**
 * Orders whose status or tracking numbers changed. List Orders filters by the time of placement only, so
 * each order is asked about while it is watched. Which statuses are final is on no page.
 */
export const orderStatus = defineRememberedSource({
	name: 'orderStatus',
	displayName: 'Order Status Changes',
	description: 'Orders whose status changes, or that get another tracking number',
	form: {
		fields: {},
		filters: {
			statusIds: ids({
				displayName: 'Status IDs',
				description:
					'Only these statuses, with commas between them: 7 is Shipped. Get Status Definitions lists all.',
				placeholder: 'e.g. 7',
			}),
		},
		options: {
			...rememberedOptionFields,
			watchDays: {
				...integer({
					displayName: 'Watch for (Days)',
					description: 'How long after its placement an order is asked about',
					minValue: 1,
				}),
				default: DEFAULT_WATCH_DAYS,
			},
		},
	},
	discover: {
		operation: getAll,
		since: (dateFrom) => ({ filters: { dateFrom } }),
		// The order's own reference is the one member that is known for sure to be in a row.
		key: ({ order_po: po }) => (typeof po === 'string' && po !== '' ? po : undefined),
		slackMs: FILTER_SLACK_MS,
	},
	look: getStatus,
	lookAt: (orderPo) => ({ findBy: 'orderPo', orderPo, options: { skipUnknown: true } }),
	watchMs: ({ options }) => (options.watchDays ?? DEFAULT_WATCH_DAYS) * DAY_MS,
	startsSilent: true,
	identify: ({ order_id: id, order_po: po }) => String(id ?? po),
	content: ({ order_status_id: status, shipments }) => ({
		status,
		tracking: map(shipments as IDataObject[], 'tracking_number').sort(),
	}),
	output: (row) => row,
	isFinal: () => false,
	wants: ({ row }, { filters: { statusIds } }) =>
		statusIds === undefined || statusIds.includes(Number(row?.order_status_id)),
	eventName: () => 'orderStatusChanged',
});
