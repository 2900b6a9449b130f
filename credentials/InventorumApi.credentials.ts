import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeProperties,
} from 'n8n-workflow';
import { reconnectMessage, unansweredMessage } from '../nodes/shared/auth/reconnect';
import { exchangeOnce, type TokenPair } from '../nodes/shared/auth/refreshChain';

const VENDOR = 'INVENTORUM';
const TOKEN_TIMEOUT_MS = 20_000;

/** Documented sample value (Authentication page); the answer's own `expires_in` comes first. */
const USUAL_LIFETIME_SECONDS = 36_000;

export class InventorumApi implements ICredentialType {
	name = 'inventorumApi';

	displayName = 'INVENTORUM API';

	icon = { light: 'file:inventorum.svg', dark: 'file:inventorum.dark.svg' } as const;

	documentationUrl =
		'https://github.com/retailkit/n8n-nodes-retailkit/blob/main/docs/inventorum.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://app.inventorum.com/api',
			required: true,
			description: 'Address of the API. Change it only to use a sandbox.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description:
				'From your app at manager.shore.com/api-apps (older accounts: connect.inventorum.com/apps)',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'From the same app',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Generate a token in the app and paste its refresh token here. INVENTORUM replaces it on every use, so give each n8n instance and each other tool a token of its own.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 20,
			description:
				'INVENTORUM takes 20 requests a second. Lower it if other tools use the same account; 0 means no limit.',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.replace(/\\/+$/, "") }}',
			url: '/products/?limit=1',
			headers: { Accept: 'application/json', 'X-Api-Version': '12' },
		},
	};

	/**
	 * Exchanges the refresh token for new tokens. n8n calls it when there is no access token yet, and
	 * after a 401; it stores both tokens that come back, the replaced refresh token included.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<{ accessToken: string; refreshToken: string }> {
		const { baseUrl, clientId, refreshToken } = texts(credentials);
		const { accessToken, refreshToken: successor } = await exchangeOnce(
			`${baseUrl} ${clientId}`,
			refreshToken,
			async (current) => await exchange(this, texts(credentials), current),
		);
		return { accessToken, refreshToken: successor };
	}

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...request,
		headers: { ...request.headers, Authorization: `Bearer ${texts(credentials).accessToken}` },
	});
}

interface Texts {
	baseUrl: string;
	clientId: string;
	clientSecret: string;
	refreshToken: string;
	accessToken: string;
}

function texts(credentials: ICredentialDataDecryptedObject): Texts {
	const text = (name: string) => String(credentials[name] ?? '').trim();
	return {
		baseUrl: text('baseUrl').replace(/\/+$/, ''),
		clientId: text('clientId'),
		clientSecret: text('clientSecret'),
		refreshToken: text('refreshToken'),
		accessToken: text('accessToken'),
	};
}

/**
 * `POST /auth/token/` with HTTP Basic and a form (Authentication page). What a refused token answers is
 * on no page; any answer from 400 to 403 counts as refused.
 */
async function exchange(
	{ helpers }: IHttpRequestHelper,
	{ baseUrl, clientId, clientSecret }: Texts,
	refreshToken: string,
): Promise<TokenPair> {
	const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
	const response = await answered(
		helpers.httpRequest({
			method: 'POST',
			url: `${baseUrl}/auth/token/`,
			auth: { username: clientId, password: clientSecret },
			headers: {
				Accept: 'application/json',
				'Content-Type': 'application/x-www-form-urlencoded',
			},
			body: form.toString(),
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			disableFollowRedirect: true,
			json: true,
			timeout: TOKEN_TIMEOUT_MS,
		}) as Promise<IN8nHttpFullResponse>,
	);
	return tokensOf(response, refreshToken);
}

/** A connection that broke must not look like an expired token to n8n. */
async function answered(response: Promise<IN8nHttpFullResponse>): Promise<IN8nHttpFullResponse> {
	try {
		return await response;
	} catch (error) {
		throw new Error(
			unansweredMessage(VENDOR, (error as { code?: string }).code ?? 'no connection'),
		);
	}
}

function tokensOf({ statusCode, body }: IN8nHttpFullResponse, refreshToken: string): TokenPair {
	if (statusCode >= 400 && statusCode <= 403) {
		throw new Error(reconnectMessage(VENDOR, refreshToken));
	}
	const answer = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
	const { access_token: accessToken, refresh_token: successor, expires_in: expiresIn } = answer;
	if (typeof accessToken !== 'string' || accessToken === '') {
		throw new Error(unansweredMessage(VENDOR, `HTTP ${statusCode}`));
	}
	return {
		accessToken,
		refreshToken: typeof successor === 'string' && successor !== '' ? successor : refreshToken,
		expiresIn: typeof expiresIn === 'number' ? expiresIn : USUAL_LIFETIME_SECONDS,
	};
}
