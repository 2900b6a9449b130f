import type { Resource } from '../../../shared/contract/operation';
import { getAll } from './getAll';
import { getStatus } from './getStatus';
import { getStatusDefinitions } from './getStatusDefinitions';
import { submit } from './submit';

export const order: Resource = {
	name: 'order',
	displayName: 'Order',
	description: 'Orders that FinerWorks prints and ships',
	operations: [getAll, submit, getStatus, getStatusDefinitions],
};
