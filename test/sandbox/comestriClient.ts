import { API_EMAIL, API_TOKEN } from '../../sandbox/comestri/credentials';
import {
	startComestriSandbox,
	type ComestriSandbox,
	type ComestriSandboxOptions,
} from '../../sandbox/comestri/server';
import { VendorBench, type Row } from './vendorClient';

export interface Detail extends Row {
	_request_data_id?: string;
	errors: string[];
	id: number | null;
}

/** All that tests pick out of bodies. */
export interface ComestriBody {
	id: number;
	status: string;
	percent_completed: number;
	error_count: number;
	result: string | null;
	processing_details: Detail[];
	errors: string[];
	entries: Row[];
	total_pages: number;
	total_entries: number;
	access_token: string;
}

export type ComestriBench = VendorBench<ComestriSandbox, ComestriBody>;

export const TOKEN = { Authorization: `Token token=${API_TOKEN},email=${API_EMAIL}` };

export const startComestri = async (options: ComestriSandboxOptions = {}): Promise<ComestriBench> =>
	await VendorBench.start<ComestriSandbox, ComestriBody>(
		async ({ clock }) => await startComestriSandbox({ generatedProducts: 0, clock, ...options }),
		TOKEN,
	);

/** The body of the page's samples, around these records. */
export const jobBody = (entity: string, operation: string, data: unknown[], options?: Row) => ({
	job: { entity, operation, options: options ?? { object_in_response: false }, data },
});

/** Sends a job, lets its time pass and reads it. */
export async function runJob(bench: ComestriBench, body: unknown): Promise<ComestriBody> {
	const { json } = await bench.post('/api/v2/jobs', body);
	bench.clock.forward(60_000);
	return (await bench.get(`/api/v2/jobs/${json.id}`)).json;
}
