import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import properties from './FinerWorksTrigger.properties.json';

export class FinerWorksTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'FinerWorks Trigger',
		name: 'finerWorksTrigger',
		icon: { light: 'file:finerworks.svg', dark: 'file:finerworks.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["triggerOn"] }}',
		description:
			'Starts the workflow when orders change their status, or products are added, at FinerWorks',
		defaults: { name: 'FinerWorks Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finerWorksApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const [{ runPoll }, { finerWorksTrigger }] = await Promise.all([
			import('../shared/trigger/runPoll'),
			import('./feeds'),
		]);
		return await runPoll(this, finerWorksTrigger);
	}
}
