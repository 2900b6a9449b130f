import { z } from 'zod/v4';
import { boolean, notice } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { accountKey, keyText } from '../../fields';
import { TEST_HELP } from '../../vendor';

export const disconnect = defineOperation({
	resource: 'virtualInventory',
	name: 'disconnect',
	displayName: 'Disconnect Platform',
	action: 'Disconnect a platform from the whole virtual inventory',
	description: 'Remove the links to one shop platform from all products of the account',
	source: `${TEST_HELP}/PUT-v3-disconnect_virtual_inventory`,
	evidence: 'documented',
	safety: 'idempotent write',
	method: 'PUT',
	path: '/v3/disconnect_virtual_inventory',
	form: {
		fields: {
			wholeAccountNotice: notice({
				displayName:
					'This changes ALL products of the account at once and cannot be undone. To remove the links of a single product, use Update with Platform IDs.',
			}),
			platform: keyText({
				displayName: 'Platform',
				description: 'The platform whose links are removed, as FinerWorks writes it',
				placeholder: 'e.g. shopify',
				what: 'a platform such as woocommerce, shopify or etsy',
			}),
			isConfirmed: boolean({
				displayName: 'Disconnect All Products',
				description: 'Whether all products of the account shall lose their link to this platform',
				in: 'none',
			}),
		},
		options: { accountKey },
	},
	check: ({ isConfirmed }) =>
		isConfirmed
			? undefined
			: {
					field: 'Disconnect All Products',
					problem:
						'expected to be switched on, since all products of the account lose their link, but it is off',
				},
	output: {
		schema: z.object({ disconnected: z.boolean(), platform: z.string() }),
		rows: (_, { platform }) => [{ disconnected: true, platform }],
	},
});
