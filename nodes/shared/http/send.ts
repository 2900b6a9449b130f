import { NodeOperationError, sleep } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';
import { fingerprint } from '../auth/refreshChain';
import { refusedToken, unansweredReason } from '../auth/reconnect';
import type { Method, Safety } from '../contract/operation';
import type { CredentialChoice, Vendor } from '../contract/vendor';
import { mayHaveHappened, type Failure, type FailureKind } from '../failure/failure';
import { secretsOf } from '../failure/redact';
import { parseJson, type Answer } from './answer';
import { pacerFor, type Pacer } from './pace';
import { retryAfterMs, waitBeforeRetry } from './retry';

/** The n8n contexts that may send requests. */
export type RequestContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** A request as an operation plans it: the vendor's address and credential come in here. */
export interface PlannedRequest {
	method: Method;
	/** Starts with a slash; variable parts are encoded already. */
	path: string;
	query: IDataObject;
	body?: unknown;
	apiVersion?: number;
	safety: Safety;
}

/** What all requests of a run share. */
export interface Connection {
	context: RequestContext;
	vendor: Vendor;
	/** The one of the vendor's credential types that the node uses. */
	credentialType: string;
	isRenewable: boolean;
	/** Without a slash at the end. */
	baseUrl: string;
	pacer: Pacer;
	/** Texts that must never leave. */
	secrets: string[];
	/** Longest time for one request with all its retries. */
	totalBudgetMs: number;
	/** No new attempt starts after this moment (epoch milliseconds). */
	deadline?: number;
}

const TOTAL_BUDGET_MS = 60_000;

/** The node parameter that names the credential type, where a vendor has several. */
export const AUTHENTICATION_PARAMETER = 'authentication';

/** How long to look for the tokens that another process may be storing just now. */
const REREAD_PAUSES_MS = [0, 200, 400, 800, 1600];

/** Reads the credential once for a run. */
export async function connect(context: RequestContext, vendor: Vendor): Promise<Connection> {
	const { name: credentialType, isRenewable = false } = chosenCredential(context, vendor);
	const credential = await readCredential(context, credentialType);
	const address = vendor.baseUrlOf?.(credential) ?? String(credential.baseUrl ?? '');
	const baseUrl = checkedAddress(context, address.trim()).replace(/\/+$/, '');
	const credentialId = context.getNode().credentials?.[credentialType]?.id ?? baseUrl;
	const rate = Number(credential.requestsPerSecond ?? vendor.limits.requestsPerSecond);
	return {
		context,
		vendor,
		credentialType,
		isRenewable,
		baseUrl,
		pacer: pacerFor(`${credentialType} ${credentialId}`, rate),
		secrets: secretsOf(credential),
		totalBudgetMs: TOTAL_BUDGET_MS,
	};
}

function checkedAddress(context: RequestContext, address: string): string {
	if (/^https?:\/\/[^/\s]+/i.test(address)) return address;
	throw new NodeOperationError(
		context.getNode(),
		`Base URL: expected an address that begins with https://, but got “${address}”`,
		{ description: 'Correct the Base URL in the credential. Nothing was sent.' },
	);
}

async function readCredential(
	context: RequestContext,
	credentialType: string,
): Promise<ICredentialDataDecryptedObject> {
	return await context.getCredentials(credentialType);
}

/** With one credential type there is nothing to choose; with more the form has asked. */
function chosenCredential(context: RequestContext, { credentialTypes }: Vendor): CredentialChoice {
	const [usual, ...others] = credentialTypes;
	if (others.length === 0) return usual;
	const chosen = context.getNode().parameters[AUTHENTICATION_PARAMETER];
	return credentialTypes.find(({ name }) => name === chosen) ?? usual;
}

