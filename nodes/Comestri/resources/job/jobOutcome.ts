import { get, isPlainObject, omit } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import type { BatchRecord, RecordResult } from '../../../shared/contract/operation';
import { textsOf } from '../../refusal';
import type { NewJob } from './jobFields';
import { requestDataIds } from './jobRequest';

/** A job as `GET /api/v2/jobs/:id` shows it (page jobs/show), as far as we act on it. */
export interface Job {
	id: number | string;
	status?: string;
	processing_details?: unknown;
	[member: string]: unknown;
}

/** Undefined for an answer that names no job. */
export function readJob(answer: unknown): Job | undefined {
	const id: unknown = get(answer, 'id');
	return typeof id === 'number' || typeof id === 'string' ? (answer as Job) : undefined;
}

/**
 * Only `complete` is known as a last status, and 1 as the last `percent_completed`, which is a fraction
 * (page jobs/show). Every other status counts as running. An answer that names no job cannot be asked
 * about, so there is nothing to wait for.
 */
export function isDone(answer: unknown): boolean {
	const job = readJob(answer);
	return job === undefined || job.status === 'complete' || Number(job.percent_completed) >= 1;
}

export function jobPath(answer: unknown): string {
	return `/api/v2/jobs/${encodeURIComponent(String(readJob(answer)?.id))}`;
}

/** What the output says of the job itself. */
function jobFacts(job: Job): IDataObject {
	const { id, status, request_id: requestId, percent_completed: progress, result } = job;
	const facts = {
		job_id: id,
		request_id: requestId,
		status,
		percent_completed: progress,
		result,
		is_finished: isDone(job),
	};
	return Object.fromEntries(
		Object.entries(facts).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

const UNNAMED_JOB =
	'Comestri took the job, but its answer names none: look the job up there before you repeat it';

/** Every record of a job that was just created: the job, and the name that its outcome will have. */
export function createdRows(
	answer: unknown,
	records: readonly BatchRecord<NewJob>[],
): RecordResult[] {
	const job = readJob(answer);
	if (job === undefined) return records.map(() => ({ problem: UNNAMED_JOB }));
	const facts = { job_id: job.id, ...omit(job, 'id') } as IDataObject;
	return requestDataIds(records).map((id) => ({ rows: [{ ...facts, _request_data_id: id }] }));
}

interface Detail {
	errors: unknown;
	[member: string]: unknown;
}

/** The outcome of each record, found by its `_request_data_id`, whatever the order of the details. */
export function jobResults(
	answer: unknown,
	records: readonly BatchRecord<NewJob>[],
): RecordResult[] {
	const job = readJob(answer);
	if (job === undefined) return records.map(() => ({ problem: UNNAMED_JOB }));
	const details = detailsById(job);
	return requestDataIds(records).map((id) => recordResult(job, id, details.get(id)));
}

/** Should Comestri mention a record twice, what went wrong counts. */
function detailsById({ processing_details: details }: Job): Map<string, Detail> {
	const found = new Map<string, Detail>();
	for (const detail of Array.isArray(details) ? details.filter(isPlainObject) : []) {
		const id = String(get(detail, '_request_data_id'));
		if (problemsOf(found.get(id)).length === 0) found.set(id, detail as Detail);
	}
	return found;
}

function recordResult(job: Job, id: string, detail: Detail | undefined): RecordResult {
	const problems = problemsOf(detail);
	if (problems.length > 0) {
		return { problem: `${problems.join('. ')} (job ${job.id}, record ${id})` };
	}
	if (detail === undefined && isDone(job) && job.error_count !== 0) {
		return {
			problem: `Job ${job.id} is complete, but says nothing about record ${id}: look it up in Comestri`,
		};
	}
	return { rows: [{ ...jobFacts(job), _request_data_id: id, ...omit(detail, 'errors') }] };
}

/** Empty when all went well. The page shows no filled `errors`: texts and objects are understood. */
function problemsOf(detail: Detail | undefined): string[] {
	const errors = detail?.errors;
	if (!isPlainObject(errors)) return textsOf(errors);
	return Object.entries(errors as object).map(
		([name, texts]: [string, unknown]) => `${name} ${textsOf(texts).join(', ')}`,
	);
}
