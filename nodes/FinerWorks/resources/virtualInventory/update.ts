import type { IDataObject } from 'n8n-workflow';
import { boolean, decimal, integer, text } from '../../../shared/contract/field';
import { defineOperation, type RecordResult } from '../../../shared/contract/operation';
import { accountKey, accountKeyOf, MOST_RECORDS, rowsAt } from '../../fields';
import { positionsOf, TEST_HELP } from '../../vendor';
import { platformIds, platformIdsJson, linkedPlatforms, unusablePlatformId } from './platformIds';
import { productDetails, SIMPLE_PRODUCT, sku } from './products';

export const update = defineOperation({
	resource: 'virtualInventory',
	name: 'update',
	displayName: 'Update',
	action: 'Update a virtual inventory product',
	description: 'Change price, stock, texts or platform links; 50 items share a request',
	source: `${TEST_HELP}/PUT-v3-update_virtual_inventory (the page was cut off before the answer)`,
	evidence: 'partial',
	safety: 'idempotent write',
	method: 'PUT',
	path: '/v3/update_virtual_inventory',
	form: {
		fields: { sku },
		updateFields: {
			askingPrice: decimal({
				displayName: 'Asking Price',
				description: 'What you ask your customers for one piece',
				minValue: 0,
			}),
			description: text({
				displayName: 'Description',
				description:
					'The long text about the product. HTML is possible. Get Many returns it as description_long.',
				rows: 4,
			}),
			name: text({
				displayName: 'Name',
				description: 'The title of the product',
				placeholder: 'e.g. Framed Giclee',
			}),
			platformIds,
			platformIdsJson,
			quantityInStock: integer({
				displayName: 'Quantity in Stock',
				description: 'The stock as it shall be, not a difference',
			}),
			trackInventory: boolean({
				displayName: 'Track Inventory',
				description: 'Whether FinerWorks keeps count of the stock',
				default: true,
			}),
		},
		options: { accountKey },
	},
	check: ({ updateFields }) =>
		Object.keys(updateFields).length === 0
			? {
					field: 'Update Fields',
					problem: 'expected at least one field with a value, but got none',
				}
			: unusablePlatformId(updateFields.platformIds ?? []),
	batching: {
		maxRecords: MOST_RECORDS,
		groupBy: ({ options }) => options.accountKey ?? '',
		key: (input) => comparable(input.sku),
		body: (records) => ({
			virtual_inventory: records.map(({ input, fields }) => ({
				sku: input.sku,
				...withoutAccountKey(fields),
				...linkedPlatforms(input.updateFields),
			})),
			...records.map(({ input }) => accountKeyOf(input))[0],
		}),
		results: (answer, records) => {
			const isListed = Array.isArray((answer as IDataObject | undefined)?.products);
			const rows = rowsAt(answer, 'products');
			return records.map(({ input }): RecordResult => {
				const own = rows.filter((row) => comparable(row.sku) === comparable(input.sku));
				if (own.length > 0) return { rows: own };
				return isListed
					? { problem: `SKU: FinerWorks changed no product with the SKU “${input.sku}”` }
					: { rows: [{ sku: input.sku }] };
			});
		},
		refusedPositions: positionsOf,
	},
	output: { schema: productDetails, simplify: SIMPLE_PRODUCT },
});

/** Whether the vendor minds upper and lower case is on no page; an answer may come in another case. */
function comparable(value: unknown): string {
	return String(value).trim().toLowerCase();
}

function withoutAccountKey({ account_key: _key, ...fields }: IDataObject): IDataObject {
	return fields;
}
