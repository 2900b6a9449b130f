import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RateLimit } from '../shared/rateLimit';
import { VendorError } from './envelope';
import type { Settings } from './settings';
import type { Tokens } from './tokens';

const MINIMUM_VERSION = 3;
const DEFAULT_VERSION = 12;

interface GateSurroundings {
	settings: Settings;
	tokens: Tokens;
	countRateLimited: () => void;
}

/** Addresses without the last slash are redirected, which costs a write its method and body. */
export function installSlashRedirect(api: FastifyInstance): void {
	api.addHook('onRequest', async (request, reply) => {
		const [path = '', query] = request.url.split('?', 2);
		if (path.endsWith('/')) return undefined;
		return reply.redirect(query === undefined ? `${path}/` : `${path}/?${query}`, 301);
	});
}

/** What every call but the token call has to pass: rate limit, access token, version. */
export function installGate(api: FastifyInstance, around: GateSurroundings): void {
	const rateLimit = new RateLimit(() => around.settings.requestsPerSecond);

	api.addHook('onRequest', async (request, reply) => {
		const token = bearerOf(request);
		if (token !== undefined && !rateLimit.admit(token)) {
			around.countRateLimited();
			if (around.settings.retryAfter) reply.header('Retry-After', '1');
			throw new VendorError(429, 'common.throttled', 'Request was throttled.');
		}
		if (token === undefined || !around.tokens.isValid(token)) throw unauthorized(reply);
		versionOf(request);
	});
}

/** Bodies of 401 and 429 are on no page, only the envelope is; key and text are made up. */
function unauthorized(reply: FastifyReply): VendorError {
	reply.header('WWW-Authenticate', 'Bearer');
	const description = 'The access token is missing, unknown or expired.';
	return new VendorError(401, 'common.not_authenticated', description);
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
	return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** `X-Api-Version`; the effect of leaving it out is not documented, so the current version is taken. */
export function versionOf({ headers }: FastifyRequest): number {
	const text = headers['x-api-version'];
	if (text === undefined) return DEFAULT_VERSION;
	const version = /^\d+$/.test(String(text)) ? Number(text) : NaN;
	if (version >= MINIMUM_VERSION) return version;
	throw new VendorError(
		400,
		'common.unsupported_version',
		`X-Api-Version starts at ${MINIMUM_VERSION}.`,
	);
}
