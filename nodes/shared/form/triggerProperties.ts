import type { INodeProperties } from 'n8n-workflow';
import { SOURCE_PARAMETER, type AnySource, type TriggerContract } from '../trigger/triggerContract';
import {
	authenticationPicker,
	byName,
	collection,
	PICKER,
	showFor,
	topLevelProperty,
} from './nodeProperties';

/** The whole form of a trigger node: what it watches, then the fields of each source. */
export function triggerProperties({ vendor, sources }: TriggerContract): INodeProperties[] {
	return [...authenticationPicker(vendor), ...sourcePicker(sources), ...sourceForms(sources)];
}

function sourcePicker(sources: TriggerContract['sources']): INodeProperties[] {
	const options = sources.map(({ displayName, name, description }) => ({
		name: displayName,
		value: name,
		description,
	}));
	return [
		{
			displayName: 'Trigger On',
			...PICKER,
			name: SOURCE_PARAMETER,
			options: byName(options),
			default: sources[0].name,
		},
	];
}

function sourceForms(sources: TriggerContract['sources']): INodeProperties[] {
	return sources.flatMap((source) =>
		sourceProperties(source).map((property) =>
			showFor(property, { [SOURCE_PARAMETER]: [source.name] }),
		),
	);
}

function sourceProperties({ form }: AnySource): INodeProperties[] {
	return [
		...Object.entries(form.fields).map(([name, field]) => ({
			...topLevelProperty(name, field),
			...(field.control.kind === 'choices' ? { required: true } : {}),
		})),
		...collection('filters', form.filters ?? {}),
		...collection('options', form.options ?? {}),
	];
}
