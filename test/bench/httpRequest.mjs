/** n8n's own credential that only adds a header. */
export const HEADER_AUTH = 'httpHeaderAuth';

/** n8n's HTTP Request node with a stored credential, ours or its own. */
export function httpRequest({ name = 'HTTP Request', credential, type, options = {}, ...request }) {
	const { method = 'GET', url, version, body } = request;
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		credential,
		parameters: {
			method,
			url,
			...(type === HEADER_AUTH
				? { authentication: 'genericCredentialType', genericAuthType: type }
				: { authentication: 'predefinedCredentialType', nodeCredentialType: type }),
			...(version === undefined ? {} : headers({ 'X-Api-Version': String(version) })),
			...(body === undefined
				? {}
				: { sendBody: true, contentType: 'json', specifyBody: 'json', jsonBody: body }),
			options: { response: { response: { responseFormat: 'json' } }, ...options },
		},
	};
}

const headers = (values) => ({
	sendHeaders: true,
	specifyHeaders: 'keypair',
	headerParameters: {
		parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
	},
});
