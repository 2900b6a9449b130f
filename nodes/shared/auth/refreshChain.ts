import { createHash } from 'node:crypto';

/** What a token endpoint hands out in exchange for a refresh token. */
export interface TokenPair {
	accessToken: string;
	refreshToken: string;
	/** Seconds that the access token lives. */
	expiresIn: number;
}

interface Exchanged {
	pair: TokenPair;
	/** From here on the access token is not handed to anyone any more (epoch milliseconds). */
	staleAt: number;
}

/** Part of a token's life that is not used, so that a request under way does not meet its end. */
const UNUSED_SHARE = 0.25;
const LONGEST_UNUSED_MS = 60_000;

/** Bounds the memory; a link is a few hundred bytes and one comes with each refresh. */
const MOST_LINKS = 500;

const exchanges = new Map<string, Promise<Exchanged>>();

/**
 * Exchanges a refresh token that the vendor replaces on every use.
 *
 * Requests that run at the same time all come with the same old token. Exactly one of them may use it:
 * the others wait for its answer. Who comes later with a token that was exchanged already is led along
 * the chain to the newest one.
 *
 * @param account tells accounts apart, for instance address and client id
 */
export async function exchangeOnce(
	account: string,
	refreshToken: string,
	exchange: (refreshToken: string) => Promise<TokenPair>,
): Promise<TokenPair> {
	let current = refreshToken;
	const passed = new Set<string>();
	for (;;) {
		const known = exchanges.get(linkName(account, current));
		if (known === undefined) return (await startExchange(account, current, exchange)).pair;
		const { pair, staleAt } = await known;
		if (Date.now() < staleAt) return pair;
		passed.add(current);
		current = pair.refreshToken;
		// A vendor that hands an earlier token out again: the chain would lead round in circles.
		if (passed.has(current)) exchanges.delete(linkName(account, current));
	}
}

async function startExchange(
	account: string,
	refreshToken: string,
	exchange: (refreshToken: string) => Promise<TokenPair>,
): Promise<Exchanged> {
	const name = linkName(account, refreshToken);
	const running = exchange(refreshToken).then((pair) => ({ pair, staleAt: staleFrom(pair) }));
	remember(name, running);
	running.catch(() => exchanges.delete(name));
	return await running;
}

function remember(name: string, running: Promise<Exchanged>): void {
	exchanges.set(name, running);
	const oldest = exchanges.keys().next().value;
	if (exchanges.size > MOST_LINKS && oldest !== undefined) exchanges.delete(oldest);
}

function staleFrom({ expiresIn }: TokenPair): number {
	const life = expiresIn * 1000;
	return Date.now() + life - Math.min(life * UNUSED_SHARE, LONGEST_UNUSED_MS);
}

function linkName(account: string, refreshToken: string): string {
	return createHash('sha256').update(`${account}\n${refreshToken}`).digest('base64url');
}

/** A short name of a refresh token that tells two tokens apart and gives nothing away. */
export function fingerprint(refreshToken: string): string {
	return createHash('sha256').update(refreshToken).digest('hex').slice(0, 8);
}
