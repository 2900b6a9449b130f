import { defineOperation } from '../../../shared/contract/operation';
import { product, PRODUCTS_PAGE } from './productFields';
import { productDetails, SIMPLE_PRODUCT } from './productOutput';

export const get = defineOperation({
	resource: 'product',
	name: 'get',
	displayName: 'Get',
	action: 'Get a product',
	description: 'Read one product with its variations, images, channel values and states',
	source: `${PRODUCTS_PAGE} (GET /products/{product_id})`,
	evidence: 'documented',
	safety: 'read',
	method: 'GET',
	path: '/products/{product}/',
	apiVersion: 10,
	form: { fields: { product } },
	output: { schema: productDetails, simplify: SIMPLE_PRODUCT },
});
