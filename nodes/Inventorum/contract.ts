import type { NodeContract } from '../shared/contract/operation';
import { pickers } from './pickers';
import { product } from './resources/product';
import { inventorum } from './vendor';

/** The INVENTORUM action node: all that its form, requests and docs are made from. */
export const inventorumNode: NodeContract = {
	vendor: inventorum,
	name: 'inventorum',
	resources: [product],
	pickers,
};
