import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isJsonObject } from './json';

const CAPACITY = 5000;
const HIDDEN = '[hidden]';
/** Headers of all vendors and fields of their bodies; what one vendor hides harms no other. */
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'web_api_key', 'app_key']);
const SECRET_FIELDS = new Set([
	'refresh_token',
	'client_secret',
	'access_token',
	'web_api_key',
	'app_key',
	'payment_token',
]);

export interface LoggedRequest {
	/** By the sandbox clock. */
	time: string;
	method: string;
	url: string;
	headers: Record<string, unknown>;
	body: unknown;
	/** null while the request runs, and for good when the connection was cut before an answer. */
	status: number | null;
	ms: number | null;
	/** The kind of the fault that was applied, if any. */
	fault: string | null;
}

/** The last requests a vendor stand-in received, without their secrets. */
export class RequestLog {
	private entries: LoggedRequest[] = [];
	private readonly current = new WeakMap<FastifyRequest, LoggedRequest>();
	/** All requests since the start or the last `clear`, also those that fell out of the list. */
	total = 0;

	constructor(private readonly clock: () => Date) {}

	list(): readonly LoggedRequest[] {
		return this.entries;
	}

	clear(): void {
		this.entries = [];
		this.total = 0;
	}

	noteFault(request: FastifyRequest, kind: string): void {
		const entry = this.current.get(request);
		if (entry) entry.fault = kind;
	}

	/** Must be installed before any hook that may answer early, or that answer stays unlogged. */
	install(scope: FastifyInstance): void {
		scope.addHook('onRequest', async (request) => this.open(request));
		scope.addHook('preHandler', async (request) => this.noteBody(request));
		scope.addHook('onResponse', async (request, reply) => {
			const entry = this.current.get(request);
			if (!entry) return;
			entry.status = reply.raw.writableFinished ? reply.statusCode : null;
			entry.ms = Math.round(reply.elapsedTime * 100) / 100;
		});
	}

	private open(request: FastifyRequest): void {
		const entry: LoggedRequest = {
			time: this.clock().toISOString(),
			method: request.method,
			url: request.url,
			headers: withoutSecrets(request.headers, SECRET_HEADERS),
			body: null,
			status: null,
			ms: null,
			fault: null,
		};
		this.current.set(request, entry);
		this.total += 1;
		this.entries.push(entry);
		if (this.entries.length > CAPACITY) this.entries.shift();
	}

	private noteBody(request: FastifyRequest): void {
		const entry = this.current.get(request);
		if (!entry || request.body === undefined) return;
		entry.body = isJsonObject(request.body)
			? withoutSecrets(request.body, SECRET_FIELDS)
			: request.body;
	}
}

const withoutSecrets = (
	values: Record<string, unknown>,
	secrets: ReadonlySet<string>,
): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, secrets.has(name) ? HIDDEN : value]),
	);
