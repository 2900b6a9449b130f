import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import properties from './FinerWorks.properties.json';

/** Loaded at first use: n8n requires every node file at start, and contracts take time to construct. */
const loadContract = async () => (await import('./contract')).finerWorksNode;

export class FinerWorks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'FinerWorks',
		name: 'finerWorks',
		icon: { light: 'file:finerworks.svg', dark: 'file:finerworks.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Keep products in step and place print orders at FinerWorks',
		defaults: { name: 'FinerWorks' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'finerWorksApi', required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { runAction } = await import('../shared/action/runAction');
		return await runAction(this, await loadContract());
	}
}
