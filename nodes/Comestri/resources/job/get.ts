import { defineOperation } from '../../../shared/contract/operation';
import { jobId, SHOW_PAGE } from './jobFields';
import { jobDetails, SIMPLE_JOB } from './jobOutput';

export const get = defineOperation({
	resource: 'job',
	name: 'get',
	displayName: 'Get',
	action: 'Get a job',
	description: 'Read how far a job is, and what became of its records so far',
	source: SHOW_PAGE,
	evidence: 'documented',
	safety: 'read',
	method: 'GET',
	path: '/api/v2/jobs/{jobId}',
	form: { fields: { jobId } },
	output: { schema: jobDetails, simplify: SIMPLE_JOB },
});
