import { defineOperation } from '../../../shared/contract/operation';
import { product, PRODUCTS_PAGE } from './productFields';
import { shopProduct } from './productOutput';

const publishing = {
	resource: 'product',
	evidence: 'documented',
	safety: 'idempotent write',
	path: '/products/{product}/shop/',
	apiVersion: 8,
	form: { fields: { product } },
	output: {
		schema: shopProduct,
		simplify: [
			'id',
			'name',
			'in_shop',
			'shop_url',
			'price',
			'gross_price',
			'stock',
			'product_code',
			'gtin',
			'brand',
		],
	},
} as const;

export const publish = defineOperation({
	...publishing,
	name: 'publish',
	displayName: 'Publish',
	action: 'Publish a product in the online shop',
	description: 'Show a product in the online shop',
	source: `${PRODUCTS_PAGE} (POST /products/{product_id}/shop)`,
	method: 'POST',
});

export const unpublish = defineOperation({
	...publishing,
	name: 'unpublish',
	displayName: 'Unpublish',
	action: 'Unpublish a product from the online shop',
	description: 'Take a product out of the online shop; the product itself stays',
	source: `${PRODUCTS_PAGE} (DELETE /products/{product_id}/shop)`,
	method: 'DELETE',
});