/** Sends a request, paced, and again where that is safe, until it has an answer or must give up. */
export async function send(
	connection: Connection,
	request: PlannedRequest,
): Promise<Answer | Failure> {
	const start = Date.now();
	let afterUnanswered = false;
	for (let attempt = 1; ; attempt += 1) {
		const outcome = await sendInTurn(connection, request);
		if (!outcome.failed) return outcome;
		const wait = waitBeforeRetry(outcome, request.safety, attempt, remaining(connection, start));
		if (wait === undefined) {
			await noteNewSecrets(connection);
			return { ...outcome, attempts: attempt, afterUnanswered };
		}
		afterUnanswered ||= mayHaveHappened(outcome);
		if (outcome.kind === 'rate limited') connection.pacer.holdBack(wait);
		await sleep(wait);
	}
}

/** Tokens that came with a refresh during the run are secrets as well. */
async function noteNewSecrets({ context, credentialType, secrets }: Connection): Promise<void> {
	const fresh = secretsOf(await readCredential(context, credentialType));
	secrets.push(...fresh.filter((secret) => !secrets.includes(secret)));
}

function remaining({ totalBudgetMs, deadline }: Connection, start: number): number {
	const left = start + totalBudgetMs - Date.now();
	return deadline === undefined ? left : Math.min(left, deadline - Date.now());
}

async function sendInTurn(
	connection: Connection,
	request: PlannedRequest,
): Promise<Answer | Failure> {
	const departure = await connection.pacer.turn();
	const outcome = await sendOnce(connection, request);
	connection.pacer.answered(departure);
	if (!outcome.failed || outcome.kind !== 'reconnect') return outcome;
	if (!(await storedTokenChanged(connection, outcome.detail))) return outcome;
	return await sendOnce(connection, request);
}

/**
 * Another process may have exchanged the refresh token first. Then the stored credential holds, or is
 * about to hold, its successor, and the request goes through with that.
 */
async function storedTokenChanged(
	{ context, credentialType }: Connection,
	refused: string | undefined,
): Promise<boolean> {
	for (const pause of REREAD_PAUSES_MS) {
		await sleep(pause);
		const { refreshToken } = await readCredential(context, credentialType);
		if (typeof refreshToken === 'string' && fingerprint(refreshToken) !== refused) return true;
	}
	return false;
}

/**
 * n8n refreshes a token only for requests that throw on 401, but then hides the answer's headers.
 * So a request is first sent to see the whole answer, and handed to n8n's refresh only after a 401.
 */
async function sendOnce(
	connection: Connection,
	request: PlannedRequest,
): Promise<Answer | Failure> {
	const outcome = await exchange(connection, request, { seeEveryStatus: true });
	if (!outcome.failed || outcome.status !== 401 || !connection.isRenewable) return outcome;
	// n8n sends it again before the refresh and after it.
	await connection.pacer.turn();
	await connection.pacer.turn();
	return await exchange(connection, request, { seeEveryStatus: false });
}

async function exchange(
	connection: Connection,
	request: PlannedRequest,
	how: { seeEveryStatus: boolean },
): Promise<Answer | Failure> {
	const { context, vendor, credentialType } = connection;
	const options = { ...httpOptions(connection, request), ...waysToSee(how) };
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			options,
		)) as IN8nHttpFullResponse;
		return readResponse(vendor, response);
	} catch (error) {
		return failureOfThrown(error, vendor);
	}
}

/**
 * Of an answer that is thrown, n8n keeps the body only as parsed JSON. Everything else is read as text,
 * so that long numbers and cut-off answers can be told.
 */
function waysToSee(how: { seeEveryStatus: boolean }): Partial<IHttpRequestOptions> {
	return how.seeEveryStatus
		? { ignoreHttpStatusErrors: true, encoding: 'text' }
		: { ignoreHttpStatusErrors: false, json: true };
}

function httpOptions(
	{ vendor, baseUrl }: Connection,
	request: PlannedRequest,
): IHttpRequestOptions {
	const hasBody = request.body !== undefined;
	return {
		method: request.method,
		url: baseUrl + request.path,
		headers: {
			...vendor.headers,
			...versionHeader(vendor, request),
			...(hasBody ? { 'Content-Type': 'application/json' } : {}),
		},
		qs: request.query,
		...(hasBody ? { body: JSON.stringify(request.body) } : {}),
		returnFullResponse: true,
		disableFollowRedirect: true,
		timeout: vendor.limits.timeoutMs,
	};
}

