import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const returns: Resource = {
	name: 'return',
	displayName: 'Return',
	description: 'Goods that came back',
	operations: operationsOf(modules),
};
