import type nock from 'nock';
import { itemsOf, type Host } from '../harness/host';
import { plainProductForm } from './forms';
import { createAnswer, createRefusal } from './samples/create';
import {
	allTextOf,
	byId,
	connectionError,
	errorOf,
	newHost,
	playVendor,
	refusal,
	runProduct,
	till,
} from './support';

const ONE = '/api/products/1/';

interface Tokens {
	access: string;
	refresh: string;
}

let pairNumber = 0;

/** Tokens that no other test has. */
function newTokens(): Tokens {
	pairNumber += 1;
	return { access: `access-token-new-${pairNumber}`, refresh: `refresh-token-new-${pairNumber}` };
}

const stored = (host: Host) => host.credentials.data.inventorumApi ?? {};

const bearer = (token: unknown) => ({ reqheaders: { authorization: `Bearer ${String(token)}` } });

/** The token call, as the vendor's page on authentication has it. */
function tokenCall(host: Host): nock.Interceptor {
	const { clientId, clientSecret, refreshToken } = stored(host);
	const client = Buffer.from(`${String(clientId)}:${String(clientSecret)}`).toString('base64');
	return till({
		reqheaders: {
			authorization: `Basic ${client}`,
			'content-type': 'application/x-www-form-urlencoded',
			accept: 'application/json',
		},
	}).post('/api/auth/token/', {
		grant_type: 'refresh_token',
		refresh_token: String(refreshToken),
	});
}

const pairAnswer = ({ access, refresh }: Tokens) => ({
	access_token: access,
	refresh_token: refresh,
	expires_in: 36000,
	token_type: 'Bearer',
});

/** The vendor no longer takes the stored access token. n8n asks twice before it refreshes. */
function expire(host: Host, method = 'GET', path = ONE): void {
	till(bearer(stored(host).accessToken))
		.intercept(path, method)
		.times(2)
		.reply(401, {});
}

async function getOne(host: Host) {
	return await runProduct('get', { product: byId('1') }, [{}], { host });
}

describe('an access token that has expired', () => {
	playVendor();

	it('is replaced, and both new tokens are stored', async () => {
		const host = newHost();
		const fresh = newTokens();
		expire(host);
		tokenCall(host).reply(200, pairAnswer(fresh));
		till(bearer(fresh.access)).get(ONE).reply(200, { id: 1 });
		expect(itemsOf(await getOne(host))).toEqual([{ id: 1 }]);
		expect(stored(host)).toMatchObject({
			accessToken: fresh.access,
			refreshToken: fresh.refresh,
		});
		expect(host.credentials.writes).toBe(1);
	});

	it('is asked for before the first request where there is none', async () => {
		const host = newHost({ accessToken: '' });
		const fresh = newTokens();
		tokenCall(host).reply(200, pairAnswer(fresh));
		till(bearer(fresh.access)).get(ONE).reply(200, { id: 1 });
		expect(itemsOf(await getOne(host))).toEqual([{ id: 1 }]);
		expect(stored(host).refreshToken).toBe(fresh.refresh);
	});

	it('does not keep a product from being created, once', async () => {
		const host = newHost();
		const fresh = newTokens();
		expire(host, 'POST', '/api/products/');
		tokenCall(host).reply(200, pairAnswer(fresh));
		till(bearer(fresh.access)).post('/api/products/').reply(200, createAnswer);
		const result = await runProduct('create', plainProductForm, [{}], { host });
		expect(itemsOf(result)).toHaveLength(1);
	});

	it('keeps the refresh token where the vendor sends no other', async () => {
		const host = newHost();
		const { access } = newTokens();
		const { refreshToken } = stored(host);
		expire(host);
		tokenCall(host).reply(200, { access_token: access, expires_in: 36000 });
		till(bearer(access)).get(ONE).reply(200, { id: 1 });
		itemsOf(await getOne(host));
		expect(stored(host)).toMatchObject({ accessToken: access, refreshToken });
	});

	it('leaves the vendor’s words about fields as they are', async () => {
		const host = newHost();
		const fresh = newTokens();
		expire(host, 'POST', '/api/products/');
		tokenCall(host).reply(200, pairAnswer(fresh));
		till(bearer(fresh.access)).post('/api/products/').reply(400, createRefusal);
		const { message } = errorOf(await runProduct('create', plainProductForm, [{}], { host }));
		expect(message).toBe(
			'Tax Type: This field is required. Name: This field is required. [item 0]',
		);
	});

	it('says that the outcome is open when a write fails right after the refresh', async () => {
		const host = newHost();
		const fresh = newTokens();
		expire(host, 'POST', '/api/products/');
		tokenCall(host).reply(200, pairAnswer(fresh));
		till(bearer(fresh.access)).post('/api/products/').reply(500, {});
		const { description } = errorOf(await runProduct('create', plainProductForm, [{}], { host }));
		expect(description).toContain('It is not known whether');
	});

	it('does not go round in circles when new tokens are not taken either', async () => {
		const host = newHost();
		const pairs: Tokens[] = [];
		till()
			.persist()
			.post('/api/auth/token/')
			.reply(() => {
				const fresh = newTokens();
				pairs.push(fresh);
				return [200, pairAnswer(fresh)];
			});
		till().persist().get(ONE).reply(401, {});
		const { message, description } = errorOf(await getOne(host));
		expect(message).toBe('INVENTORUM did not accept the credential [item 0]');
		expect(description).toContain('client ID and secret');
		expect(pairs.length).toBeGreaterThanOrEqual(1);
		expect(pairs.length).toBeLessThanOrEqual(2);
		expect(stored(host).refreshToken).toBe(pairs.at(-1)?.refresh);
	});
});

