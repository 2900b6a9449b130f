import { get } from 'lodash';
import { z } from 'zod/v4';
import { choice } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { CHANNELS } from '../../channels';
import { startDate, startPage } from '../../startDate';

const PAGE = 100;

export const getModified = defineOperation({
	resource: 'return',
	name: 'getModified',
	displayName: 'Get Many Modified',
	action: 'Get many modified returns',
	description: 'List the returns of a channel that were created or changed since a moment',
	source: 'Inventorum/ebay on GitHub (recorded traffic of 2015; on no page of the vendor)',
	evidence: 'client code',
	safety: 'read',
	method: 'GET',
	path: '/returns/delta/',
	// Recorded with version 10; no other is known to have it.
	apiVersion: 10,
	form: {
		fields: {
			channel: choice({
				displayName: 'Channel',
				description:
					'Where the order came from. Only eBay was seen in use; each request lists one channel.',
				choices: CHANNELS,
				default: 'ebay',
			}),
			startDate,
		},
		options: { page: startPage(PAGE) },
	},
	paging: {
		maxPageSize: PAGE,
		startPage: ({ options }) => options.page,
		identify: (row) => String(get(row, 'id')),
	},
	output: {
		schema: z.looseObject({
			id: z.number(),
			order: z.number(),
			delta_state: z.string(),
			total_amount: z.string(),
			items: z.array(
				z.looseObject({
					id: z.number(),
					basket_item: z.number(),
					name: z.string(),
					quantity: z.string(),
					amount: z.string(),
				}),
			),
		}),
	},
});
