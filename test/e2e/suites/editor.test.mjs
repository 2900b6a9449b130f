import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { cleanUp } from '../harness/cleanup.mjs';
import { sandboxCredentials } from '../harness/credentials.mjs';
import { Editor } from '../harness/editor.mjs';
import { choicesOf, filledForm, selectionsOf } from '../harness/forms.mjs';
import { createUserFolder, startN8n } from '../harness/n8n.mjs';
import { packageContent } from '../harness/package.mjs';
import { Rest } from '../harness/rest.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { until, untilEqual } from '../harness/wait.mjs';
import { node, workflow } from '../harness/workflows.mjs';
import { prepare, root } from '../harness/workspace.mjs';

const { name: packageName, nodes, credentials } = await packageContent();
const triggers = nodes.filter(({ group }) => group.includes('trigger'));
const actions = nodes.filter((each) => !triggers.includes(each));
const examples = await readExamples();
const INVENTORUM = `${packageName}.inventorum`;
const NEXT = 'n8n-nodes-base.noOp';
const NOTE = 'n8n-nodes-base.stickyNote';
const PICTURED_TRIGGER = 'Order Changes';
const UNKNOWN_PRODUCT = { __rl: true, mode: 'id', value: '999999' };

/** What makes each credential wrong, and what the form then has to say. */
const MISTAKES = {
	inventorumApi: {
		values: { refreshToken: 'not-a-token' },
		message: /^The INVENTORUM credential needs to be reconnected: paste a new refresh token/,
	},
	finerWorksApi: {
		values: { appKey: 'f1a7e000-0000-4000-8000-000000000009' },
		message: /^FinerWorks did not accept the keys/,
	},
	comestriApi: { values: { token: 'not-a-token' }, message: /^Comestri did not accept the token/ },
};

let rest;
let sandbox;
let editor;

before(async () => {
	const userFolder = await createUserFolder(await prepare());
	sandbox = await startSandbox();
	const n8n = await startN8n({ userFolder });
	rest = new Rest(n8n.url);
	await rest.setUpOwner();
	editor = await Editor.open(n8n.url);
});

after(cleanUp);

afterEach(() => assert.deepEqual(editor.takeProblems(), []));

async function readExamples() {
	const folder = path.join(root, 'examples');
	const files = (await fs.readdir(folder)).filter((file) => file.endsWith('.json'));
	return await Promise.all(
		files.sort().map(async (file) => ({
			file,
			...JSON.parse(await fs.readFile(path.join(folder, file), 'utf8')),
		})),
	);
}

/** The credentials made in the forms, as nodes refer to them, by type. */
async function storedCredentials() {
	const stored = await rest.request('GET', '/rest/credentials');
	return Object.fromEntries(stored.map(({ id, name, type }) => [type, { id, name }]));
}

/** What a node has to hold to use a stored credential. */
async function credentialOf(type) {
	return { credentials: { [type]: (await storedCredentials())[type] } };
}

const typeOfCredential = (description) => description.credentials[0].name;

async function openNew(...args) {
	const { id } = await rest.createWorkflow(workflow(...args));
	await editor.openWorkflow(id);
}

const productNode = async (name, parameters, rest = {}) =>
	node(
		name,
		INVENTORUM,
		{ resource: 'product', ...parameters },
		{
			...(await credentialOf('inventorumApi')),
			...rest,
		},
	);

/** Executes the open node and waits until its output shows each of these words. */
async function executeAndSee(...words) {
	await editor.executeStep();
	const panel = editor.on('output-panel');
	for (const word of words) await panel.getByText(word).first().waitFor();
}

describe('credential forms', () => {
	for (const { name, displayName, properties } of credentials.filter((it) => MISTAKES[it.name])) {
		test(`${displayName}: wrong keys are refused with a reason, the right ones pass`, async () => {
			const values = sandboxCredentials(sandbox)[name];
			const { values: mistake, message } = MISTAKES[name];
			await editor.openNewCredential(displayName);
			await editor.fillCredential(properties, { ...values, ...mistake });
			const refused = await editor.saveCredential();
			assert.equal(refused.passed, false);
			assert.ok(
				refused.words.some((line) => message.test(line)),
				refused.words.join('\n'),
			);
			const [field] = Object.keys(mistake);
			await editor.fillCredential(properties, { [field]: values[field] });
			assert.deepEqual(await editor.saveCredential(), { passed: true });
		});
	}

	test('Comestri OAuth2 API: the form asks for what client credentials need', async () => {
		await editor.openNewCredential('Comestri OAuth2 API');
		const form = editor.on('credential-edit-dialog');
		const labels = await form.locator('label:visible').allInnerTexts();
		const words = labels.map((label) => label.split('\n')[0].replace(' *', ''));
		for (const wanted of ['Access Token URL', 'Client ID', 'Client Secret', 'Base URL']) {
			assert.ok(words.includes(wanted), `${wanted} is not among ${words.join(', ')}`);
		}
		assert.ok(!words.includes('Grant Type'));
	});

	test('the replaced INVENTORUM refresh token survives runs, expiry and an edit', async () => {
		const { inventorumApi: stored } = await storedCredentials();
		const { properties } = credentials.find(({ name }) => name === 'inventorumApi');
		const many = await productNode('Get Many', { operation: 'getAll', limit: 3 });
		const { id } = await rest.createWorkflow(workflow('Refresh', [many]));
		const run = async () => {
			await editor.openWorkflow(id);
			await editor.openNode('Get Many');
			await executeAndSee('3 items');
		};
		await run();
		await expireToken();
		await run();
		await editor.goto(`/home/credentials/${stored.id}`);
		await editor.fillCredential(properties, { requestsPerSecond: 19 });
		assert.deepEqual(await editor.saveCredential(), { passed: true });
		await expireToken();
		await run();
		const stats = await sandbox.control('inventorum', 'GET', '/stats');
		assert.deepEqual([stats.tokenExchanges, stats.reusedRefreshTokens], [3, 0]);
	});

	/** The next request is refused as if the access token were too old. */
	async function expireToken() {
		const fault = { kind: 'status', status: 401, path: '/products/', times: 2 };
		await sandbox.control('inventorum', 'POST', '/faults', fault);
	}
});

