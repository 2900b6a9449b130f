import type { TriggerContract } from '../../shared/trigger/triggerContract';
import { comestri } from '../vendor';
import { jobFinished } from './jobFinished';
import { productChanges } from './productChanges';

/** All that the Comestri trigger can watch. */
export const comestriTrigger: TriggerContract = {
	vendor: comestri,
	name: 'comestriTrigger',
	sources: [productChanges, jobFinished],
};
