import { inspect } from 'node:util';
import nock from 'nock';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { freshCredential } from '../harness/credentials';
import { Host, type RunResult } from '../harness/host';

// When it is loaded, nock takes hold of all HTTP. It shall do so only while a test plays a vendor.
nock.restore();

export const ORIGIN = 'https://till.example';
export const BASE_URL = `${ORIGIN}/api`;

/** Every test has tokens of its own, since the process remembers which ones were exchanged. */
let tokenNumber = 0;

/** Requests that no test expected. */
const unexpected: string[] = [];

const LONGEST_PAUSE_MS = 10_000;
const HURRY = 100;
const unhurriedTimeout = globalThis.setTimeout;

/** Pauses between tries pass a hundred times faster; the limits of single requests stay. */
const hurriedTimeout = ((run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
	unhurriedTimeout(run, ms > LONGEST_PAUSE_MS ? ms : ms / HURRY, ...args)) as typeof setTimeout;

/** Closes the network, makes the pauses between tries short, and lets no request go unnoticed. */
export function playVendor(): void {
	const note = (request: unknown) => {
		const { method = '?', path = '?' } = request as { method?: string; path?: string };
		unexpected.push(`${method} ${path}`);
	};

	beforeAll(() => {
		if (!nock.isActive()) nock.activate();
		nock.disableNetConnect();
		nock.emitter.on('no match', note);
	});

	beforeEach(() => {
		unexpected.length = 0;
		jest.spyOn(globalThis, 'setTimeout').mockImplementation(hurriedTimeout);
	});

	afterEach(() => {
		const pending = nock.pendingMocks();
		nock.cleanAll();
		jest.restoreAllMocks();
		expect({ unexpected, pending }).toEqual({ unexpected: [], pending: [] });
	});

	afterAll(() => {
		nock.emitter.removeListener('no match', note);
		nock.restore();
	});
}

/** The till's API, played by the test. */
export function till(options?: nock.Options): nock.Scope {
	return nock(ORIGIN, options);
}

export function newHost(credential: Partial<ICredentialDataDecryptedObject> = {}): Host {
	tokenNumber += 1;
	const host = new Host();
	host.credentials.data.inventorumApi = {
		...freshCredential(BASE_URL),
		clientSecret: 'client-secret-1',
		refreshToken: `refresh-token-${tokenNumber}-old`,
		accessToken: `access-token-${tokenNumber}-old`,
		...credential,
	} as ICredentialDataDecryptedObject;
	return host;
}

export function byId(value: unknown): INodeParameters {
	return { __rl: true, mode: 'id', value } as INodeParameters;
}

/** Runs an operation on products. */
export async function runProduct(
	operation: string,
	parameters: INodeParameters = {},
	items: IDataObject[] = [{}],
	options: { errorOutput?: boolean; host?: Host } = {},
): Promise<RunResult> {
	const { host = newHost(), ...how } = options;
	return await host.run(
		'inventorum',
		{ resource: 'product', operation, ...parameters },
		items,
		how,
	);
}

/** The error that stopped the node. */
export function errorOf({ error }: RunResult): {
	message: string;
	description: string;
	httpCode?: string | null;
} {
	if (error === undefined) throw new Error('The node was expected to fail, but did not');
	return { ...error, message: error.message, description: String(error.description) };
}

/** Everything that n8n keeps of a run, as text: errors, data and their hidden corners. */
export function allTextOf(result: RunResult): string {
	const { error } = result;
	return [
		JSON.stringify(result.run.data.resultData),
		JSON.stringify(error),
		inspect(error, { depth: 12, showHidden: true }),
		error?.message,
		error?.description,
		error?.stack,
	].join('\n');
}

/** Which input item each output item came from. */
export function pairsOf(items: INodeExecutionData[] = []): unknown[] {
	return items.map(({ pairedItem }) =>
		typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : pairedItem,
	);
}

/** `{"error": {...}}` as the vendor words its refusals. */
export function refusal(fields: object, key = 'common.serializer_error', description?: string) {
	return { error: { fields, description: description ?? null, key } };
}

/** An error of the connection, as Node.js reports it. */
export function connectionError(code: string): Error {
	return Object.assign(new Error(`${code} at the socket`), { code });
}
