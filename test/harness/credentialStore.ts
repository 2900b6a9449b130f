import { ICredentialsHelper } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

type Authenticate = (
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/**
 * Stored credentials, with n8n's own rules: tokens are asked for when the expirable field is empty and
 * after a 401, and everything that comes back is stored. In n8n this is a table of the database; the
 * rules were read in its `credentials-helper`.
 */
export class CredentialStore extends ICredentialsHelper {
	readonly data: Record<string, ICredentialDataDecryptedObject> = {};

	/** How often a credential was written. */
	writes = 0;

	constructor(private readonly types: ICredentialType[]) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	/** Newer hosts ask; none of our credential types keeps other nodes out. */
	isCredentialUsableByNode(): boolean {
		return true;
	}

	/** Newer hosts ask for OAuth2 credentials, whose types have nothing to do beforehand. */
	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
		_workflow: Workflow,
		_node: INode,
	): Promise<IHttpRequestOptions> {
		return await (this.type(typeName).authenticate as Authenticate)(credentials, requestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.type(typeName);
		const expirable = type.properties.find(({ typeOptions }) => typeOptions?.expirable);
		if (expirable === undefined || type.preAuthentication === undefined) return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		this.data[typeName] = { ...this.data[typeName], ...(output as ICredentialDataDecryptedObject) };
		this.writes += 1;
		return { ...credentials, ...(output as ICredentialDataDecryptedObject) };
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		return { ...this.data[type] };
	}

	async getCredentials(): Promise<never> {
		throw new Error('Only decrypted credentials are used here');
	}

	async updateCredentials(
		_nodeCredentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.data[type] = data;
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('No OAuth2 credential here');
	}

	getCredentialsProperties() {
		return [];
	}

	private type(name: string): ICredentialType {
		const type = this.types.find((each) => each.name === name);
		if (type === undefined) throw new Error(`No credential type ${name}`);
		return type;
	}
}
