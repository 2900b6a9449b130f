import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const order: Resource = {
	name: 'order',
	displayName: 'Order',
	description: 'Orders that FinerWorks prints and ships',
	operations: operationsOf(modules),
};
