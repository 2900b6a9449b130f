import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const product: Resource = {
	name: 'product',
	displayName: 'Product',
	description: 'Styles and their variations. Write them with jobs.',
	operations: operationsOf(modules),
};
