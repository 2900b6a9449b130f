import type { JsonObject } from '../shared/json';
import type { LedgerChange } from '../shared/ledger';
import { isComplete, type Job, type Outcome } from './jobs';
import { vendorTime } from './time';

/** The pages name the first and the last status; the one between them is made up. */
function statusOf(job: Job): string {
	if (isComplete(job)) return 'complete';
	return job.outcomes.length === 0 ? 'ready_to_process' : 'processing';
}

/** A fraction, rounded down: 1 means complete. */
const progressOf = ({ outcomes, records }: Job): number =>
	Math.floor((outcomes.length / records.length) * 100) / 100;

const errorCountOf = ({ outcomes }: Job): number =>
	outcomes.filter(({ errors }) => errors.length > 0).length;

/** The page's sample answers an upsert with "insert"; so does the sandbox. */
const echoOf = ({ operation }: Job): string => (operation === 'upsert' ? 'insert' : operation);

/** The answer to a new job. */
export const createdJobView = (job: Job): JsonObject => ({
	id: job.id,
	request_id: job.requestId,
	entity: job.entity,
	format: 'json',
	status: 'ready_to_process',
	percent_completed: 0,
	file_name: null,
	operation: echoOf(job),
	created_at: vendorTime(job.createdAt),
	updated_at: vendorTime(job.createdAt),
	sidekiq_job_id: job.queueId,
	created_by: job.createdBy,
	error_count: 0,
	import_method: 'api',
	file_upload_id: null,
});

/** While a job runs, its details hold what is done so far; no page says what they hold then. */
export const jobView = (job: Job): JsonObject => ({
	id: job.id,
	request_id: job.requestId,
	entity: job.entity,
	status: statusOf(job),
	percent_completed: progressOf(job),
	operation: echoOf(job),
	created_at: vendorTime(job.createdAt),
	updated_at: vendorTime(job.updatedAt),
	created_by: job.createdBy,
	error_count: errorCountOf(job),
	result: resultOf(job),
	processing_details: detailsOf(job),
});

/** "Success" is the only result on a page. */
function resultOf(job: Job): string | null {
	if (!isComplete(job)) return null;
	return errorCountOf(job) === 0 ? 'Success' : 'Completed with errors';
}

function detailsOf(job: Job): JsonObject[] {
	const key = job.entity.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase();
	return job.outcomes
		.map((outcome, index) => ({ outcome, rank: job.ranks[index] ?? index }))
		.sort((left, right) => left.rank - right.rank)
		.map(({ outcome }) => detailOf(outcome, key));
}

/** `_request_data_id` is there only when the record had one, the object only when it was asked for. */
const detailOf = ({ requestDataId, errors, id, object }: Outcome, key: string): JsonObject => ({
	...(requestDataId !== undefined && { _request_data_id: requestDataId }),
	errors,
	id,
	...(object !== null && { [key]: object }),
});

/** For the sandbox's own address: which jobs there are, without their records. */
export const jobSummary = (job: Job): JsonObject => ({
	id: job.id,
	entity: job.entity,
	operation: job.operation,
	status: statusOf(job),
	lang: job.lang,
	object_in_response: job.objectInResponse,
	records: job.records.length,
	processed: job.outcomes.length,
	errors: errorCountOf(job),
	created_at: vendorTime(job.createdAt),
});

/** A finished job, for the ledger. */
export const completion = (job: Job, time: number): LedgerChange => ({
	time: new Date(time).toISOString(),
	kind: 'updated',
	entity: 'job',
	id: job.id,
	parent: null,
	marker: statusOf(job),
	snapshot: jobView(job),
});
