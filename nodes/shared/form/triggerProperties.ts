import type { INodeProperties } from 'n8n-workflow';
import type { AnyDeltaTrigger } from '../trigger/deltaTrigger';
import { collection, fieldProperty } from './nodeProperties';

/** The whole form of a trigger node. */
export function triggerProperties({ form }: AnyDeltaTrigger): INodeProperties[] {
	return [
		...Object.entries(form.fields).map(([name, field]) => ({
			...fieldProperty(name, field),
			required: true,
		})),
		...collection('filters', form.filters ?? {}),
		...collection('options', form.options ?? {}),
	];
}
