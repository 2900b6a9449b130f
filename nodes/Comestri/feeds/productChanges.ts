import { choice, choices } from '../../shared/contract/field';
import { defineTimeFilterSource } from '../../shared/trigger/triggerContract';
import { feedOptionFields } from '../../shared/trigger/triggerOptions';
import { getAll } from '../resources/product/getAll';

const EVENTS = { created: 'productCreated', updated: 'productUpdated' } as const;

/**
 * Products that were created or changed. Rows carry no times (recorded answer), so both lists are read:
 * what the list by creation shows is new. Deletions are never reported.
 */
export const productChanges = defineTimeFilterSource({
	name: 'productChanges',
	displayName: 'Product Changes',
	description: 'Products that are created or changed. Comestri does not tell of deleted ones.',
	form: {
		fields: {
			events: choices({
				displayName: 'Events',
				description: 'What starts the workflow',
				choices: [
					{ name: 'Product Created', value: EVENTS.created, description: 'A product is new' },
					{
						name: 'Product Updated',
						value: EVENTS.updated,
						description: 'Something of a product changed',
					},
				],
				default: [EVENTS.created, EVENTS.updated],
			}),
		},
		filters: {
			status: choice({
				displayName: 'Status',
				description: 'Only products that have this status after the change',
				choices: [
					{ name: 'Active', value: 'active', description: 'Products in use' },
					{ name: 'Inactive', value: 'inactive', description: 'Products that are switched off' },
				],
				default: 'active',
			}),
		},
		options: feedOptionFields,
	},
	list: getAll,
	times: ['created', 'updated'],
	window: (time, from, to) => ({
		filters:
			time === 'created'
				? { createdFrom: from, createdTo: to }
				: { updatedFrom: from, updatedTo: to },
	}),
	identify: ({ id }) => String(id),
	content: (row) => row,
	wants: ({ kind, row }, { events, filters }) => {
		if (kind === 'deleted' || !events.includes(EVENTS[kind])) return false;
		return filters.status === undefined || row?.status === filters.status;
	},
	eventName: (kind) => (kind === 'created' ? EVENTS.created : EVENTS.updated),
});