describe('the panel of nodes', () => {
	const names = () => editor.on('node-creator-item-name');
	const named = (name) => names().getByText(name, { exact: true });

	for (const { displayName, name, ...description } of actions) {
		test(`${displayName} is found and lists its operations`, async () => {
			await openNew(`Find ${displayName}`);
			await editor.searchNode(displayName);
			await named(displayName).click();
			const expected = selectionsOf(description).map(({ words }) => words.action);
			const category = editor.on('node-creator-category-item');
			await category.getByText(`Actions (${expected.length})`).waitFor();
			const listed = async () => (await names().allInnerTexts()).sort();
			await untilEqual(expected.sort(), listed);
			if (name === 'inventorum') await editor.picture('node-creator');
		});
	}

	for (const { displayName } of triggers) {
		test(`${displayName} is found and can be added`, async () => {
			await editor.goto('/workflow/new');
			await editor.searchNode(displayName);
			await named(displayName.replace(' Trigger', '')).click();
			await editor.on('node-creator-category-item').getByText('Triggers (').waitFor();
			await names().getByText(/^On /).first().click();
			await editor.on('node-title-container').filter({ hasText: displayName }).waitFor();
		});
	}
});

describe('the panel of a node', () => {
	for (const description of actions) {
		test(`${description.displayName}: every operation shows all of its fields`, async () => {
			const type = typeOfCredential(description);
			const rest = await credentialOf(type);
			const forms = selectionsOf(description).map(({ chosen, words }) => ({
				...filledForm(description, chosen),
				...words,
			}));
			const all = forms.map(({ action, values }) => [node(action, description.type, values, rest)]);
			await openNew(description.displayName, ...all);
			for (const { action, resource, operation, labels } of forms) {
				await editor.openNode(action);
				await editor.shows(labels);
				assert.deepEqual(
					[await editor.chosen('resource'), await editor.chosen('operation')],
					[resource, operation],
				);
				await editor.closeNode();
			}
		});
	}

	for (const description of triggers) {
		test(`${description.displayName}: every kind of change shows all of its fields`, async () => {
			const stored = await credentialOf(typeOfCredential(description));
			const forms = choicesOf(description).map(({ chosen, words }) => ({
				...filledForm(description, chosen),
				words,
			}));
			const { id } = await rest.createWorkflow({
				name: description.displayName,
				nodes: forms.map(({ words, values }, index) => ({
					...node(words, description.type, values, stored),
					position: [0, 200 * index],
				})),
			});
			await editor.openWorkflow(id);
			for (const { words, labels } of forms) {
				await editor.openNode(words);
				await editor.shows([...labels, 'Poll Times', 'Mode']);
				assert.equal(await editor.chosen('triggerOn'), words);
				if (words === PICTURED_TRIGGER) await editor.picture('trigger');
				await editor.closeNode();
			}
		});
	}

	test('a product is picked from a list that can be searched', async () => {
		await openNew('Pick', [await productNode('Get a Product', { operation: 'get' })]);
		await editor.openNode('Get a Product');
		const input = editor.on('resource-locator-product').getByTestId('rlc-input');
		await input.click();
		const items = editor.on('rlc-item');
		await items.nth(10).waitFor();
		await editor.on('rlc-search').fill('t-shirt');
		const found = await until('the list is narrowed down', async () => {
			const texts = await items.allInnerTexts();
			return texts.length > 0 && texts.every((text) => /t-shirt/i.test(text)) && texts;
		});
		await editor.picture('product-picker');
		await items.first().click();
		assert.equal(await input.inputValue(), found[0].trim());
	});

	test('a required field that is empty is marked', async () => {
		await openNew('Required', [await productNode('Get a Product', { operation: 'get' })]);
		await editor.openNode('Get a Product');
		await editor.on('parameter-issues').hover();
		await editor.page.getByText('Parameter "Product" is required').waitFor();
	});

	test('a run shows its items', async () => {
		const many = await productNode('Get Many Products', { operation: 'getAll', limit: 5 });
		await openNew('Run', [many]);
		await editor.openNode('Get Many Products');
		await executeAndSee('5 items', 'inv_id', 'quantity', 'gross_price');
	});

	test('a failure is shown with what to do about it', async () => {
		const parameters = { operation: 'get', product: UNKNOWN_PRODUCT };
		await openNew('Failure', [await productNode('Get a Product', parameters)]);
		await editor.openNode('Get a Product');
		await executeAndSee('Error details');
		const message = await editor.on('node-error-message').innerText();
		const advice = await editor.on('node-error-description').innerText();
		assert.match(message, /^INVENTORUM knows no Product 999999/);
		assert.match(advice, /^Check the ID: the record may have been deleted/);
		await editor.picture('error');
	});

	test('a failed item goes on as an item that says why', async () => {
		const parameters = { operation: 'get', product: UNKNOWN_PRODUCT };
		const onError = { onError: 'continueRegularOutput' };
		await openNew('Continue', [await productNode('Get a Product', parameters, onError)]);
		await editor.openNode('Get a Product');
		await executeAndSee('1 item', 'INVENTORUM knows no Product 999999');
	});
});

