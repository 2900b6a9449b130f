import fs from 'node:fs/promises';
import path from 'node:path';
import { chromium, selectors } from 'playwright-core';
import { beforeCleanUp, temporaryFolder } from './cleanup.mjs';
import { needs } from './debian.mjs';
import { owner } from './rest.mjs';
import { until, untilEqual } from './wait.mjs';
import { root } from './workspace.mjs';

const PATIENCE_MS = 60_000;
const ONLY_THIS_MACHINE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
const VIEWPORT = { width: 1280, height: 800 };
const pictures = path.join(root, 'docs', 'images');

selectors.setTestIdAttribute('data-test-id');

/** n8n's editor in a browser that is new each time, signed in as the owner. */
export class Editor {
	page;
	#url;
	#problems = [];

	constructor(page, url) {
		this.page = page;
		this.#url = url;
		page.on('pageerror', (error) => this.#problems.push(String(error)));
		page.on('console', (message) => this.#note(message));
	}

	/**
	 * The browser finds no host but this n8n: the editor looks up the package at npm's registry, and
	 * what comes of that must not depend on the machine.
	 */
	static async open(url) {
		const executablePath =
			process.env.CHROMIUM_PATH ?? (await needs({ binary: 'chromium', package: 'chromium' }));
		const context = await chromium.launchPersistentContext(temporaryFolder('browser'), {
			executablePath,
			args: ['--no-sandbox', '--disable-dev-shm-usage', ONLY_THIS_MACHINE],
			viewport: VIEWPORT,
			colorScheme: 'light',
			reducedMotion: 'reduce',
			handleSIGINT: false,
			handleSIGTERM: false,
			handleSIGHUP: false,
		});
		beforeCleanUp(() => context.close());
		context.setDefaultTimeout(PATIENCE_MS);
		const { email, password } = owner;
		const data = { emailOrLdapLoginId: email, password };
		const login = await context.request.post(`${url}/rest/login`, { data });
		if (!login.ok()) throw new Error(`Signing in: HTTP ${login.status()}`);
		return new Editor(context.pages()[0] ?? (await context.newPage()), url);
	}

	/** What went wrong in the page, except for the requests to elsewhere that we have made impossible. */
	#note(message) {
		if (message.type() !== 'error') return;
		const { url } = message.location();
		const stopped = message.text() === 'Failed to load resource: net::ERR_NAME_NOT_RESOLVED';
		if (stopped && url && new URL(url).origin !== this.#url) return;
		this.#problems.push(`${message.text()} (${url})`);
	}

	/** The problems since the last time; a test that expects none compares with an empty list. */
	takeProblems() {
		return this.#problems.splice(0);
	}

	on(testId) {
		return this.page.getByTestId(testId);
	}

	async goto(address) {
		await this.page.goto(this.#url + address);
	}

	async openWorkflow(id) {
		await this.goto(`/workflow/${id}`);
		await this.on('canvas-node').first().waitFor();
	}

	/** Opens the panel with all nodes and looks for some. */
	async searchNode(words) {
		await this.on('node-creator-plus-button').click();
		await this.on('node-creator-search-bar').fill(words);
	}

	canvasNode(name) {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens a node's panel from the canvas, as a double click does. */
	async openNode(name) {
		await this.canvasNode(name).dblclick();
		await this.on('node-title-container').filter({ hasText: name }).waitFor();
		await this.on('node-parameters').waitFor();
	}

	async closeNode() {
		await this.on('ndv-close-button').click();
		await this.on('ndv').waitFor({ state: 'hidden' });
	}

	/** What a choice of the open node is set to, in the words of the form. */
	async chosen(parameter) {
		return await this.on(`parameter-input-${parameter}`).locator('input').first().inputValue();
	}

	/** The labels of the visible fields, without the words of the buttons beside them. */
	async labels() {
		const labels = this.on('node-parameters').locator('label:visible');
		const texts = await labels.evaluateAll((all) => all.map((label) => label.innerText));
		return texts.map((text) => text.split('\n')[0].trim()).filter(Boolean);
	}

	/** Waits until the open form shows exactly these labels, in whatever order. */
	async shows(expected) {
		const seen = async () => (await this.labels()).sort();
		await untilEqual([...expected].sort(), seen, { timeoutMs: PATIENCE_MS });
	}

	async executeStep() {
		await this.on('node-execute-button').click();
	}

	async openNewCredential(displayName) {
		await this.goto('/home/credentials/create');
		const choice = this.on('new-credential-type-select');
		await choice.locator('input').fill(displayName);
		await this.on('new-credential-type-select-option')
			.filter({ has: this.page.getByText(displayName, { exact: true }) })
			.first()
			.click();
		await this.on('new-credential-type-button').click();
		await this.on('credential-edit-dialog').waitFor();
	}

	/** Fills in a credential's form, given the values by name and the fields they belong to. */
	async fillCredential(properties, values) {
		for (const [name, value] of Object.entries(values)) {
			const { type, options } = properties.find((property) => property.name === name);
			const field = this.on(`parameter-input-${name}`);
			if (type === 'options') {
				await field.click();
				const { name: words } = options.find((option) => option.value === value);
				await this.page.getByRole('option', { name: words }).click();
			} else {
				await field.locator('input').fill(String(value));
			}
		}
	}

	/** Saves the open credential and returns what n8n says of its test. */
	async saveCredential() {
		const tested = this.page.waitForResponse((answer) =>
			answer.url().endsWith('/rest/credentials/test'),
		);
		await this.on('credential-save-button').click();
		await tested;
		return await this.credentialTest();
	}

	async credentialTest() {
		const dialog = this.on('credential-edit-dialog');
		const passed = dialog.getByText('Connection tested successfully');
		const failed = dialog.getByText('Couldn’t connect with these settings');
		await passed.or(failed).first().waitFor();
		if (await passed.isVisible()) return { passed: true };
		await dialog.getByText('More details').click();
		return { passed: false, words: (await dialog.innerText()).split('\n') };
	}

	/** A picture for the documentation, when those are to be made anew. */
	async picture(name) {
		if (!process.env.RETAILKIT_SCREENSHOTS) return;
		await this.#dismissNotices();
		await fs.mkdir(pictures, { recursive: true });
		await this.page.screenshot({
			path: path.join(pictures, `${name}.png`),
			animations: 'disabled',
		});
	}

	async #dismissNotices() {
		const notices = this.page.locator('.el-notification__closeBtn');
		await until('the notices are gone', async () => {
			await notices.evaluateAll((buttons) => buttons.forEach((button) => button.click()));
			return (await notices.count()) === 0;
		});
	}
}
