import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** `$credentials` as an expression reads it: the address, without what the paths begin with. */
const ADDRESS =
	'={{ ($credentials.environment === "custom" ? $credentials.baseUrl : $credentials.environment).trim().replace(/(\\/v3)?\\/*$/, "") }}';

export class FinerWorksApi implements ICredentialType {
	name = 'finerWorksApi';

	displayName = 'FinerWorks API';

	icon = { light: 'file:finerworks.svg', dark: 'file:finerworks.dark.svg' } as const;

	documentationUrl =
		'https://github.com/retailkit/n8n-nodes-retailkit/blob/main/docs/finerworks.md';

	properties: INodeProperties[] = [
		keyField('Web API Key', 'webApiKey', 'Identifies your FinerWorks account'),
		keyField(
			'App Key',
			'appKey',
			'Identifies the app that you registered at FinerWorks. As long as the app is in test mode, nothing is produced or billed.',
		),
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Another address, such as a sandbox' },
				{ name: 'Production', value: 'https://v2.api.finerworks.com' },
				{
					name: 'Test',
					value: 'https://test-api.finerworks.com',
					description: 'FinerWorks does not say whether its data are separate from production',
				},
			],
			default: 'https://v2.api.finerworks.com',
			description: 'The FinerWorks server to talk to',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:8791',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'Address of the API, up to but without /v3',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			description:
				'FinerWorks states no limit; 10 is a choice of these nodes. Lower it if FinerWorks asks for that; 0 means no limit.',
		},
	];

	/** Keys that are not accepted are answered with 400, not 401. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: ADDRESS,
			url: '/v3/test_my_credentials',
			headers: { Accept: 'application/json' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 400,
					message:
						'FinerWorks did not accept the keys. Copy the Web API key and the app key once more.',
				},
			},
		],
	};

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...request,
		headers: {
			...request.headers,
			web_api_key: keyOf(credentials.webApiKey),
			app_key: keyOf(credentials.appKey),
		},
	});
}

function keyField(displayName: string, name: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		description,
	};
}

function keyOf(value: unknown): string {
	return String(value ?? '').trim();
}
