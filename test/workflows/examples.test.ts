import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IConnections, INode } from 'n8n-workflow';
import { inventorumNode } from '../../nodes/Inventorum/contract';

const EXAMPLES = path.resolve(__dirname, '../../examples');

interface Example {
	id: string;
	active: boolean;
	nodes: INode[];
	connections: IConnections;
}

function example(name: string): Example {
	return JSON.parse(readFileSync(path.join(EXAMPLES, name), 'utf8')) as Example;
}

describe('the tour of the products', () => {
	it('goes through every operation', () => {
		const used = example('products-tour.json')
			.nodes.filter(({ type }) => type === 'n8n-nodes-retailkit.inventorum')
			.map(({ parameters }) => parameters.operation);
		const [product] = inventorumNode.resources;
		const operations = product?.operations.map(({ name }) => name) ?? [];
		expect([...used].sort()).toEqual([...operations].sort());
	});
});
