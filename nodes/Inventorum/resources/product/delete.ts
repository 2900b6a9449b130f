import { z } from 'zod/v4';
import { defineOperation } from '../../../shared/contract/operation';
import { product, PRODUCTS_PAGE } from './productFields';

export const deleteProduct = defineOperation({
	resource: 'product',
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete a product',
	description: 'Delete a product for good',
	source: `${PRODUCTS_PAGE} (DELETE /products/{product_id})`,
	evidence: 'documented',
	safety: 'idempotent write',
	method: 'DELETE',
	path: '/products/{product}/',
	apiVersion: 10,
	goneMeansDone: true,
	form: { fields: { product } },
	output: {
		schema: z.object({ deleted: z.boolean(), id: z.string() }),
		rows: (_, { product: id }) => [{ deleted: true, id }],
	},
});
