import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const virtualInventory: Resource = {
	name: 'virtualInventory',
	displayName: 'Virtual Inventory',
	description: 'The products that you can sell, with price, stock and links to shop platforms',
	operations: operationsOf(modules),
};
