import { omit } from 'lodash';
import { expected, idList } from '../../shared/contract/field';
import { defineRememberedSource } from '../../shared/trigger/triggerContract';
import { rememberedOptionFields } from '../../shared/trigger/triggerOptions';
import { get } from '../resources/job/get';
import { isDone } from '../resources/job/jobOutcome';

const jobIds = idList({
	displayName: 'Job IDs',
	description: 'The jobs to wait for: their IDs, with commas between them',
	placeholder: 'e.g. 429, 430',
});

/**
 * Jobs that are finished. No list of jobs is documented, so the user names them; each is asked about
 * until it is finished, and then never again.
 */
export const jobFinished = defineRememberedSource({
	name: 'jobFinished',
	displayName: 'Job Finished',
	description: 'Bulk jobs, by their IDs, when Comestri is done with them',
	form: {
		fields: {
			jobIds: {
				...jobIds,
				schema: jobIds.schema.refine(
					(list) => list.length > 0,
					expected('the IDs of jobs with commas between them, such as 429,430'),
				),
			},
		},
		options: omit(rememberedOptionFields, 'includeExisting'),
	},
	given: ({ jobIds: list }) => list.map(String),
	look: get,
	lookAt: (jobId) => ({ jobId }),
	// Named by the user, so watched until it is named no more.
	watchMs: () => 0,
	startsSilent: false,
	identify: ({ id }) => String(id),
	content: (row) => ({ isFinished: isDone(row) }),
	output: (row) => row,
	isFinal: isDone,
	wants: ({ row }) => isDone(row),
	eventName: () => 'jobFinished',
});
