import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import properties from './Comestri.properties.json';

export class Comestri implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Comestri',
		name: 'comestri',
		icon: { light: 'file:comestri.svg', dark: 'file:comestri.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Write products, prices and variations to Comestri (CommerceConnect) in bulk',
		defaults: { name: 'Comestri' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
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

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// Loaded at first use: n8n requires every node file at start, and contracts take time to construct.
		const [{ runAction }, { comestriNode }] = await Promise.all([
			import('../shared/action/runAction'),
			import('./contract'),
		]);
		return await runAction(this, comestriNode);
	}
}
