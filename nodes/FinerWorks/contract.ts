import type { NodeContract } from '../shared/contract/operation';
import { order } from './resources/order';
import { pendingOrder } from './resources/pendingOrder';
import { virtualInventory } from './resources/virtualInventory';
import { finerWorks } from './vendor';

/** The FinerWorks action node: all that its form, requests and docs are made from. */
export const finerWorksNode: NodeContract = {
	vendor: finerWorks,
	name: 'finerWorks',
	resources: [virtualInventory, pendingOrder, order],
	pickers: {},
};
