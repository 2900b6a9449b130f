import type { TriggerContract } from '../../shared/trigger/triggerContract';
import { inventorum } from '../vendor';
import { orderChanges } from './orderChanges';
import { productChanges } from './productChanges';
import { returnChanges } from './returnChanges';

/** All that the INVENTORUM trigger can watch. */
export const inventorumTrigger: TriggerContract = {
	vendor: inventorum,
	name: 'inventorumTrigger',
	sources: [productChanges, orderChanges, returnChanges],
};
