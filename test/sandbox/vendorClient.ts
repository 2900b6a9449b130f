import { TestClock, parseJson } from './clock';

export type Row = Record<string, unknown>;

export interface VendorAnswer<B> {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined when it is not JSON. */
	json: B;
}

interface Sandbox {
	url: string;
	close(): Promise<void>;
}

/** A sandbox on the test clock with a client that never follows redirects and never retries. */
export class VendorBench<S extends Sandbox, B> {
	private constructor(
		readonly sandbox: S,
		readonly clock: TestClock,
		private readonly credentials: Record<string, string>,
	) {}

	static async start<S extends Sandbox, B>(
		start: (options: { clock: () => Date }) => Promise<S>,
		credentials: Record<string, string>,
	): Promise<VendorBench<S, B>> {
		const clock = new TestClock();
		return new VendorBench<S, B>(await start({ clock: () => clock.now() }), clock, credentials);
	}

	async call(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = this.credentials,
	): Promise<VendorAnswer<B>> {
		const response = await fetch(this.sandbox.url + path, {
			method,
			redirect: 'manual',
			body: body === undefined ? undefined : JSON.stringify(body),
			headers: {
				...(body !== undefined && { 'Content-Type': 'application/json' }),
				...headers,
			},
		});
		const text = await response.text();
		const { status, headers: answered } = response;
		return { status, headers: answered, text, json: parseJson(text) as B };
	}

	get = async (path: string) => await this.call('GET', path);
	post = async (path: string, body?: unknown) => await this.call('POST', path, body);
	put = async (path: string, body: unknown) => await this.call('PUT', path, body);

	/** Calls an address of the sandbox itself. */
	control = async (method: string, path: string, body?: unknown) =>
		await this.call(method, `/__sandbox${path}`, body, {});
}
