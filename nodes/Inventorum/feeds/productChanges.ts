import { omit } from 'lodash';
import { boolean, choices } from '../../shared/contract/field';
import type { ChangeKind } from '../../shared/trigger/pollTypes';
import { defineDeltaSource } from '../../shared/trigger/triggerContract';
import { feedOptionFields } from '../../shared/trigger/triggerOptions';
import { getDeleted, getModified } from '../resources/product/changes';

const EVENTS = {
	created: 'productCreated',
	updated: 'productUpdated',
	deleted: 'productDeleted',
} as const satisfies Record<ChangeKind, string>;

/**
 * Products that were created, changed or deleted.
 *
 * Rows carry no time. `state` is relative to the window (seen in recorded traffic), so it is neither
 * part of the content nor of the output. `order_by=id` keeps a row in its place while pages are read.
 */
export const productChanges = defineDeltaSource({
	name: 'productChanges',
	displayName: 'Product Changes',
	description: 'Products and variations that are created, changed or deleted',
	form: {
		fields: {
			events: choices({
				displayName: 'Events',
				description: 'What starts the workflow',
				choices: [
					{
						name: 'Product Created',
						value: EVENTS.created,
						description: 'A product or variation is new',
					},
					{
						name: 'Product Deleted',
						value: EVENTS.deleted,
						description: 'A product or variation is gone. INVENTORUM tells its ID only.',
					},
					{
						name: 'Product Updated',
						value: EVENTS.updated,
						description: 'Stock, price or anything else of a product changed',
					},
				],
				default: [EVENTS.created, EVENTS.updated],
			}),
		},
		filters: {
			customSales: boolean({
				displayName: 'Include Custom Sales',
				description: 'Whether to include products that were made up at the till for a single sale',
				default: true,
			}),
			inShopOnly: boolean({
				displayName: 'In Shop Only',
				description:
					'Whether to include only products that are published in the online shop. Deletions are always included.',
				default: true,
			}),
			variations: boolean({
				displayName: 'Include Variations',
				description:
					'Whether variations come as items of their own. They do unless this is turned off.',
				default: true,
			}),
		},
		options: feedOptionFields,
	},
	modified: getModified,
	deleted: getDeleted,
	changesSince: (startDate) => ({ startDate, options: { orderBy: 'id' } }),
	deletionsSince: (startDate) => ({ startDate, options: { orderBy: 'id' } }),
	identify: ({ id }) => String(id),
	isCreated: ({ state }) => state === 'created',
	content: (row) => omit(row, 'state'),
	wants: ({ kind, row }, { events, filters }) => {
		if (!events.includes(EVENTS[kind])) return false;
		if (row === undefined) return true;
		if (filters.inShopOnly === true && row.in_shop !== true) return false;
		if (filters.customSales !== true && row.custom_sale === true) return false;
		return filters.variations !== false || row.parent === null;
	},
	eventName: (kind) => EVENTS[kind],
});
