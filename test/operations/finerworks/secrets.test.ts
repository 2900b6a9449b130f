import nock from 'nock';
import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import { FinerWorksApi } from '../../../credentials/FinerWorksApi.credentials';
import { finerWorks } from '../../../nodes/FinerWorks/vendor';
import { allTextOf, connectionError, errorOf, playVendor } from '../support';
import { answering, KEYS, modelState, run, shop } from './support';

const TOKEN = 'spendable-payment-token';
const ACCOUNT = 'account-key-of-a-reseller';
const SECRETS = [KEYS.webApiKey, KEYS.appKey, TOKEN, ACCOUNT, 'connection-secret'];

/** Typed into the form: n8n keeps the parameters of a node with its errors. */
const submit: INodeParameters = {
	specifyOrder: 'json',
	orderJson: { order_po: 'P1' },
	paymentToken: TOKEN,
	options: { accountKey: ACCOUNT },
};

const SUBMIT = '/v3/submit_orders_v2';
const STATUS = '/v3/fetch_order_status';

/** All that a vendor, or a proxy before it, may echo. */
const echo = {
	payment_token: TOKEN,
	account_key: ACCOUNT,
	web_api_key: KEYS.webApiKey,
	app_key: KEYS.appKey,
	connections: [{ data: '{"access_token":"connection-secret"}' }],
	app_misc_data: 'connection-secret',
	nested: { payment_tokens: [{ payment_token: TOKEN }], payment_profile_id: TOKEN },
};

const found = (text: string) => SECRETS.filter((secret) => text.includes(secret));

async function traces(parameters: INodeParameters, name: string, errorOutput: boolean) {
	return allTextOf(await run(name, parameters, [{}], { errorOutput }));
}

describe('keys, account keys and payment tokens', () => {
	playVendor();

	it('do not leave in outputs, at any depth', async () => {
		answering('POST', SUBMIT, () => [200, { orders: [{ order_po: 'P1', ...echo }], ...echo }]);
		const text = await traces(submit, 'order.submit', false);
		expect(text).toContain('placed');
		expect(found(text)).toEqual([]);
	});

	it('do not leave in what a look-up finds', async () => {
		shop().post(SUBMIT).reply(500, echo);
		answering('POST', STATUS, () => [200, { orders: [{ order_po: 'P1', ...echo }] }]);
		const text = await traces(submit, 'order.submit', false);
		expect(text).toContain('placed');
		expect(found(text)).toEqual([]);
	});

	const said = `Token ${TOKEN} of ${ACCOUNT} with ${KEYS.webApiKey} and ${KEYS.appKey}`;

	it.each<[string, [number, IDataObject | string]]>([
		['a refusal', [200, { status: { success: false, message: said } }]],
		['bad values', modelState({ 'request.payment_token': [said], [said]: [said] }) as never],
		['a message', [422, { message: said, ...echo }]],
		['wrong keys', modelState({ 'ApiC.Models.authorization_credentials': [said] }) as never],
		['a fault', [500, { Message: said, ...echo }]],
		['a web page', [502, `<html>${said}</html>`]],
		['no confirmation', [200, { status: { success: true, message: said }, orders: [] }]],
	])('do not leave in errors after %s', async (_, [status, body]) => {
		for (const errorOutput of [false, true]) {
			shop().persist().post(SUBMIT).reply(status, body);
			shop().persist().post(STATUS).reply(status, body);
			const text = await traces(submit, 'order.submit', errorOutput);
			expect(text).toContain('[item 0]');
			expect(found(text)).toEqual([]);
			nock.cleanAll();
		}
	});

	it('do not leave after a connection that broke', async () => {
		shop().post(SUBMIT).replyWithError(connectionError('ECONNRESET'));
		shop().persist().post(STATUS).replyWithError(connectionError('ECONNRESET'));
		const text = await traces(submit, 'order.submit', false);
		nock.cleanAll();
		expect(text).toContain('broke off');
		expect(found(text)).toEqual([]);
	});
});

describe('keys that are not accepted', () => {
	playVendor();

	const refused = modelState({
		'ApiC.Models.authorization_credentials': ['Missing or unauthorized api credentials'],
	});

	it('are told apart from bad values', async () => {
		shop()
			.persist()
			.get('/v3/list_order_status_definitions')
			.reply(...refused);
		const { message, description } = errorOf(await run('order.getStatusDefinitions'));
		nock.cleanAll();
		expect(message).toBe(
			'FinerWorks did not accept the credential: Missing or unauthorized api credentials [item 0]',
		);
		expect(description).toContain('copy the Web API key and the app key');
	});

	it('are named by the test of the credential', () => {
		const { test } = new FinerWorksApi();
		expect(test.request.url).toBe('/v3/test_my_credentials');
		expect(test.rules).toEqual([
			{
				type: 'responseCode',
				properties: { value: 400, message: expect.stringContaining('did not accept the keys') },
			},
		]);
	});

	it('are asked for where the nodes ask, whatever the environment', async () => {
		const { request } = new FinerWorksApi().test;
		const expression = String(request.baseURL).replace(/^=\{\{(.*)\}\}$/s, '$1');
		const evaluate = (credentials: object): unknown =>
			new Function('$credentials', `return ${expression}`)(credentials);
		for (const environment of ['https://v2.api.finerworks.com', 'custom']) {
			for (const baseUrl of ['https://a.example', 'https://a.example/v3/', ' http://b:1/// ']) {
				const credentials = { environment, baseUrl };
				expect(evaluate(credentials)).toBe(finerWorks.baseUrlOf?.(credentials));
			}
		}
	});

	it('travel as headers', async () => {
		const options = { url: 'x', headers: { Accept: 'application/json' } } as IHttpRequestOptions;
		const credentials = { webApiKey: ` ${KEYS.webApiKey} `, appKey: KEYS.appKey };
		expect(await new FinerWorksApi().authenticate(credentials, options)).toEqual({
			url: 'x',
			headers: {
				Accept: 'application/json',
				web_api_key: KEYS.webApiKey,
				app_key: KEYS.appKey,
			},
		});
	});
});
