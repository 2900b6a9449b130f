import { parse } from 'flatted';
import { owner } from '../../../sandbox/playground/n8n.mjs';

export { owner };

/** n8n's own HTTP interface, as its editor uses it. */
export class Rest {
	#url;
	#cookie = '';

	constructor(url) {
		this.#url = url;
	}

	/** Creates the owner of a fresh n8n and is signed in as them. */
	async setUpOwner() {
		return await this.request('POST', '/rest/owner/setup', owner);
	}

	async login() {
		const { email, password } = owner;
		return await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** Sends a request and returns what its answer carries; anything but success is an error. */
	async request(method, path, body) {
		const response = await fetch(this.#url + path, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.#cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		this.#keepCookies(response);
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`);
		return contentOf(text);
	}

	#keepCookies(response) {
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.#cookie = cookies.join('; ');
	}

	async createCredential({ name, type, data }) {
		return await this.request('POST', '/rest/credentials', { name, type, data });
	}

	async createWorkflow({ name, nodes, connections = {}, settings = {}, ...rest }) {
		const workflow = { name, nodes, connections, settings, ...rest };
		return await this.request('POST', '/rest/workflows', workflow);
	}

	/** Publishes the newest version of a workflow, so that its trigger runs. */
	async activate(workflowId) {
		const { versionId } = await this.request('GET', `/rest/workflows/${workflowId}`);
		return await this.request('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
	}

	async deactivate(workflowId) {
		return await this.request('POST', `/rest/workflows/${workflowId}/deactivate`, {});
	}

	/** The executions that match n8n's filter (`workflowId`, `status` and so on), the newest first. */
	async executions({ limit = 100, ...filter } = {}) {
		const query = new URLSearchParams({ limit, filter: JSON.stringify(filter) });
		const { results } = await this.request('GET', `/rest/executions?${query}`);
		return results;
	}

	/** One execution; `data` is the run data as n8n's code sees it. */
	async execution(id) {
		const execution = await this.request('GET', `/rest/executions/${id}`);
		return { ...execution, data: execution.data ? parse(execution.data) : undefined };
	}
}

/** Most answers wrap what they carry as `data`. */
function contentOf(text) {
	if (text === '') return undefined;
	const value = JSON.parse(text);
	return value !== null && typeof value === 'object' && 'data' in value && !Array.isArray(value)
		? value.data
		: value;
}
