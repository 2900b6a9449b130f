import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { Host, type RunResult } from '../../harness/host';

export const ORIGIN = 'https://pim.example';
export const TOKEN = 'comestri-test-token';
export const EMAIL = 'api@shop.example';
export const JOBS = '/api/v2/jobs';

/** Comestri's API, played by the test; it insists on the documented header. */
export function pim(): nock.Scope {
	return nock(ORIGIN, {
		reqheaders: {
			authorization: `Token token=${TOKEN},email=${EMAIL}`,
			accept: 'application/json',
		},
	});
}

export function newComestriHost(): Host {
	const host = new Host();
	host.credentials.data.comestriApi = {
		baseUrl: ORIGIN,
		token: TOKEN,
		email: EMAIL,
		requestsPerSecond: 0,
	};
	return host;
}

/** Runs an operation on jobs. */
export async function runJob(
	operation: string,
	parameters: INodeParameters = {},
	items: IDataObject[] = [{}],
	options: { errorOutput?: boolean; host?: Host } = {},
): Promise<RunResult> {
	const { host = newComestriHost(), ...how } = options;
	const form = { resource: 'job', operation, authentication: 'comestriApi', ...parameters };
	return await host.run('comestri', form, items, how);
}

/** The form for products; records come from the input items. */
export const UPSERT = { entity: 'Product', jobOperation: 'upsert' } satisfies INodeParameters;

export const products = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ code: `C-${index}`, name: `Product ${index}` }));

interface SentJob {
	job: { entity: string; operation: string; options: object; data: IDataObject[] };
	lang?: string;
}

/** Takes jobs, the first with id 429, and remembers their bodies. */
export function takeJobs(count = 1): SentJob[] {
	const sent: SentJob[] = [];
	pim()
		.post(JOBS)
		.times(count)
		.reply((_uri, body) => {
			sent.push(body as SentJob);
			const { entity, operation } = (body as SentJob).job;
			const id = 428 + sent.length;
			return [
				201,
				{ id, request_id: `request-${id}`, entity, operation, status: 'ready_to_process' },
			];
		});
	return sent;
}

export const complete = (details: unknown[], facts: object = {}) => ({
	id: 429,
	request_id: 'request-429',
	status: 'complete',
	percent_completed: 1,
	error_count: 0,
	result: 'Success',
	processing_details: details,
	...facts,
});
