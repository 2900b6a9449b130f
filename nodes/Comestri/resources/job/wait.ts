import { defineOperation } from '../../../shared/contract/operation';
import { giveUpAfter, jobId, MINUTE_MS, SHOW_PAGE } from './jobFields';
import { isDone, jobPath } from './jobOutcome';
import { jobDetails, SIMPLE_JOB } from './jobOutput';

export const wait = defineOperation({
	resource: 'job',
	name: 'wait',
	displayName: 'Wait',
	action: 'Wait for a job',
	description: 'Ask for a job until it is complete, and return it with the outcome of its records',
	source: SHOW_PAGE,
	evidence: 'documented',
	safety: 'read',
	method: 'GET',
	path: '/api/v2/jobs/{jobId}',
	form: { fields: { jobId, giveUpAfter } },
	followUp: {
		path: jobPath,
		isDone,
		deadlineMs: (input) => input.giveUpAfter * MINUTE_MS,
	},
	output: { schema: jobDetails, simplify: SIMPLE_JOB },
});
