import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

export class ComestriOAuth2Api implements ICredentialType {
	name = 'comestriOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Comestri OAuth2 API';

	icon = { light: 'file:comestri.svg', dark: 'file:comestri.dark.svg' } as const;

	documentationUrl = 'https://github.com/retailkit/n8n-nodes-retailkit/blob/main/docs/comestri.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'For an API account of Comestri. The token call of these accounts is on no public page: Comestri shows it once the account is made (Manage API Accounts). Here it is OAuth2 with client credentials; take the Access Token URL from what Comestri shows you.',
			name: 'flowNotice',
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
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'clientCredentials',
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
	};
}
