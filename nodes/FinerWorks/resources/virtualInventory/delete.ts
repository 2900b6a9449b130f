import { z } from 'zod/v4';
import { defineOperation } from '../../../shared/contract/operation';
import { accountKey, accountKeyOf, MOST_RECORDS } from '../../fields';
import { TEST_HELP } from '../../vendor';
import { sku } from './products';

export const deleteProducts = defineOperation({
	resource: 'virtualInventory',
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete a virtual inventory product',
	description: 'Delete products by SKU; on shop platforms they lose their link',
	source: `${TEST_HELP}/DELETE-v3-delete_virtual_inventory (the page was cut off before the answer)`,
	evidence: 'partial',
	safety: 'idempotent write',
	method: 'DELETE',
	path: '/v3/delete_virtual_inventory',
	form: { fields: { sku }, options: { accountKey } },
	batching: {
		// The page names no limit; fifty is what other calls for products take.
		maxRecords: MOST_RECORDS,
		groupBy: ({ options }) => options.accountKey ?? '',
		body: (records) => ({
			skus: [...new Set(records.map(({ input }) => input.sku))],
			...records.map(({ input }) => accountKeyOf(input))[0],
		}),
		// The answer has a status only, and unknown SKUs are not mentioned.
		results: (_, records) =>
			records.map(({ input }) => ({ rows: [{ deleted: true, sku: input.sku }] })),
	},
	output: { schema: z.object({ deleted: z.boolean(), sku: z.string() }) },
});
