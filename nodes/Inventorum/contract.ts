import type { NodeContract } from '../shared/contract/operation';
import { pickers } from './pickers';
import { order } from './resources/order';
import { product } from './resources/product';
import { returns } from './resources/return';
import { inventorum } from './vendor';

/** The INVENTORUM action node: all that its form, requests and docs are made from. */
export const inventorumNode: NodeContract = {
	vendor: inventorum,
	name: 'inventorum',
	resources: [product, order, returns],
	pickers,
};
