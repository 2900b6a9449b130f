import { defineOperation } from '../../../shared/contract/operation';
import { CREATE_PAGE, newJobForm } from './jobFields';
import { createdRows } from './jobOutcome';
import { createdJob, SIMPLE_CREATED_JOB } from './jobOutput';
import { newJobProblem } from './jobRecord';
import { jobBody, jobSettings } from './jobRequest';

export const create = defineOperation({
	resource: 'job',
	name: 'create',
	displayName: 'Create',
	action: 'Create a job',
	description: 'Hand all input items over to Comestri as one job, without waiting for its outcome',
	source: CREATE_PAGE,
	evidence: 'documented',
	safety: 'once-only write',
	method: 'POST',
	// The page shows the body; method and path follow the pattern of all printed routes.
	path: '/api/v2/jobs',
	form: newJobForm,
	check: newJobProblem,
	batching: {
		maxRecords: ({ recordsPerJob }) => recordsPerJob,
		groupBy: jobSettings,
		body: jobBody,
		results: createdRows,
	},
	output: { schema: createdJob, simplify: SIMPLE_CREATED_JOB },
});
