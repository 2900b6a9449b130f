import type { TriggerContract } from '../../shared/trigger/triggerContract';
import { finerWorks } from '../vendor';
import { inventoryProducts } from './inventoryProducts';
import { orderStatus } from './orderStatus';

/** All that the FinerWorks trigger can watch. */
export const finerWorksTrigger: TriggerContract = {
	vendor: finerWorks,
	name: 'finerWorksTrigger',
	sources: [orderStatus, inventoryProducts],
};
