import nock from 'nock';
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { Host, type RunResult } from '../../harness/host';

export const ORIGIN = 'https://print.example';

export const KEYS = {
	webApiKey: '11111111-1111-4111-8111-111111111111',
	appKey: '22222222-2222-4222-8222-222222222222',
};

/** FinerWorks, played by the test. */
export function shop(options?: nock.Options): nock.Scope {
	return nock(ORIGIN, options);
}

export function newHost(credential: Partial<ICredentialDataDecryptedObject> = {}): Host {
	const host = new Host();
	host.credentials.data.finerWorksApi = {
		...KEYS,
		environment: 'custom',
		baseUrl: ORIGIN,
		requestsPerSecond: 0,
		...credential,
	} as ICredentialDataDecryptedObject;
	return host;
}

export interface How {
	errorOutput?: boolean;
	host?: Host;
}

/** Runs an operation, named as `resource.operation`. */
export async function run(
	name: string,
	parameters: INodeParameters = {},
	items: IDataObject[] = [{}],
	{ host = newHost(), ...how }: How = {},
): Promise<RunResult> {
	const [resource = '', operation = ''] = name.split('.');
	return await host.run('finerWorks', { resource, operation, ...parameters }, items, how);
}

/** Runs an operation and gathers the bodies of the requests that go to an address. */
export function answering(
	method: 'GET' | 'POST' | 'PUT' | 'DELETE',
	path: string,
	answer: (body: IDataObject) => [status: number, body: unknown],
	times = 1,
): IDataObject[] {
	const bodies: IDataObject[] = [];
	shop()
		.intercept(path, method)
		.times(times)
		.reply((_, arrived) => {
			bodies.push(arrived as IDataObject);
			return answer(arrived as IDataObject) as [number, nock.Body];
		});
	return bodies;
}

/** The body without members that are null, which mean the same as missing ones. */
export function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, each]) => each !== null)
			.map(([name, each]) => [name, withoutNulls(each)]),
	);
}

/** What the vendor's web framework answers to bad values. */
export function modelState(state: Record<string, string[]>): [status: number, body: object] {
	return [400, { Message: 'The request is invalid.', ModelState: state }];
}
