import type { Resource } from '../../../shared/contract/operation';
import { create } from './create';
import { createAndWait } from './createAndWait';
import { get } from './get';
import { wait } from './wait';

export const job: Resource = {
	name: 'job',
	displayName: 'Job',
	description: 'Bulk work on products, prices and other records',
	operations: [createAndWait, create, get, wait],
};
