import type { Resource } from '../../../shared/contract/operation';
import { create } from './create';
import { deletePendingOrders } from './delete';
import { getAll } from './getAll';

export const pendingOrder: Resource = {
	name: 'pendingOrder',
	displayName: 'Pending Order',
	description: 'Orders that are held back for review and not placed yet',
	operations: [getAll, create, deletePendingOrders],
};
