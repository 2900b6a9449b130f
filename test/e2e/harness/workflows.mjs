import { randomUUID } from 'node:crypto';

const GRID = 220;
const COLUMNS = 5;

export const START = 'Start';

/** A node for a workflow; where it lies is decided when the workflow is put together. */
export const node = (name, type, parameters = {}, rest = {}) => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	parameters,
	...rest,
});

/** A workflow that starts by hand and then runs each chain of nodes, one node after the other. */
export function workflow(name, ...chains) {
	const start = node(START, 'n8n-nodes-base.manualTrigger');
	const connections = { [START]: outputTo(...chains.map(([first]) => first)) };
	for (const chain of chains) {
		chain.slice(1).forEach((next, index) => (connections[chain[index].name] = outputTo(next)));
	}
	const nodes = [start, ...chains.flat()].map((each, index) => ({
		...each,
		position: [GRID * (index % COLUMNS), GRID * Math.floor(index / COLUMNS)],
	}));
	return { name, nodes, connections };
}

const outputTo = (...nodes) => ({
	main: [nodes.map(({ name }) => ({ node: name, type: 'main', index: 0 }))],
});
