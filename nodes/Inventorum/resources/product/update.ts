import { text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { product, productFields, PRODUCTS_PAGE, taxType } from './productFields';
import { productDetails, SIMPLE_PRODUCT } from './productOutput';

/** Everything of a product that can be changed, its variations aside. */
export const changeableFields = {
	...productFields,
	name: text({
		displayName: 'Name',
		description: 'Shown at the till, in the back office and in the channels',
		placeholder: 'e.g. T-shirt',
	}),
	taxType,
};

export const update = defineOperation({
	resource: 'product',
	name: 'update',
	displayName: 'Update',
	action: 'Update a product',
	description: 'Change single fields of a product; what you do not add stays as it is',
	source: `${PRODUCTS_PAGE} (PUT /products/{product_id})`,
	evidence: 'documented',
	safety: 'idempotent write',
	method: 'PUT',
	path: '/products/{product}/',
	apiVersion: 7,
	form: { fields: { product }, updateFields: changeableFields },
	check: ({ updateFields }) =>
		Object.keys(updateFields).length > 0
			? undefined
			: {
					field: 'Update Fields',
					problem: 'expected at least one field with a value, but got none',
				},
	output: { schema: productDetails, simplify: SIMPLE_PRODUCT },
});
