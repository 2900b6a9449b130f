import { text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { productFields, PRODUCTS_PAGE, taxType } from './productFields';
import { productDetails, SIMPLE_PRODUCT } from './productOutput';
import { newVariations, type WireVariation } from './variations';

export const create = defineOperation({
	resource: 'product',
	name: 'create',
	displayName: 'Create',
	action: 'Create a product',
	description: 'Create a product, with or without variations',
	source: `${PRODUCTS_PAGE} (POST /products)`,
	evidence: 'documented',
	safety: 'once-only write',
	method: 'POST',
	path: '/products/',
	apiVersion: 8,
	form: {
		fields: {
			name: text({
				displayName: 'Name',
				description: 'Shown at the till, in the back office and in the channels',
				placeholder: 'e.g. T-shirt',
			}),
			taxType,
			...newVariations,
		},
		additionalFields: productFields,
	},
	check: ({ taxType: ofProduct, variationsJson = [] }) => {
		const other = variationsJson.find(
			({ tax_type: own }) => own !== undefined && own !== ofProduct,
		);
		return other === undefined
			? undefined
			: { field: 'Variations (JSON)', problem: 'every “tax_type” must be the same as Tax Type' };
	},
	// The page wants the tax type on the product and, with the same value, on every variation.
	body: ({ taxType: tax }, fields) => {
		const { variations, ...plain } = fields as { variations?: WireVariation[] };
		if (variations === undefined) return plain;
		return { ...plain, variations: variations.map((each) => ({ ...each, tax_type: tax })) };
	},
	output: { schema: productDetails, simplify: SIMPLE_PRODUCT },
});