describe('a refresh token that is no longer taken', () => {
	playVendor();

	it.each([
		[400, { error: 'invalid_grant' }],
		[401, { error: 'invalid_client' }],
		[403, {}],
	])('asks to reconnect (HTTP %d)', async (status, body) => {
		const host = newHost();
		expire(host);
		tokenCall(host).reply(status, body);
		const { message, description } = errorOf(await getOne(host));
		expect(message).toBe(
			'Reconnect INVENTORUM: paste a new refresh token into the credential [item 0]',
		);
		expect(description).toContain('expired, was revoked, or was used by another tool');
		expect(host.credentials.writes).toBe(0);
	});

	it('is no trouble when another process has stored its successor meanwhile', async () => {
		const host = newHost();
		const fresh = newTokens();
		expire(host);
		tokenCall(host).reply(() => {
			Object.assign(stored(host), { accessToken: fresh.access, refreshToken: fresh.refresh });
			return [400, { error: 'invalid_grant' }];
		});
		till(bearer(fresh.access)).get(ONE).reply(200, { id: 1 });
		expect(itemsOf(await getOne(host))).toEqual([{ id: 1 }]);
	});
});

describe('a token call without a proper answer', () => {
	playVendor();

	it.each([
		['500', 500, {}],
		['a web page', 200, '<html>Maintenance</html>'],
		['an answer without a token', 200, { expires_in: 36000 }],
	] as [string, number, nock.Body][])('%s: is repeated', async (_, status, body) => {
		const host = newHost();
		const fresh = newTokens();
		till(bearer(stored(host).accessToken))
			.get(ONE)
			.times(4)
			.reply(401, {});
		tokenCall(host).reply(status, body);
		tokenCall(host).reply(200, pairAnswer(fresh));
		till(bearer(fresh.access)).get(ONE).reply(200, { id: 1 });
		expect(itemsOf(await getOne(host))).toEqual([{ id: 1 }]);
		expect(stored(host).refreshToken).toBe(fresh.refresh);
	});

	it('is no reason to reconnect, and no open outcome', async () => {
		const host = newHost({ accessToken: '' });
		tokenCall(host).times(6).replyWithError(connectionError('ECONNRESET'));
		const { message, description } = errorOf(
			await runProduct('create', plainProductForm, [{}], { host }),
		);
		expect(message).toBe('INVENTORUM gave no new access token [item 0]');
		expect(description).toBe(
			'Tried 6 times (ECONNRESET). Nothing was sent. Run the node again in a minute.',
		);
	});
});

