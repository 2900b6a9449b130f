import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const product: Resource = {
	name: 'product',
	displayName: 'Product',
	description: 'What you sell, with its variations, stock and prices',
	operations: operationsOf(modules),
};
