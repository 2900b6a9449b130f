import { Container } from '@n8n/di';
import {
	ExecutionLifecycleHooks,
	InstanceSettings,
	LoadOptionsContext,
	PollContext,
	WorkflowExecute,
} from 'n8n-core';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { ComestriApi } from '../../credentials/ComestriApi.credentials';
import { ComestriOAuth2Api } from '../../credentials/ComestriOAuth2Api.credentials';
import { FinerWorksApi } from '../../credentials/FinerWorksApi.credentials';
import { InventorumApi } from '../../credentials/InventorumApi.credentials';
import { Comestri } from '../../nodes/Comestri/Comestri.node';
import { ComestriTrigger } from '../../nodes/Comestri/ComestriTrigger.node';
import { FinerWorks } from '../../nodes/FinerWorks/FinerWorks.node';
import { FinerWorksTrigger } from '../../nodes/FinerWorks/FinerWorksTrigger.node';
import { Inventorum } from '../../nodes/Inventorum/Inventorum.node';
import { InventorumTrigger } from '../../nodes/Inventorum/InventorumTrigger.node';
import { CredentialStore } from './credentialStore';

/** Hands on the items that a test gives it. */
class Items implements INodeType {
	description = {
		displayName: 'Items',
		name: 'items',
		group: ['trigger' as const],
		version: 1,
		description: 'Items of a test',
		defaults: { name: 'Items' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Items', name: 'items', type: 'json' as const, default: '[]' }],
	};

	async execute(this: { getNodeParameter(name: string, index: number): unknown }) {
		const items = JSON.parse(String(this.getNodeParameter('items', 0))) as IDataObject[];
		return [items.map((json, item) => ({ json, pairedItem: { item } }))];
	}
}

const TYPES: Record<string, INodeType> = {
	items: new Items() as unknown as INodeType,
	comestri: new Comestri(),
	comestriTrigger: new ComestriTrigger(),
	finerWorks: new FinerWorks(),
	finerWorksTrigger: new FinerWorksTrigger(),
	inventorum: new Inventorum(),
	inventorumTrigger: new InventorumTrigger(),
};

/** The credential types that a node may have. */
const CREDENTIALS_OF: Record<string, string[]> = {
	comestri: ['comestriApi', 'comestriOAuth2Api'],
	comestriTrigger: ['comestriApi', 'comestriOAuth2Api'],
	finerWorks: ['finerWorksApi'],
	finerWorksTrigger: ['finerWorksApi'],
	inventorum: ['inventorumApi'],
	inventorumTrigger: ['inventorumApi'],
};

const nodeTypes: INodeTypes = {
	getByName: (name) => TYPES[name] as INodeType,
	getByNameAndVersion: (name) => TYPES[name] as INodeType,
	getKnownTypes: () => ({}),
};

// The host's own timers would keep the test process alive.
afterAll(() => Container.get(SSHClientsManager).onShutdown());

export const TIME_ZONE = 'Europe/Berlin';

const INSTANCE = 'http://n8n.example';

/** Where the host says that it can be reached; newer ones take these addresses apart. */
export const ADDRESSES = {
	webhookWaitingBaseUrl: `${INSTANCE}/webhook-waiting`,
	formWaitingBaseUrl: `${INSTANCE}/form-waiting`,
	restApiUrl: `${INSTANCE}/rest`,
	instanceBaseUrl: INSTANCE,
};

/** One n8n with our nodes and one stored credential per type: real contexts, real HTTP helpers. */
export class Host {
	readonly credentials = new CredentialStore([
		new ComestriApi(),
		new ComestriOAuth2Api(),
		new FinerWorksApi(),
		new InventorumApi(),
	]);

	/** What n8n keeps for a trigger between polls. */
	staticData: IDataObject = {};

	constructor() {
		Container.get(InstanceSettings);
	}

	/** Runs one action node on items. With `errorOutput`, failed items go to the second output. */
	async run(
		nodeType: string,
		parameters: INodeParameters,
		items: IDataObject[] = [{}],
		options: { errorOutput?: boolean } = {},
	): Promise<RunResult> {
		const node = this.node(nodeType, parameters, options.errorOutput === true);
		const source = this.node('items', { items: JSON.stringify(items) }, false);
		const connections: IConnections = {
			[source.name]: { main: [[{ node: node.name, type: NodeConnectionTypes.Main, index: 0 }]] },
		};
		const workflow = this.workflow([source, node], connections);
		const run = await new WorkflowExecute(
			this.additionalData(),
			'manual',
			createRunExecutionData({}),
		).run({ workflow, startNode: source });
		return resultOf(run, node.name);
	}

	/** Polls a trigger once, as n8n does; the static data survives as JSON, as in its database. */
	async poll(
		nodeType: string,
		parameters: INodeParameters,
		mode: WorkflowExecuteMode = 'trigger',
	): Promise<INodeExecutionData[][] | null> {
		const node = this.node(nodeType, parameters, false);
		const workflow = this.workflow([node], {});
		workflow.staticData = JSON.parse(JSON.stringify(this.staticData)) as IDataObject;
		const context = new PollContext(workflow, node, this.additionalData(), mode, 'activate');
		const type = TYPES[nodeType] as INodeType;
		const result = await (type.poll as NonNullable<INodeType['poll']>).call(context);
		this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		return result;
	}

	/** A context for drop-downs and searchable lists. */
	loadOptions(nodeType: string, parameters: INodeParameters): LoadOptionsContext {
		const node = this.node(nodeType, parameters, false);
		return new LoadOptionsContext(this.workflow([node], {}), node, this.additionalData(), '');
	}

	private node(type: string, parameters: INodeParameters, errorOutput: boolean): INode {
		const credentialTypes = CREDENTIALS_OF[type] ?? [];
		return {
			id: type,
			name: type,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			...(errorOutput ? { onError: 'continueErrorOutput' as const } : {}),
			credentials: Object.fromEntries(
				credentialTypes.map((name) => [name, { id: 'credential-1', name: 'Till' }]),
			),
		};
	}

	private workflow(nodes: INode[], connections: IConnections): Workflow {
		return new Workflow({
			id: 'workflow-1',
			nodes,
			connections,
			active: false,
			nodeTypes,
			settings: { timezone: TIME_ZONE },
		});
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: this.credentials,
			hooks: new ExecutionLifecycleHooks('manual', 'execution-1', {} as never),
			currentNodeParameters: undefined,
			executionTimeoutTimestamp: undefined,
			variables: {},
			...ADDRESSES,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

export interface RunResult {
	/** What the node put out, by output. */
	outputs: INodeExecutionData[][];
	/** Why the workflow stopped. */
	error?: Error & { description?: string | null; context?: IDataObject; httpCode?: string | null };
	run: IRun;
}

function resultOf(run: IRun, nodeName: string): RunResult {
	const [data] = run.data.resultData.runData[nodeName] ?? [];
	const outputs = (data?.data?.main ?? []).map((items) => items ?? []);
	return { outputs, error: (data?.error ?? run.data.resultData.error) as RunResult['error'], run };
}

/** The items of the first output, or the error that stopped the node. */
export function itemsOf({ outputs, error }: RunResult): IDataObject[] {
	if (error !== undefined) throw error;
	return (outputs[0] ?? []).map(({ json }) => json);
}
