import { z } from 'zod/v4';

const nullableText = z.string().nullable();

/** The outcome of one record. Source: page jobs/show. */
const detail = z.looseObject({
	_request_data_id: z.string(),
	id: z.number().nullable(),
	errors: z.array(z.string()),
});

/** A job as it is read. Source: page jobs/show. */
export const jobDetails = z.looseObject({
	id: z.number(),
	request_id: z.string(),
	entity: z.string(),
	status: z.string(),
	percent_completed: z.number(),
	operation: z.string(),
	created_at: z.string(),
	updated_at: z.string(),
	created_by: z.string(),
	error_count: z.number(),
	result: nullableText,
	processing_details: z.array(detail),
});

/** What stays of a job when Simplify is on. */
export const SIMPLE_JOB = [
	'id',
	'request_id',
	'entity',
	'status',
	'percent_completed',
	'operation',
	'updated_at',
	'error_count',
	'result',
	'processing_details',
] as const;

/** A new job, as each of its records shows it. Source: page jobs/create. */
export const createdJob = z.looseObject({
	job_id: z.number(),
	request_id: z.string(),
	entity: z.string(),
	format: z.string(),
	status: z.string(),
	percent_completed: z.number(),
	file_name: nullableText,
	operation: z.string(),
	created_at: z.string(),
	updated_at: z.string(),
	sidekiq_job_id: z.string(),
	created_by: z.string(),
	error_count: z.number(),
	import_method: z.string(),
	file_upload_id: z.number().nullable(),
	_request_data_id: z.string(),
});

/** What stays of it when Simplify is on. Without the operation: the echo is not always what was sent. */
export const SIMPLE_CREATED_JOB = [
	'job_id',
	'_request_data_id',
	'status',
	'request_id',
	'entity',
	'percent_completed',
	'created_at',
	'created_by',
] as const;

/** What became of one record, with the state of its job. The saved object comes along if asked for. */
export const recordOutcome = z.looseObject({
	job_id: z.number(),
	request_id: z.string(),
	status: z.string(),
	percent_completed: z.number(),
	result: nullableText,
	is_finished: z.boolean(),
	_request_data_id: z.string(),
	id: z.number().nullable(),
});
