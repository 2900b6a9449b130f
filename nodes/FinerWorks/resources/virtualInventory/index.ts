import type { Resource } from '../../../shared/contract/operation';
import { deleteProducts } from './delete';
import { disconnect } from './disconnect';
import { getAll } from './getAll';
import { update } from './update';

export const virtualInventory: Resource = {
	name: 'virtualInventory',
	displayName: 'Virtual Inventory',
	description: 'The products that you can sell, with price, stock and links to shop platforms',
	operations: [getAll, update, deleteProducts, disconnect],
};
