/**
 * The credentials a first start creates, one for each API the sandbox stands in for. The ids are
 * fixed because the workflows in `examples` refer to them.
 */
export const credentials = [
	{
		id: 'retailkitInventorum',
		name: 'INVENTORUM sandbox',
		type: 'inventorumApi',
		data: (sandbox) => ({
			baseUrl: `${sandbox}/api`,
			clientId: 'sandbox-client',
			clientSecret: 'sandbox-secret',
			refreshToken: 'sandbox-refresh-token',
			requestsPerSecond: 20,
		}),
	},
];
