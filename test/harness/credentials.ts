import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The credential that a fresh INVENTORUM sandbox accepts, before its first refresh. */
export function sandboxCredential(baseUrl: string): ICredentialDataDecryptedObject {
	return {
		baseUrl,
		clientId: 'sandbox-client',
		clientSecret: 'sandbox-secret',
		refreshToken: 'sandbox-refresh-token',
		accessToken: '',
		requestsPerSecond: 20,
	};
}

/** A credential with a living access token, for tests that play the vendor themselves. */
export function freshCredential(baseUrl: string): ICredentialDataDecryptedObject {
	return {
		baseUrl,
		clientId: 'client-1',
		clientSecret: 'client-secret-1',
		refreshToken: 'refresh-token-1',
		accessToken: 'access-token-1',
		requestsPerSecond: 0,
	};
}