describe('the preview of the output', () => {
	const schemaOf = (description, { chosen: { resource, operation } }) =>
		path.join(
			path.dirname(path.join(root, description.file)),
			'__schema__/v1.0.0',
			resource,
			`${operation}.json`,
		);

	for (const description of actions) {
		test(`${description.displayName}: n8n serves one for every operation`, async () => {
			for (const selection of selectionsOf(description)) {
				const { resource, operation } = selection.chosen;
				const expected = JSON.parse(await fs.readFile(schemaOf(description, selection), 'utf8'));
				const address = `/schemas/${description.type}/1.0.0/${resource}/${operation}.json`;
				assert.deepEqual(await rest.request('GET', address), expected);
			}
		});

		test(`${description.displayName}: the next node shows it before the first run`, async () => {
			const [selection] = selectionsOf(description);
			const { action } = selection.words;
			const { values } = filledForm(description, selection.chosen);
			const schema = JSON.parse(await fs.readFile(schemaOf(description, selection), 'utf8'));
			const fields = Object.keys(schema.properties);
			assert.ok(fields.length > 0);
			await openNew('Preview', [node(action, description.type, values), node('Next', NEXT)]);
			await editor.openNode('Next');
			await editor.on('schema-preview-warning').waitFor();
			const panel = (await editor.on('ndv-input-panel').innerText()).split('\n');
			for (const field of fields) assert.ok(panel.includes(field), field);
			if (description.name === 'inventorum') await editor.picture('preview');
		});
	}
});

describe('icons', () => {
	for (const theme of ['light', 'dark']) {
		test(`every node and credential has its ${theme} icon`, async () => {
			const types = [
				...(await rest.request('GET', '/types/nodes.json')),
				...(await rest.request('GET', '/types/credentials.json')),
			];
			const names = [...nodes.map(({ type }) => type), ...credentials.map(({ name }) => name)];
			for (const name of names) {
				const { iconUrl } = types.find((type) => type.name === name);
				const suffix = theme === 'dark' ? '.dark.svg' : '.svg';
				assert.ok(iconUrl[theme].endsWith(suffix) && iconUrl.light !== iconUrl.dark, name);
			}
			await editor.page.emulateMedia({ colorScheme: theme });
			const all = nodes.map(({ displayName, type }) => [node(displayName, type)]);
			await openNew('Icons', ...all);
			for (const { name, displayName, type } of nodes) {
				const { iconUrl } = types.find((each) => each.name === type);
				const image = editor.canvasNode(displayName).locator('img');
				const address = await until(`the icon of ${name} is drawn`, () => drawn(image, theme));
				assert.ok(address.endsWith(iconUrl[theme]), address);
			}
		});
	}

	/** The address of an image that is complete and belongs to the theme. */
	async function drawn(image, theme) {
		const { src, width } = await image.evaluate(({ src, naturalWidth: width }) => ({ src, width }));
		return width > 0 && src.endsWith('.dark.svg') === (theme === 'dark') && src;
	}

	after(() => editor.page.emulateMedia({ colorScheme: 'light' }));
});

describe('examples', () => {
	for (const { file, name, nodes, connections, settings } of examples) {
		test(`${file} opens and is complete`, async () => {
			const stored = await storedCredentials();
			const equipped = nodes.map((each) => ({
				...each,
				credentials:
					each.credentials &&
					Object.fromEntries(Object.keys(each.credentials).map((type) => [type, stored[type]])),
			}));
			const { id } = await rest.createWorkflow({ name, nodes: equipped, connections, settings });
			await editor.openWorkflow(id);
			const drawn = nodes.filter(({ type }) => type !== NOTE).length;
			await untilEqual(drawn, () => editor.on('canvas-node').count());
			assert.equal(await editor.on('node-issues').count(), 0);
			if (file === 'orders-to-finerworks.json') await editor.picture('workflow');
		});
	}
});
