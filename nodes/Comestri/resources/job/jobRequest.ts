import type { IDataObject } from 'n8n-workflow';
import type { BatchRecord } from '../../../shared/contract/operation';
import { entityOf, jobOperationOf, type JobRecord, type NewJob } from './jobFields';
import { recordOf } from './jobRecord';

/** What a job says once, and all of its records must agree on. */
export function jobSettings(input: NewJob): string {
	const { lang = '', objectInResponse = false } = input.options;
	const { recordsPerJob } = input;
	return JSON.stringify([
		entityOf(input),
		jobOperationOf(input),
		lang,
		objectInResponse,
		recordsPerJob,
	]);
}

/** `{"job": {entity, operation, options, data}, "lang"}`. Source: page jobs/create. */
export function jobBody(records: readonly BatchRecord<NewJob>[]): IDataObject {
	const [{ input }] = records as [BatchRecord<NewJob>];
	const { lang = '', objectInResponse = false } = input.options;
	const ids = requestDataIds(records);
	const data = records.map((each, position) => ({
		...recordOf(each.input),
		_request_data_id: ids[position],
	}));
	return {
		job: {
			entity: entityOf(input),
			operation: jobOperationOf(input),
			options: { object_in_response: objectInResponse },
			data: data as IDataObject[],
		},
		...(lang === '' ? {} : { lang }),
	};
}

/**
 * What Comestri echoes with the outcome of each record: the record's own `_request_data_id` if it has
 * one that no record before it has, otherwise the place of its item in the run. The same records always
 * get the same ones.
 */
export function requestDataIds(records: readonly BatchRecord<NewJob>[]): string[] {
	const taken = new Set<string>();
	const own = records.map(({ input }) => {
		const id = ownId(recordOf(input));
		if (id === undefined || taken.has(id)) return undefined;
		taken.add(id);
		return id;
	});
	return records.map(({ itemIndex }, position) => own[position] ?? freeId(itemIndex, taken));
}

function ownId({ _request_data_id: id }: JobRecord): string | undefined {
	const isId = typeof id === 'string' || typeof id === 'number';
	return isId && String(id).trim() !== '' ? String(id) : undefined;
}

function freeId(itemIndex: number, taken: Set<string>): string {
	let id = `item-${itemIndex}`;
	while (taken.has(id)) id += '-again';
	taken.add(id);
	return id;
}
