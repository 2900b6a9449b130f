import { defineOperation } from '../../../shared/contract/operation';
import { CREATE_PAGE, giveUpAfter, MINUTE_MS, newJobForm, SHOW_PAGE } from './jobFields';
import { isDone, jobPath, jobResults } from './jobOutcome';
import { recordOutcome } from './jobOutput';
import { newJobProblem } from './jobRecord';
import { jobBody, jobSettings } from './jobRequest';

export const createAndWait = defineOperation({
	resource: 'job',
	name: 'createAndWait',
	displayName: 'Create and Wait',
	action: 'Create a job and wait for its outcome',
	description:
		'Hand all input items over to Comestri as one job, and return what became of each of them',
	source: `${CREATE_PAGE}, ${SHOW_PAGE}`,
	evidence: 'documented',
	safety: 'once-only write',
	method: 'POST',
	path: '/api/v2/jobs',
	form: {
		...newJobForm,
		fields: { ...newJobForm.fields, giveUpAfter },
	},
	check: newJobProblem,
	batching: {
		maxRecords: ({ recordsPerJob }) => recordsPerJob,
		groupBy: (input) => `${jobSettings(input)} ${input.giveUpAfter}`,
		body: jobBody,
		results: jobResults,
	},
	followUp: {
		path: jobPath,
		isDone,
		deadlineMs: (input) => input.giveUpAfter * MINUTE_MS,
	},
	output: { schema: recordOutcome },
});
