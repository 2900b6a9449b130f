import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { cleanUp } from '../harness/cleanup.mjs';
import { sandboxCredentials } from '../harness/credentials.mjs';
import { createUserFolder, startN8n } from '../harness/n8n.mjs';
import { packageContent } from '../harness/package.mjs';
import { webhookNode } from '../harness/production.mjs';
import { Rest } from '../harness/rest.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { callTool, startScriptedModel } from '../harness/scriptedModel.mjs';
import { until } from '../harness/wait.mjs';
import { n8nScript, prepare } from '../harness/workspace.mjs';

const { default: Ajv } = createRequire(n8nScript())('ajv');

/**
 * What a model is told about a tool goes along with every request. 1,500 characters are some 400 tokens:
 * twenty such tools still leave a model with 16,000 tokens half of them for the conversation.
 */
const MOST_CHARACTERS = 1500;

/** OpenAI's limits, which are the tightest: name, description, tools in a request. */
const LONGEST_NAME = 64;
const LONGEST_DESCRIPTION = 1024;
const MOST_TOOLS = 128;

const scene = {};

before(async () => {
	const { tarball } = await prepare();
	const sandbox = await startSandbox();
	const n8n = await startN8n({ userFolder: await createUserFolder({ tarball }) });
	const rest = new Rest(n8n.url);
	await rest.setUpOwner();
	const { nodes } = await packageContent();
	const tools = nodes.filter(({ usableAsTool }) => usableAsTool);
	Object.assign(scene, { sandbox, n8n, rest, nodes, tools });
	scene.credentials = await createCredentials();
});

after(cleanUp);

async function createCredentials() {
	const all = sandboxCredentials(scene.sandbox);
	const created = {};
	for (const [type, data] of Object.entries(all)) {
		created[type] = await scene.rest.createCredential({ name: type, type, data });
	}
	return created;
}

const isShown = ({ displayOptions = {} }, values) =>
	Object.entries(displayOptions.show ?? {}).every(([name, list]) => list.includes(values[name])) &&
	!Object.entries(displayOptions.hide ?? {}).some(([name, list]) => list.includes(values[name]));

/** The fields of an operation as its form shows them at first. */
function fieldsOf(node, chosen) {
	const values = { ...chosen };
	const shown = [];
	for (const property of node.properties) {
		if (property.name in chosen || !isShown(property, values)) continue;
		values[property.name] ??= property.default;
		shown.push(property);
	}
	return shown;
}

const TYPES = { number: 'number', boolean: 'boolean', json: 'json' };

/** The expression that n8n's editor writes when a field is left to the model. */
function leftToTheModel({ displayName, description, type }) {
	const key = displayName.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, LONGEST_NAME);
	const text = description.replace(/<[^>]+>/g, '').replaceAll('`', "'");
	return `={{ $fromAI('${key}', \`${text}\`, '${TYPES[type] ?? 'string'}') }}`;
}

function parameterFor(property) {
	const expression = leftToTheModel(property);
	if (property.type !== 'resourceLocator') return expression;
	return { __rl: true, mode: 'id', value: expression };
}

function toolNode(node, chosen) {
	const required = fieldsOf(node, chosen).filter((it) => it.required && it.type !== 'notice');
	const filledIn = required.map((property) => [property.name, parameterFor(property)]);
	const [{ name: credential }] = node.credentials;
	const { id, name } = scene.credentials[credential];
	return {
		id: [node.name, chosen.resource, chosen.operation].join('-'),
		name: [node.displayName, chosen.resource, chosen.operation].join(' '),
		type: `${node.type}Tool`,
		typeVersion: 1,
		parameters: { descriptionType: 'auto', ...chosen, ...Object.fromEntries(filledIn) },
		credentials: { [credential]: { id, name } },
	};
}

/** A tool for each operation of each action node. */
function allTools() {
	return scene.tools.flatMap((node) =>
		node.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options, displayOptions }) =>
				displayOptions.show.resource.flatMap((resource) =>
					options.map(({ value: operation }) => toolNode(node, { resource, operation })),
				),
			),
	);
}

/** n8n's agent with a model and tools, asked from outside; it answers with what the agent said. */
async function agentWith(path, model, tools) {
	const data = { apiKey: 'none', url: model.url, header: false };
	const credential = { name: `Model ${path}`, type: 'openAiApi', data };
	const { id, name } = await scene.rest.createCredential(credential);
	const webhook = webhookNode('Question', path);
	webhook.parameters.responseMode = 'lastNode';
	const nodes = [
		webhook,
		{
			id: 'agent',
			name: 'Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3,
			parameters: { promptType: 'define', text: '={{ $json.body.question }}', options: {} },
		},
		{
			id: 'model',
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
			credentials: { openAiApi: { id, name } },
		},
		...tools,
	];
	const to = (type) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	const connections = Object.fromEntries([
		['Question', to('main')],
		['Model', to('ai_languageModel')],
		...tools.map((tool) => [tool.name, to('ai_tool')]),
	]);
	const placed = nodes.map((node, index) => ({ ...node, position: [index * 200, 0] }));
	const workflow = { name: path, nodes: placed, connections, settings: { executionOrder: 'v1' } };
	const { id: workflowId } = await scene.rest.createWorkflow(workflow);
	await scene.rest.activate(workflowId);
	return workflowId;
}

