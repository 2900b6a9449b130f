/**
 * The credentials a first start creates, one for each API the sandbox stands in for, given the
 * stand-ins' addresses. The ids are fixed because the workflows in `examples` refer to them.
 */
export const credentials = [
	{
		id: 'retailkitInventorum',
		name: 'INVENTORUM sandbox',
		type: 'inventorumApi',
		data: ({ inventorum }) => ({
			baseUrl: `${inventorum}/api`,
			clientId: 'sandbox-client',
			clientSecret: 'sandbox-secret',
			refreshToken: 'sandbox-refresh-token',
			requestsPerSecond: 20,
		}),
	},
	{
		id: 'retailkitFinerWorks',
		name: 'FinerWorks sandbox',
		type: 'finerWorksApi',
		data: ({ finerworks }) => ({
			webApiKey: 'f1a7e000-0000-4000-8000-000000000001',
			appKey: 'f1a7e000-0000-4000-8000-000000000002',
			environment: 'custom',
			baseUrl: finerworks,
			requestsPerSecond: 10,
		}),
	},
	{
		id: 'retailkitComestri',
		name: 'Comestri sandbox',
		type: 'comestriApi',
		data: ({ comestri }) => ({
			baseUrl: comestri,
			token: 'sandbox-api-token',
			email: 'api@example.com',
			requestsPerSecond: 10,
		}),
	},
];
