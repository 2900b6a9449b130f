import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import properties from './ComestriTrigger.properties.json';

export class ComestriTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Comestri Trigger',
		name: 'comestriTrigger',
		icon: { light: 'file:comestri.svg', dark: 'file:comestri.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["triggerOn"] }}',
		description:
			'Starts the workflow when products change or jobs finish in Comestri (CommerceConnect)',
		defaults: { name: 'Comestri Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'comestriApi',
				required: true,
				displayOptions: { show: { authentication: ['comestriApi'] } },
			},
			{
				name: 'comestriOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['comestriOAuth2Api'] } },
			},
		],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const [{ runPoll }, { comestriTrigger }] = await Promise.all([
			import('../shared/trigger/runPoll'),
			import('./feeds'),
		]);
		return await runPoll(this, comestriTrigger);
	}
}