async function ask(path, question) {
	const send = async () => {
		const response = await fetch(`${scene.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ question }),
		});
		return response.status === 404 ? undefined : response;
	};
	const response = await until(`the webhook ${path}`, send);
	const text = await response.text();
	assert.equal(response.status, 200, text);
	return JSON.parse(text);
}

test('the action nodes are listed as tools, and the triggers are not', async () => {
	const types = await scene.rest.request('GET', '/types/nodes.json');
	const names = new Set(types.map(({ name }) => name));
	assert.ok(scene.tools.length >= 3);
	for (const { type, usableAsTool } of scene.nodes) {
		assert.equal(names.has(`${type}Tool`), Boolean(usableAsTool), type);
	}
});

test('what a model is told about each operation is a valid schema, and short', async (t) => {
	const model = await startScriptedModel(() => ({ content: 'Fine.' }));
	const tools = allTools();
	assert.ok(tools.length <= MOST_TOOLS);
	await agentWith('schemas', model, tools);
	assert.deepEqual(await ask('schemas', 'What can you do?'), { output: 'Fine.' });
	const [{ tools: told }] = model.requests;
	const ajv = new Ajv({ strict: true });
	const sizes = told.map(({ function: { name, description, parameters } }) => {
		assert.ok(name.length <= LONGEST_NAME, name);
		assert.ok(description.length > 0 && description.length <= LONGEST_DESCRIPTION, name);
		const { $schema, ...schema } = parameters;
		assert.doesNotThrow(() => ajv.compile(schema), name);
		for (const key of Object.keys(schema.properties))
			assert.ok(schema.required.includes(key), name);
		return JSON.stringify({ name, description, parameters }).length;
	});
	const total = sizes.reduce((sum, size) => sum + size, 0);
	t.diagnostic(
		`${told.length} tools, ${Math.round(total / told.length)} characters on average, ` +
			`${Math.max(...sizes)} at most`,
	);
	assert.equal(told.length, tools.length);
	assert.equal(new Set(told.map((it) => it.function.name)).size, tools.length);
	assert.ok(Math.max(...sizes) <= MOST_CHARACTERS);
});

test('an agent asks our tool and answers with what it found', async () => {
	const inventorum = scene.tools.find(({ name }) => name === 'inventorum');
	const tool = toolNode(inventorum, { resource: 'product', operation: 'get' });
	const product = await changedProduct();
	const model = await startScriptedModel(({ messages, tools }) => {
		const answer = messages.findLast(({ role }) => role === 'tool');
		if (answer !== undefined) return { content: `There are ${stockIn(answer.content)} left.` };
		return callTool(tools[0].function.name, { Product: String(product.id) });
	});
	await agentWith('stock', model, [tool]);
	await scene.sandbox.control('inventorum', 'DELETE', '/requests');
	const { output } = await ask('stock', `How many of ${product.name} are left?`);

	assert.equal(output, `There are ${product.quantity} left.`);
	assert.equal(model.requests.length, 2);
	assert.ok(JSON.stringify(model.requests[0].messages).includes(product.name));
	const requests = await scene.sandbox.control('inventorum', 'GET', '/requests');
	const read = requests.filter(({ url }) => url.includes(`/products/${product.id}/`));
	assert.deepEqual(
		read.map(({ method, status }) => [method, status]),
		[['GET', 200]],
	);
});

/** A product as the ledger tells it: what life touched is there with its content. */
async function changedProduct() {
	const { sandbox } = scene;
	await sandbox.control('inventorum', 'POST', '/life', { running: true, changesPerSecond: 20 });
	const told = await until('a change', async () => {
		const entries = await sandbox.control('inventorum', 'GET', '/ledger?entity=product');
		const updated = entries.filter(({ kind, parent }) => kind === 'updated' && parent === null);
		return updated.length > 0 && updated;
	});
	await sandbox.control('inventorum', 'POST', '/life', { running: false });
	const ledger = await sandbox.control('inventorum', 'GET', '/ledger?entity=product');
	const { id } = told[0];
	return ledger.findLast((entry) => entry.id === id).snapshot;
}

/** n8n hands a tool's answer on as JSON. */
function stockIn(content) {
	const [found] = [JSON.parse(content)].flat(Infinity);
	return (found.json ?? found).quantity;
}
