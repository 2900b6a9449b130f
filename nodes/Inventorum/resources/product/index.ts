import type { Resource } from '../../../shared/contract/operation';
import { adjustInventory } from './adjustInventory';
import { getDeleted, getModified } from './changes';
import { create } from './create';
import { deleteProduct } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { publish, unpublish } from './publishing';
import { setVariations } from './setVariations';
import { update } from './update';

export const product: Resource = {
	name: 'product',
	displayName: 'Product',
	description: 'What you sell, with its variations, stock and prices',
	operations: [
		getAll,
		create,
		get,
		update,
		setVariations,
		deleteProduct,
		adjustInventory,
		publish,
		unpublish,
		getModified,
		getDeleted,
	],
};
