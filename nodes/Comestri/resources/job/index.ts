import { operationsOf, type Resource } from '../../../shared/contract/operation';
import { modules } from './operations';

export const job: Resource = {
	name: 'job',
	displayName: 'Job',
	description: 'Bulk work on products, prices and other records',
	operations: operationsOf(modules),
};
