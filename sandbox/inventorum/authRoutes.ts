import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isJsonObject } from '../shared/json';
import { CLIENT_ID, CLIENT_SECRET, type Tokens } from './tokens';

/**
 * The token call. The vendor's documentation shows no refusal, so these are the bodies of standard
 * OAuth 2.0 (RFC 6749, section 5.2).
 */
export function addAuthRoutes(api: FastifyInstance, tokens: Tokens): void {
	api.post('/auth/token/', async (request, reply) => {
		if (!isKnownClient(request)) {
			reply.header('WWW-Authenticate', 'Basic realm="api"');
			return await reply.code(401).send({ error: 'invalid_client' });
		}
		const form = isJsonObject(request.body) ? request.body : {};
		if (form.grant_type !== 'refresh_token') {
			return await reply.code(400).send({ error: 'unsupported_grant_type' });
		}
		if (typeof form.refresh_token !== 'string' || form.refresh_token === '') {
			return await reply.code(400).send({ error: 'invalid_request' });
		}
		const answer = tokens.exchange(form.refresh_token);
		return answer ?? (await reply.code(400).send({ error: 'invalid_grant' }));
	});
}

function isKnownClient({ headers }: FastifyRequest): boolean {
	const encoded = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
	return Buffer.from(encoded, 'base64').toString() === `${CLIENT_ID}:${CLIENT_SECRET}`;
}