function versionHeader(vendor: Vendor, { apiVersion }: PlannedRequest): Record<string, string> {
	if (vendor.versionHeader === undefined || apiVersion === undefined) return {};
	return { [vendor.versionHeader]: String(apiVersion) };
}

function readResponse(vendor: Vendor, response: IN8nHttpFullResponse): Answer | Failure {
	const { statusCode: status, headers, body } = response;
	const parsed = parsedBody(body);
	const vendorTime = readDate(headers.date);
	const kind = vendor.recognise?.(status, parsed?.value) ?? kindOfAnswer(status, headers, parsed);
	if (kind === undefined) return { failed: false, status, body: parsed?.value, vendorTime };
	return {
		failed: true,
		kind,
		status,
		refusal: parsed === undefined ? undefined : vendor.readRefusal(parsed.value),
		retryAfterMs: retryAfterMs(headers['retry-after'], vendorTime ?? new Date()),
		detail: typeof headers.location === 'string' ? headers.location : undefined,
	};
}

/** The body as JSON, which may be empty; undefined when it is something else. */
function parsedBody(body: unknown): { value: unknown } | undefined {
	if (typeof body === 'object' && body !== null) return { value: body };
	const text = typeof body === 'string' ? body : '';
	return text.trim() === '' ? { value: undefined } : parseJson(text);
}

/** Undefined for a good answer. */
function kindOfAnswer(
	status: number,
	headers: IN8nHttpFullResponse['headers'],
	parsed: object | undefined,
): FailureKind | undefined {
	const isGood = status >= 200 && status < 300;
	if (isGood) return parsed === undefined ? 'unreadable' : undefined;
	return kindOfStatus(status, headers['retry-after']);
}

function readDate(header: unknown): Date | undefined {
	if (typeof header !== 'string') return undefined;
	const time = Date.parse(header);
	return Number.isNaN(time) ? undefined : new Date(time);
}

function kindOfStatus(status: number, retryAfter: unknown): FailureKind {
	if (status === 503 && retryAfter !== undefined) return 'busy';
	const known = KINDS_OF_STATUS[status];
	if (known !== undefined) return known;
	if (status >= 500) return 'vendor fault';
	return status >= 400 ? 'refused' : 'redirected';
}

const KINDS_OF_STATUS: Readonly<Record<number, FailureKind>> = {
	401: 'not authorized',
	403: 'not allowed',
	404: 'not found',
	408: 'vendor fault',
	410: 'not found',
	429: 'rate limited',
};

const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What n8n throws carries the status or the connection's code in `httpCode`, and little else. */
interface ThrownByHost {
	message?: string;
	httpCode?: string | null;
	messages?: string[];
	context?: { data?: unknown };
}

function failureOfThrown(error: unknown, vendor: Vendor): Failure {
	const { message = '', httpCode, messages = [], context } = error as ThrownByHost;
	const texts = [message, ...messages].join('\n');
	const failure = refreshFailure(texts) ?? transportFailure(httpCode ?? undefined, message);
	if (context?.data === undefined) return failure;
	return { ...failure, refusal: vendor.readRefusal(context.data) };
}

function refreshFailure(texts: string): Failure | undefined {
	const refused = refusedToken(texts);
	if (refused !== undefined) return { failed: true, kind: 'reconnect', detail: refused };
	const reason = unansweredReason(texts);
	return reason === undefined
		? undefined
		: { failed: true, kind: 'no fresh token', detail: reason };
}

function transportFailure(code: string | undefined, message: string): Failure {
	if (code === 'ERR_CANCELED') return { failed: true, kind: 'cancelled' };
	const status = Number(code);
	if (code !== undefined && Number.isInteger(status)) {
		return { failed: true, kind: kindOfStatus(status, undefined), status };
	}
	const isUnsent = code !== undefined && NOT_SENT.has(code);
	return { failed: true, kind: isUnsent ? 'not sent' : 'broken', detail: code ?? message };
}
