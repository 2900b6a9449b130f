import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isJsonObject } from '../shared/json';

export const CLIENT_ID = 'sandbox-client';
export const CLIENT_SECRET = 'sandbox-secret';
export const FIRST_REFRESH_TOKEN = 'sandbox-refresh-token';

/** The scopes of the documentation's token sample and those the pages ask for. */
const SCOPE =
	'basic:read basic:create basic:update products:read products:create products:update ' +
	'products:delete inventories:update shop.products.publishing:update categories:read ' +
	'tax_types:read orders:read';

export interface TokenAnswer {
	access_token: string;
	token_type: 'Bearer';
	expires_in: number;
	refresh_token: string;
	scope: string;
}

interface TokenSurroundings {
	clock: () => Date;
	lifetimeSeconds: () => number;
	/** Keeps the tokens over a restart, so that a refresh token stored elsewhere stays good. */
	stateFile?: string;
}

interface TokenState {
	refreshToken: string;
	/** Hashes of exchanged refresh tokens. */
	spent: string[];
	/** Expiry in epoch milliseconds by access token. */
	access: Record<string, number>;
}

/** One app's tokens: a single living refresh token, replaced by every exchange. */
export class Tokens {
	private refreshToken = FIRST_REFRESH_TOKEN;
	private readonly spent = new Set<string>();
	private readonly expiry = new Map<string, number>();
	exchanges = 0;
	/** Exchanges refused because the refresh token had already been exchanged. */
	reused = 0;

	constructor(private readonly around: TokenSurroundings) {
		this.load();
	}

	get currentRefreshToken(): string {
		return this.refreshToken;
	}

	/** undefined when the refresh token is not the living one. */
	exchange(refreshToken: string): TokenAnswer | undefined {
		if (refreshToken !== this.refreshToken) {
			if (this.spent.has(hash(refreshToken))) this.reused += 1;
			return undefined;
		}
		this.exchanges += 1;
		this.spent.add(hash(refreshToken));
		this.refreshToken = newToken();
		const accessToken = this.issueAccessToken();
		return {
			access_token: accessToken,
			token_type: 'Bearer',
			expires_in: Math.ceil(this.around.lifetimeSeconds()),
			refresh_token: this.refreshToken,
			scope: SCOPE,
		};
	}

	/** Access tokens issued earlier stay valid until they expire; the sources are silent on it. */
	issueAccessToken(): string {
		const token = newToken();
		const now = this.now();
		for (const [old, end] of this.expiry) if (end <= now) this.expiry.delete(old);
		this.expiry.set(token, now + this.around.lifetimeSeconds() * 1000);
		this.save();
		return token;
	}

	isValid(accessToken: string): boolean {
		return (this.expiry.get(accessToken) ?? 0) > this.now();
	}

	/** Ends all access tokens at once, as if their time were over. */
	expireAccessTokens(): void {
		this.expiry.clear();
		this.save();
	}

	private load(): void {
		const { stateFile } = this.around;
		if (!stateFile || !existsSync(stateFile)) return;
		const state: unknown = JSON.parse(readFileSync(stateFile, 'utf8'));
		if (!isTokenState(state)) throw new Error(`${stateFile} does not hold sandbox tokens`);
		this.refreshToken = state.refreshToken;
		for (const token of state.spent) this.spent.add(token);
		for (const [token, end] of Object.entries(state.access)) this.expiry.set(token, end);
	}

	/** Written before the answer leaves and swapped in whole: a crash must not lose the new token. */
	private save(): void {
		const { stateFile } = this.around;
		if (!stateFile) return;
		const state: TokenState = {
			refreshToken: this.refreshToken,
			spent: [...this.spent],
			access: Object.fromEntries(this.expiry),
		};
		writeFileSync(`${stateFile}.new`, JSON.stringify(state), { mode: 0o600 });
		renameSync(`${stateFile}.new`, stateFile);
	}

	private now(): number {
		return this.around.clock().getTime();
	}
}

const newToken = (): string => randomBytes(24).toString('base64url');

const hash = (token: string): string => createHash('sha256').update(token).digest('base64url');

const isTokenState = (value: unknown): value is TokenState =>
	isJsonObject(value) &&
	typeof value.refreshToken === 'string' &&
	Array.isArray(value.spent) &&
	isJsonObject(value.access);
