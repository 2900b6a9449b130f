import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const order: Resource = {
	name: 'order',
	displayName: 'Order',
	description: 'Sales at the till and in other channels',
	operations: operationsOf(modules),
};
