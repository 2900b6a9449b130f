import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class ComestriApi implements ICredentialType {
	name = 'comestriApi';

	displayName = 'Comestri API';

	icon = { light: 'file:comestri.svg', dark: 'file:comestri.dark.svg' } as const;

	documentationUrl = 'https://github.com/retailkit/n8n-nodes-retailkit/blob/main/docs/comestri.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Comestri marks this way of signing in as deprecated: it prefers API accounts (Manage API Accounts in Comestri). Only this way is described in its public documentation.',
			name: 'deprecationNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://product.comestri.com',
			required: true,
			description:
				'Address of Comestri, without /api/v2. Older accounts may have https://product.commerceconnect.co.',
		},
		{
			displayName: 'API Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The static token of a Comestri user, which the vendor marks as deprecated. What the node does counts as done by that user.',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			description: 'The email address of the same user',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			description: 'Comestri states no limit; 10 is our own choice. 0 means no limit.',
		},
	];

	/** A documented list of which one row is asked for. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.replace(/\\/+$/, "") }}',
			url: '/api/v2/price_items?per_page=1',
			headers: { Accept: 'application/json' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: 'Comestri did not accept the token and the email. Copy both once more.',
				},
			},
		],
	};

	/** No quotes around the values and no space after the comma. Source: apidoc/2.0.html. */
	authenticate = async (
		{ token, email }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...request,
		headers: {
			...request.headers,
			Authorization: `Token token=${String(token).trim()},email=${String(email).trim()}`,
		},
	});
}
