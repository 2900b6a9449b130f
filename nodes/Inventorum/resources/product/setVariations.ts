import { isPlainObject } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { boolean, notice } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { product, PRODUCTS_PAGE } from './productFields';
import { productDetails, SIMPLE_PRODUCT } from './productOutput';
import { changeableFields } from './update';
import { wantedVariations, type WireVariation } from './variations';

export const setVariations = defineOperation({
	resource: 'product',
	name: 'setVariations',
	displayName: 'Set Variations',
	action: 'Set the variations of a product',
	description: 'Add, keep and remove variations, or turn a product into one with or without them',
	source: `${PRODUCTS_PAGE} (PUT /products/{product_id}, adding and removing variations)`,
	evidence: 'documented',
	safety: 'once-only write',
	method: 'PUT',
	path: '/products/{product}/',
	apiVersion: 7,
	form: {
		fields: {
			completeListNotice: notice({
				displayName:
					'List every variation that the product shall have: one that is left out is deleted. To give a product its first variations, list the product itself, with its ID as Variation ID, and the new ones. To make it plain again, list only the variation that stays. The product then has another ID, which the output shows.',
			}),
			product,
			...wantedVariations,
		},
		updateFields: changeableFields,
		options: {
			replaceAll: boolean({
				displayName: 'Replace All Variations',
				description:
					'Whether a list without any existing variation may be sent. All variations are then deleted and made anew with other IDs. INVENTORUM’s page says both that this works and that it does not.',
				in: 'none',
				default: true,
			}),
		},
	},
	check: ({ specifyVariations, variations = [], variationsJson = [], updateFields, options }) => {
		const isJson = specifyVariations === 'json';
		const problem = listProblem(
			isJson ? variationsJson.map(toListed) : variations,
			updateFields.taxType !== undefined,
			options.replaceAll === true,
		);
		return problem === undefined
			? undefined
			: { field: isJson ? 'Variations (JSON)' : 'Variations', problem };
	},
	body: ({ updateFields: { taxType } }, fields) => {
		const { variations = [], ...plain } = fields as { variations?: WireVariation[] };
		return { ...plain, variations: variations.map((each) => withTaxType(each, taxType)) };
	},
	output: {
		schema: productDetails.extend({
			previous_id: z.string(),
			id_changed: z.boolean(),
			id_change: z.string(),
		}),
		simplify: ['previous_id', 'id_changed', 'id_change', ...SIMPLE_PRODUCT].filter(
			(name) => !['inv_id', 'ean', 'tax_type'].includes(name),
		),
		rows: (body, { product: previousId }) => {
			const changed = (isPlainObject(body) ? body : {}) as IDataObject;
			return [{ ...changed, ...describeIdChange(changed, previousId) }];
		},
	},
});

interface Listed {
	id?: number;
	taxType?: unknown;
}

function toListed({ id, tax_type: taxType }: WireVariation): Listed {
	return { id, taxType };
}

function listProblem(
	variations: Listed[],
	productHasTaxType: boolean,
	mayReplaceAll: boolean,
): string | undefined {
	if (variations.length === 0) return 'expected at least one variation, but got none';
	if (!mayReplaceAll && variations.every(({ id }) => id === undefined)) {
		return 'expected at least one existing variation with its ID, but all are new. Add the IDs of those to keep, or the option Replace All Variations';
	}
	const untaxed = variations.findIndex(
		({ id, taxType }) => id === undefined && taxType === undefined,
	);
	if (untaxed === -1 || productHasTaxType) return undefined;
	return `entry ${untaxed + 1} is new and needs the Tax Type of the product, in the entry or under Update Fields`;
}

/** New variations need the product's tax type; those that are kept have it. */
function withTaxType(variation: WireVariation, taxType: number | undefined): WireVariation {
	const isComplete = variation.id !== undefined || variation.tax_type !== undefined;
	return isComplete || taxType === undefined ? variation : { ...variation, tax_type: taxType };
}

/** Says in the output which id the product has from now on, since the vendor changes it silently. */
function describeIdChange(changed: IDataObject, previousId: string): IDataObject {
	if (changed.id === undefined) {
		const unsaid = 'INVENTORUM did not say which ID the product has now; look it up with Get Many';
		return { success: true, previous_id: previousId, id_change: unsaid };
	}
	const id = String(changed.id);
	const isSame = id === previousId || String(changed.inv_id) === previousId;
	return {
		previous_id: previousId,
		id_changed: !isSame,
		id_change: sentence(changed, previousId, isSame),
	};
}

function sentence(changed: IDataObject, previousId: string, isSame: boolean): string {
	const id = String(changed.id);
	if (isSame) return `The product keeps the ID ${id}`;
	const variations = Array.isArray(changed.variations) ? (changed.variations as IDataObject[]) : [];
	return variations.some((each) => String(each.id) === previousId)
		? `The product with variations has the new ID ${id}; ${previousId} is one of its variations now`
		: `The product is a plain product with the ID ${id} now; ${previousId} is gone`;
}