describe('many items at once with an expired access token', () => {
	playVendor();

	it('lead to exactly one token request, and the newest pair is stored', async () => {
		const host = newHost();
		const fresh = newTokens();
		const { accessToken: expired } = stored(host);
		let refusals = 0;
		let tokenCalls = 0;
		till(bearer(expired))
			.persist()
			.get(/^\/api\/products\/\d+\/$/)
			.reply(() => {
				refusals += 1;
				return [401, {}];
			});
		tokenCall(host)
			.delay(50)
			.reply(() => {
				tokenCalls += 1;
				return [200, pairAnswer(fresh)];
			});
		till(bearer(fresh.access))
			.persist()
			.get(/^\/api\/products\/\d+\/$/)
			.reply((uri) => [200, { id: Number(/(\d+)\/$/.exec(uri)?.[1]) }]);
		const items = Array.from({ length: 30 }, (_, index) => ({ id: index + 1 }));
		const result = await runProduct('get', { product: byId('={{ $json.id }}') }, items, { host });
		expect(itemsOf(result)).toEqual(items);
		expect(tokenCalls).toBe(1);
		expect(refusals).toBeGreaterThanOrEqual(10);
		expect(stored(host)).toMatchObject({
			accessToken: fresh.access,
			refreshToken: fresh.refresh,
		});
	});

	it('lead to exactly one token request from two runs at the same time', async () => {
		const host = newHost();
		const fresh = newTokens();
		expire(host);
		expire(host);
		tokenCall(host).delay(50).reply(200, pairAnswer(fresh));
		till(bearer(fresh.access)).get(ONE).times(2).reply(200, { id: 1 });
		const results = await Promise.all([getOne(host), getOne(host)]);
		expect(results.flatMap(itemsOf)).toEqual([{ id: 1 }, { id: 1 }]);
		expect(stored(host).refreshToken).toBe(fresh.refresh);
	});
});

describe('secrets', () => {
	playVendor();

	const SECRETS = ['client-secret-1', 'access-token', 'refresh-token'];

	function expectNoSecret(text: string, secrets: string[]): void {
		expect(text.length).toBeGreaterThan(100);
		expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	}

	/** What a vendor, or a proxy before it, may echo. */
	const echo = (host: Host) => JSON.stringify(stored(host));

	it.each([400, 403, 404, 500])('are not shown when an answer echoes them (%d)', async (status) => {
		const host = newHost();
		const body = refusal({ name: [echo(host)] }, echo(host), echo(host));
		till().post('/api/products/').reply(status, body);
		const result = await runProduct('create', plainProductForm, [{}], { host });
		errorOf(result);
		expectNoSecret(allTextOf(result), SECRETS);
	});

	it('are not shown when the connection breaks', async () => {
		const host = newHost();
		till().post('/api/products/').replyWithError(connectionError('ECONNRESET'));
		const result = await runProduct('create', plainProductForm, [{}], { host });
		errorOf(result);
		expectNoSecret(allTextOf(result), SECRETS);
	});

	it('are not shown when the refresh is refused', async () => {
		const host = newHost();
		expire(host);
		tokenCall(host).reply(400, { error: 'invalid_grant', error_description: echo(host) });
		const result = await getOne(host);
		errorOf(result);
		expectNoSecret(allTextOf(result), SECRETS);
	});

	it('are not shown when they came with a refresh during the run', async () => {
		const host = newHost({ accessToken: '' });
		const fresh = newTokens();
		tokenCall(host).reply(200, pairAnswer(fresh));
		till()
			.get(ONE)
			.reply(403, { detail: `Token ${fresh.access} may not read (${fresh.refresh}).` });
		const result = await getOne(host);
		errorOf(result);
		expectNoSecret(allTextOf(result), [fresh.access, fresh.refresh]);
	});

	it('are not shown with characters that JSON writes otherwise', async () => {
		const clientSecret = 'se"cret\\of the till';
		const host = newHost({ clientSecret });
		till()
			.get(ONE)
			.reply(403, { detail: `The secret ${clientSecret} is old.` });
		const result = await getOne(host);
		const { message } = errorOf(result);
		expect(message).not.toContain(clientSecret);
		expectNoSecret(allTextOf(result), [clientSecret, 'cret\\\\of the till']);
	});

	it('are not shown to the error output either', async () => {
		const host = newHost();
		till()
			.get(ONE)
			.reply(403, { detail: echo(host) });
		const result = await runProduct('get', { product: byId('1') }, [{}], {
			host,
			errorOutput: true,
		});
		expect(result.outputs[1]).toHaveLength(1);
		expectNoSecret(allTextOf(result), SECRETS);
	});

	it('are not in the output of a run that went well', async () => {
		const host = newHost();
		till().get(ONE).reply(200, { id: 1 });
		const result = await getOne(host);
		expect(itemsOf(result)).toEqual([{ id: 1 }]);
		expectNoSecret(JSON.stringify(result.run), SECRETS);
	});
});
