import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../shared/json';
import { Random } from '../shared/random';
import type { Catalogue } from './catalogue';
import { handlerOf } from './handlers';
import type { JobRequest } from './jobRequest';
import { RecordError } from './records';
import type { RecordFailures } from './recordFailures';
import type { Settings } from './settings';

export interface Outcome {
	requestDataId: unknown;
	errors: string[];
	id: number | null;
	/** The saved object, when the job asked for objects. */
	object: JsonObject | null;
}

export interface Job extends JobRequest {
	id: number;
	requestId: string;
	queueId: string;
	createdBy: string;
	createdAt: number;
	startsAt: number;
	endsAt: number;
	updatedAt: number;
	/** Of the records processed so far, in their order. */
	outcomes: Outcome[];
	/** Where each record's outcome stands in the answer. */
	ranks: number[];
	emptied: Set<string>;
}

interface JobSurroundings {
	clock: () => Date;
	catalogue: Catalogue;
	settings: Settings;
	failures: RecordFailures;
	seed: number;
	/** At the moment the last record was processed. */
	onComplete: (job: Job, time: number) => void;
}

interface DueRecord {
	job: Job;
	index: number;
	time: number;
}

/** The id of the page's sample. */
const FIRST_JOB_ID = 429;
const RANDOM_FAILURE = 'Record could not be saved';

/**
 * Bulk jobs. They have no clockwork of their own: whenever somebody looks, the records that would
 * be done by then are processed, each with the time it was due.
 */
export class Jobs {
	private jobs: Job[] = [];
	private random: Random;

	constructor(private readonly around: JobSurroundings) {
		this.random = new Random(around.seed);
	}

	list(): readonly Job[] {
		return this.jobs;
	}

	get(id: number): Job | undefined {
		return this.jobs.find((job) => job.id === id);
	}

	create(request: JobRequest, createdBy: string): Job {
		const { settings } = this.around;
		const now = this.now();
		const startsAt = now + settings.jobDelayMs;
		const work = settings.jobDurationMs + settings.recordMs * request.records.length;
		const job: Job = {
			...request,
			id: FIRST_JOB_ID + this.jobs.length,
			requestId: randomUUID(),
			queueId: randomUUID().replaceAll('-', '').slice(0, 24),
			createdBy,
			createdAt: now,
			startsAt,
			endsAt: startsAt + work,
			updatedAt: now,
			outcomes: [],
			ranks: request.records.map((_record, index) => this.rank(index)),
			emptied: new Set(),
		};
		this.jobs.push(job);
		return job;
	}

	/** Processes what is due, over all jobs in the order of time. */
	advance(): void {
		const now = this.now();
		const due = this.jobs
			.filter((job) => !isComplete(job))
			.flatMap((job) => dueRecords(job, now))
			.sort((left, right) => left.time - right.time);
		for (const record of due) this.process(record);
	}

	clear(): void {
		this.jobs = [];
		this.random = new Random(this.around.seed);
	}

	private process({ job, index, time }: DueRecord): void {
		const record = job.records[index] ?? {};
		const requestDataId = record._request_data_id;
		const outcome = { requestDataId, errors: [], id: null, object: null };
		job.outcomes.push({ ...outcome, ...this.save(job, record, time) });
		job.updatedAt = time;
		if (isComplete(job)) this.around.onComplete(job, time);
	}

	private save(job: Job, record: JsonObject, time: number): Partial<Outcome> {
		const { catalogue, failures, settings } = this.around;
		const hasBadLuck = this.random.chance(settings.failureRate);
		const errors = failures.of(record) ?? (hasBadLuck ? [RANDOM_FAILURE] : []);
		if (errors.length > 0) return { errors };
		try {
			const context = { catalogue, lang: job.lang, time, emptied: job.emptied };
			const { id, view } = handlerOf(job.entity, job.operation)(record, context);
			return { id, object: job.objectInResponse ? view() : null };
		} catch (error) {
			if (error instanceof RecordError) return { errors: error.errors };
			throw error;
		}
	}

	private rank(index: number): number {
		return this.around.settings.shuffleDetails ? this.random.next() : index;
	}

	private now(): number {
		return this.around.clock().getTime();
	}
}

export const isComplete = ({ outcomes, records }: Job): boolean =>
	outcomes.length === records.length;

function dueRecords(job: Job, now: number): DueRecord[] {
	const due: DueRecord[] = [];
	const step = (job.endsAt - job.startsAt) / job.records.length;
	for (let index = job.outcomes.length; index < job.records.length; index += 1) {
		const time = job.startsAt + Math.round(step * (index + 1));
		if (time > now) break;
		due.push({ job, index, time });
	}
	return due;
}
