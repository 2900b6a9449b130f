import type { NodeContract } from '../shared/contract/operation';
import { job } from './resources/job';
import { product } from './resources/product';
import { comestri } from './vendor';

/** The Comestri node: all that its form, requests and docs are made from. */
export const comestriNode: NodeContract = {
	vendor: comestri,
	name: 'comestri',
	resources: [job, product],
	pickers: {},
};
