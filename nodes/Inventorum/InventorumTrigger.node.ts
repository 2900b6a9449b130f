import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import properties from './InventorumTrigger.properties.json';

export class InventorumTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'INVENTORUM Trigger',
		name: 'inventorumTrigger',
		icon: { light: 'file:inventorum.svg', dark: 'file:inventorum.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["triggerOn"] }}',
		description:
			'Starts the workflow when products, orders or returns change in INVENTORUM (Shore POS)',
		defaults: { name: 'INVENTORUM Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'inventorumApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const [{ runPoll }, { inventorumTrigger }] = await Promise.all([
			import('../shared/trigger/runPoll'),
			import('./feeds'),
		]);
		return await runPoll(this, inventorumTrigger);
	}
}
