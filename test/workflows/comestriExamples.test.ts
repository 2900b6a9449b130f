import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Comestri } from '../../nodes/Comestri/Comestri.node';
import { Inventorum } from '../../nodes/Inventorum/Inventorum.node';
import { InventorumTrigger } from '../../nodes/Inventorum/InventorumTrigger.node';
import { API_EMAIL, API_TOKEN } from '../../sandbox/comestri/credentials';
import { startComestriSandbox, type ComestriSandbox } from '../../sandbox/comestri/server';
import { startInventorumSandbox, type InventorumSandbox } from '../../sandbox/inventorum/server';
import { sandboxCredential } from '../harness/credentials';
import { ADDRESSES, Host } from '../harness/host';

const EXAMPLES = path.resolve(__dirname, '../../examples');

/** Stands for the nodes of n8n around ours: hands on what it gets. */
class HandsOn implements INodeType {
	description = {
		displayName: 'Hands On',
		name: 'handsOn',
		group: ['transform' as const],
		version: [1, 1.2, 3.4],
		description: 'Hands on its items',
		defaults: { name: 'Hands On' },
		inputs: [],
		outputs: [],
		properties: [],
	};

	async execute(this: { getInputData(): INodeExecutionData[] }) {
		return [this.getInputData()];
	}
}

const TYPES: Record<string, INodeType> = {
	'n8n-nodes-retailkit.comestri': new Comestri(),
	'n8n-nodes-retailkit.inventorum': new Inventorum(),
	'n8n-nodes-retailkit.inventorumTrigger': new InventorumTrigger(),
};

const typeOf = (name: string) => TYPES[name] ?? (new HandsOn() as unknown as INodeType);

const nodeTypes: INodeTypes = {
	getByName: typeOf,
	getByNameAndVersion: typeOf,
	getKnownTypes: () => ({}),
};

interface Example {
	id: string;
	nodes: INode[];
	connections: IConnections;
}

const example = (name: string) =>
	JSON.parse(readFileSync(path.join(EXAMPLES, `${name}.json`), 'utf8')) as Example;

let till: InventorumSandbox;
let pim: ComestriSandbox;
let host: Host;

beforeEach(async () => {
	till = await startInventorumSandbox({ generatedProducts: 60, requestsPerSecond: 0 });
	pim = await startComestriSandbox({ generatedProducts: 0, jobDelayMs: 20, jobDurationMs: 100 });
	host = new Host();
	host.credentials.data.inventorumApi = { ...sandboxCredential(till.url), requestsPerSecond: 0 };
	host.credentials.data.comestriApi = {
		baseUrl: pim.url,
		token: API_TOKEN,
		email: API_EMAIL,
		requestsPerSecond: 0,
	};
});

afterEach(async () => {
	await till.close();
	await pim.close();
});

/** Runs an example as if by hand, from its trigger on. */
async function run({ id, nodes, connections }: Example): Promise<IRun> {
	const workflow = new Workflow({ id, nodes, connections, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: host.credentials,
		hooks: new ExecutionLifecycleHooks('manual', 'execution-1', {} as never),
		variables: {},
		...ADDRESSES,
	} as unknown as IWorkflowExecuteAdditionalData;
	const startNode = nodes.find(({ type }) => type.endsWith('Trigger')) as INode;
	return await new WorkflowExecute(additionalData, 'manual', createRunExecutionData({})).run({
		workflow,
		startNode,
	});
}

function itemsFrom({ data }: IRun, node: string, output = 0): IDataObject[] {
	if (data.resultData.error !== undefined) throw data.resultData.error;
	const [runData] = data.resultData.runData[node] ?? [];
	return (runData?.data?.main?.[output] ?? []).map(({ json }) => json);
}

describe('products-to-comestri.json', () => {
	it('writes the changed products, and sends what is refused to the branch below', async () => {
		const sample = await run(example('products-to-comestri'));
		const changed = itemsFrom(sample, 'Product Changed');
		const codes = changed.map(({ id }) => `INV-${String(id)}`);
		expect(changed.length).toBeGreaterThan(0);
		expect(itemsFrom(sample, 'Update in Comestri')).toHaveLength(changed.length);
		expect(codes.map((name) => pim.catalogue.findProduct({ name })?.names.en)).toEqual(
			changed.map(({ name }) => name),
		);

		pim.failures.add({ field: 'code', value: codes[0], errors: ['Not today'] });
		const refused = await run(example('products-to-comestri'));
		expect(itemsFrom(refused, 'Update in Comestri')).toHaveLength(changed.length - 1);
		expect(itemsFrom(refused, 'Refused by Comestri')).toMatchObject([
			{ error: expect.stringMatching(/^Not today \(job 430, record item-0\)/) },
		]);
	});
});

describe('nightly-price-list.json', () => {
	it('writes all products, and then their prices', async () => {
		const result = await run(example('nightly-price-list'));
		const products = itemsFrom(result, 'Get All Products');
		expect(products.length).toBeGreaterThan(60);
		expect(itemsFrom(result, 'Update Products')).toHaveLength(products.length);
		expect(itemsFrom(result, 'Reset Price Book')).toMatchObject([{ status: 'complete', id: 1 }]);
		expect(pim.stats()).toMatchObject({ jobs: 2, recordsFailed: 0 });
		for (const { id, gross_price: price } of products) {
			const product = pim.catalogue.findProduct({ name: `INV-${String(id)}` });
			const amounts = pim.catalogue.pricesOf(product?.id ?? 0, 1).map(({ amount }) => amount);
			expect(amounts).toEqual([Number(price)]);
		}
	});

	it('leaves all prices alone when a product is refused', async () => {
		const [{ id } = { id: 0 }] = itemsFrom(
			await run(example('nightly-price-list')),
			'Get All Products',
		);
		const before = [...pim.catalogue.priceItems.keys()];
		pim.failures.add({ field: 'code', value: `INV-${String(id)}`, errors: ['Not today'] });
		const { data } = await run(example('nightly-price-list'));
		expect(data.resultData.error?.message).toMatch(/^Not today/);
		expect([...pim.catalogue.priceItems.keys()]).toEqual(before);
	});
});
