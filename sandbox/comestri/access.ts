import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isJsonObject } from '../shared/json';
import {
	API_EMAIL,
	API_TOKEN,
	CLIENT_ID,
	CLIENT_SECRET,
	READER_EMAIL,
	READER_TOKEN,
} from './credentials';
import { forbidden, unauthorized } from './envelope';

export interface User {
	email: string;
	mayWrite: boolean;
}

const USERS: readonly (User & { token: string })[] = [
	{ token: API_TOKEN, email: API_EMAIL, mayWrite: true },
	{ token: READER_TOKEN, email: READER_EMAIL, mayWrite: false },
];

/** No quotes around the values and no space after the comma. */
const STATIC_TOKEN = /^Token token=([^,\s"]+),email=([^,\s"]+)$/;
const BEARER = /^Bearer (\S+)$/i;

interface AccessSurroundings {
	clock: () => Date;
	lifetimeSeconds: () => number;
}

/** Who may call: users with a static token, and API accounts with an access token. */
export class Access {
	private readonly expiry = new Map<string, number>();
	tokensIssued = 0;
	refused = 0;

	constructor(private readonly around: AccessSurroundings) {}

	userOf({ headers }: FastifyRequest): User | undefined {
		const header = headers.authorization ?? '';
		const [, token, email] = STATIC_TOKEN.exec(header) ?? [];
		if (token !== undefined) return USERS.find((it) => it.token === token && it.email === email);
		const isKnown = this.isValid(BEARER.exec(header)?.[1] ?? '');
		return isKnown ? { email: API_EMAIL, mayWrite: true } : undefined;
	}

	issue(): { access_token: string; token_type: string; expires_in: number } {
		const lifetime = this.around.lifetimeSeconds();
		const token = randomBytes(24).toString('base64url');
		this.expiry.set(token, this.now() + lifetime * 1000);
		this.tokensIssued += 1;
		return { access_token: token, token_type: 'Bearer', expires_in: Math.ceil(lifetime) };
	}

	/** Ends all access tokens at once, as if their time were over. */
	expireAccessTokens(): void {
		this.expiry.clear();
	}

	private isValid(token: string): boolean {
		return (this.expiry.get(token) ?? 0) > this.now();
	}

	private now(): number {
		return this.around.clock().getTime();
	}
}

/**
 * API accounts are the preferred way in, but no page shows their token call. This is the client
 * credentials grant of OAuth 2.0 (RFC 6749, section 4.4) at an address of the sandbox's choice;
 * the client may be named in the form or in a Basic header.
 */
export function addTokenRoute(scope: FastifyInstance, access: Access): void {
	scope.post('/oauth/token', async (request, reply) => {
		const form = isJsonObject(request.body) ? request.body : {};
		if (!isKnownClient(request, form)) {
			return await reply.code(401).send({ error: 'invalid_client' });
		}
		if (form.grant_type !== 'client_credentials') {
			return await reply.code(400).send({ error: 'unsupported_grant_type' });
		}
		return access.issue();
	});
}

function isKnownClient({ headers }: FastifyRequest, form: Record<string, unknown>): boolean {
	const encoded = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1];
	const client =
		encoded === undefined
			? `${String(form.client_id)}:${String(form.client_secret)}`
			: Buffer.from(encoded, 'base64').toString();
	return client === `${CLIENT_ID}:${CLIENT_SECRET}`;
}

/** 401 comes with a challenge; a user without permission gets 403. */
export function installAccessCheck(api: FastifyInstance, access: Access): void {
	api.addHook('onRequest', async (request, reply) => {
		const user = access.userOf(request);
		if (!user) throw refuse(access, reply);
		if (request.method !== 'GET' && !user.mayWrite) throw forbidden();
	});
}

function refuse(access: Access, reply: FastifyReply): Error {
	access.refused += 1;
	reply.header('WWW-Authenticate', 'Token realm="Application"');
	return unauthorized();
}
