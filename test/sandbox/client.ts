import {
	startInventorumSandbox,
	type InventorumSandbox,
	type InventorumSandboxOptions,
} from '../../sandbox/inventorum/server';
import { parseJson, TestClock } from './clock';

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined when it is not JSON. */
	json: Body;
}

/** A product as lists and feeds show it, and whatever else it has. */
export interface Row extends Record<string, unknown> {
	id: number;
	name: string;
	state: string;
	parent: number | null;
	price: string;
	quantity: string;
	tax_type: number;
}

/** All that tests pick out of bodies; comparisons fail on what an answer does not have. */
export interface Body extends Row {
	total: number;
	data: Row[];
	results: Row[];
	variations: Row[];
	categories: Row[];
	images: Row[];
	meta: Record<string, unknown>;
	error: { key: string; fields: Record<string, string[]> };
	access_token: string;
	refresh_token: string;
}

export const idsOf = (rows: readonly Row[]): number[] => rows.map(({ id }) => id);

export interface CallOptions {
	version?: number | string;
	body?: unknown;
	headers?: Record<string, string>;
	token?: string | null;
}

/** A sandbox with a client that never follows redirects and never retries. */
export class Bench {
	private constructor(
		readonly sandbox: InventorumSandbox,
		readonly clock: TestClock,
		private readonly token: string,
	) {}

	static async start(options: InventorumSandboxOptions = {}): Promise<Bench> {
		const clock = new TestClock();
		const sandbox = await startInventorumSandbox({
			requestsPerSecond: 0,
			generatedProducts: 0,
			clock: () => clock.now(),
			...options,
		});
		return new Bench(sandbox, clock, sandbox.tokens.issueAccessToken());
	}

	async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
		const { version, body, headers, token = this.token } = options;
		const response = await fetch(this.sandbox.url + path, {
			method,
			redirect: 'manual',
			body: body === undefined ? undefined : JSON.stringify(body),
			headers: {
				...(token !== null && { Authorization: `Bearer ${token}` }),
				...(body !== undefined && { 'Content-Type': 'application/json' }),
				...(version !== undefined && { 'X-Api-Version': String(version) }),
				...headers,
			},
		});
		return await toAnswer(response);
	}

	get = async (path: string, version?: number) => await this.call('GET', path, { version });
	post = async (path: string, body?: unknown, version = 8) =>
		await this.call('POST', path, { body, version });
	put = async (path: string, body: unknown, version = 7) =>
		await this.call('PUT', path, { body, version });
	delete = async (path: string) => await this.call('DELETE', path);

	/** Calls an address of the sandbox itself. */
	async control(method: string, path: string, body?: unknown): Promise<Answer> {
		const response = await fetch(`http://127.0.0.1:${this.sandbox.port}/__sandbox${path}`, {
			method,
			...(body !== undefined && {
				body: JSON.stringify(body),
				headers: { 'Content-Type': 'application/json' },
			}),
		});
		return await toAnswer(response);
	}

	async exchange(refreshToken: string, client = 'sandbox-client:sandbox-secret'): Promise<Answer> {
		const response = await fetch(`${this.sandbox.url}/auth/token/`, {
			method: 'POST',
			headers: { Authorization: `Basic ${Buffer.from(client).toString('base64')}` },
			body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
		});
		return await toAnswer(response);
	}

	/** The ids of a delta feed, from a moment of the test clock on. */
	async changed(since: Date): Promise<number[]> {
		const answer = await this.get(`/products/delta/modified/?start_date=${since.toISOString()}`);
		return idsOf(answer.json.data);
	}

	async deleted(since: Date): Promise<unknown> {
		const answer = await this.get(`/products/delta/deleted/?start_date=${since.toISOString()}`);
		return answer.json.data;
	}
}

async function toAnswer(response: Response): Promise<Answer> {
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		text,
		json: parseJson(text) as Body,
	};
}
