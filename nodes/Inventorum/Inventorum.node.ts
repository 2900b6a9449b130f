import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import properties from './Inventorum.properties.json';

/** Loaded at first use: n8n requires every node file at start, and contracts take time to construct. */
const loadContract = async () => (await import('./contract')).inventorumNode;
const loadPickers = async () => await import('../shared/pickers/pickers');

async function options(context: ILoadOptionsFunctions, picker: string) {
	const { loadOptions } = await loadPickers();
	return await loadOptions(context, await loadContract(), picker);
}

export class Inventorum implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'INVENTORUM',
		name: 'inventorum',
		icon: { light: 'file:inventorum.svg', dark: 'file:inventorum.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and change products and stock in INVENTORUM (Shore POS)',
		defaults: { name: 'INVENTORUM' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'inventorumApi', required: true }],
		properties,
	};

	methods = {
		listSearch: {
			async searchProducts(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
				const { searchList } = await loadPickers();
				return await searchList(
					this,
					await loadContract(),
					'searchProducts',
					filter,
					paginationToken,
				);
			},
		},
		loadOptions: {
			async getCategories(this: ILoadOptionsFunctions) {
				return await options(this, 'getCategories');
			},
			async getTaxTypes(this: ILoadOptionsFunctions) {
				return await options(this, 'getTaxTypes');
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { runAction } = await import('../shared/action/runAction');
		return await runAction(this, await loadContract());
	}
}
