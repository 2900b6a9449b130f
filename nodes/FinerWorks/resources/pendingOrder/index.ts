import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const pendingOrder: Resource = {
	name: 'pendingOrder',
	displayName: 'Pending Order',
	description: 'Orders that are held back for review and not placed yet',
	operations: operationsOf(modules),
};
