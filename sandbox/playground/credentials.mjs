import { sandboxPorts, sandboxUrl } from './sandbox.mjs';

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
	{
		id: 'retailkitFinerWorks',
		name: 'FinerWorks sandbox',
		type: 'finerWorksApi',
		data: (sandbox) => ({
			webApiKey: 'f1a7e000-0000-4000-8000-000000000001',
			appKey: 'f1a7e000-0000-4000-8000-000000000002',
			environment: 'custom',
			baseUrl: neighbour(sandbox, 1),
			requestsPerSecond: 10,
		}),
	},
	{
		id: 'retailkitComestri',
		name: 'Comestri sandbox',
		type: 'comestriApi',
		data: (sandbox) => ({
			baseUrl: neighbour(sandbox, 2),
			token: 'sandbox-api-token',
			email: 'api@example.com',
			requestsPerSecond: 10,
		}),
	},
];

/** The stand-in that listens so many ports after the first one. */
function neighbour(sandbox, distance) {
	const port = sandboxPorts(Number(new URL(sandbox).port))[distance];
	return sandboxUrl(port);
}
