/** Fixed seconds: n8n refuses a schedule that runs more than once a minute, but takes many of them. */
const everySeconds = (seconds) => ({
	item: Array.from({ length: 60 / seconds }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	})),
});

export const everyFiveSeconds = everySeconds(5);

/** For long polls: outside its durable scheduler n8n starts the next one whether the last is over or not. */
export const everyTwentySeconds = everySeconds(20);

export const TRIGGER = 'Product Changes';

const SPACING = 240;

/** The INVENTORUM Trigger on all that happens to products. */
export const triggerNode = (credential, options = {}, pollTimes = everyFiveSeconds) => ({
	id: 'product-changes',
	name: TRIGGER,
	type: 'n8n-nodes-retailkit.inventorumTrigger',
	typeVersion: 1,
	parameters: {
		pollTimes,
		events: ['productCreated', 'productUpdated', 'productDeleted'],
		filters: { customSales: true, variations: true },
		options,
	},
	credentials: { inventorumApi: { id: credential.id, name: credential.name } },
});

/** Starts an execution for each request, as other systems do. */
export const webhookNode = (name, path) => ({
	id: `webhook-${path}`,
	webhookId: path,
	name,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
});

/** Tells a recorder what an execution was given. */
export const recorderNode = (recorder) => ({
	id: 'record',
	name: 'Record',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	executeOnce: true,
	parameters: {
		method: 'POST',
		url: recorder.url,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ JSON.stringify({
			executionId: $execution.id,
			items: $input.all().map((item) => item.json),
		}) }}`,
		options: {},
	},
});

/** A workflow of nodes one after the other. */
export function chain(name, nodes) {
	const links = nodes
		.slice(1)
		.map((node, index) => [
			nodes[index].name,
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	return {
		name,
		nodes: nodes.map((node, index) => ({ ...node, position: [index * SPACING, 0] })),
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}
