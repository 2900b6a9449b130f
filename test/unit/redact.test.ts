import fc from 'fast-check';
import { redact, secretsOf } from '../../nodes/shared/failure/redact';

describe('secretsOf', () => {
	it('takes the texts of a credential that are secret by their names', () => {
		const credential = {
			baseUrl: 'https://shop.test/api',
			clientId: 'client-1',
			clientSecret: 'client-secret',
			refreshToken: 'refresh-token',
			accessToken: 'access-token',
			apiKey: 'api-key-1',
			app_key: 'app-key-1',
			PASSWORD: 'pass-word',
			requestsPerSecond: 20,
		};
		expect(secretsOf(credential)).toEqual([
			'client-secret',
			'refresh-token',
			'access-token',
			'api-key-1',
			'app-key-1',
			'pass-word',
		]);
	});

	it.each([
		['empty', ''],
		['too short to be one', '12345'],
		['a number', 123456789],
		['a switch', true],
	])('leaves out what is %s', (_, accessToken) => {
		expect(secretsOf({ accessToken })).toEqual([]);
	});

	it('finds tokens inside of others, as n8n keeps them for OAuth2', () => {
		const oauthTokenData = { access_token: 'abcdefgh', token_type: 'Bearer', expires_in: 3600 };
		expect(secretsOf({ oauthTokenData })).toContain('abcdefgh');
	});
});

describe('redact', () => {
	it.each([
		['once', 'token abcdef!', 'token ***!'],
		['several times', 'abcdefabcdef abcdef', '****** ***'],
		['another secret, too', 'abcdef and $&.*+(', '*** and ***'],
		['nothing', 'abcde fghij', 'abcde fghij'],
	])('masks a secret that stands there %s', (_, text, clean) => {
		expect(redact(text, ['abcdef', '$&.*+('])).toBe(clean);
	});

	it.each([
		['after', ['abcdef', 'abcdefghij']],
		['before', ['abcdefghij', 'abcdef']],
	])('masks the whole of a secret that stands %s a part of itself', (_, secrets) => {
		expect(redact('the token abcdefghij is old', secrets)).toBe('the token *** is old');
	});

	it('never leaves a secret, wherever it stands', () => {
		const secret = fc.string({ minLength: 6 }).filter((each) => !each.includes('*'));
		fc.assert(
			fc.property(fc.array(secret, { minLength: 1 }), fc.array(fc.string()), (secrets, rest) => {
				const text = secrets.map((each, index) => `${rest[index] ?? ''}${each}`).join('');
				const clean = redact(text, secrets);
				for (const each of secrets) expect(clean).not.toContain(each);
			}),
		);
	});

	it('changes nothing without secrets', () => {
		fc.assert(fc.property(fc.string(), (text) => expect(redact(text, [])).toBe(text)));
	});
});
