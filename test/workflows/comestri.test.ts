import { API_EMAIL, API_TOKEN, CLIENT_ID, CLIENT_SECRET } from '../../sandbox/comestri/credentials';
import {
	startComestriSandbox,
	type ComestriSandbox,
	type ComestriSandboxOptions,
} from '../../sandbox/comestri/server';
import type {
	ICredentialsHelper,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { Host, itemsOf, type RunResult } from '../harness/host';
import { allTextOf, errorOf, pairsOf } from '../operations/support';

let sandbox: ComestriSandbox;
let host: Host;

async function start(options: ComestriSandboxOptions = {}): Promise<void> {
	sandbox = await startComestriSandbox({
		generatedProducts: 0,
		jobDelayMs: 50,
		jobDurationMs: 300,
		...options,
	});
	host = new Host();
	host.credentials.data.comestriApi = {
		baseUrl: `${sandbox.url}/`,
		token: API_TOKEN,
		email: API_EMAIL,
		requestsPerSecond: 0,
	};
}

afterEach(async () => await sandbox.close());

async function run(
	operation: string,
	form: INodeParameters = {},
	items: IDataObject[] = [{}],
	options: { errorOutput?: boolean } = {},
): Promise<RunResult> {
	const parameters = { resource: 'job', operation, authentication: 'comestriApi', ...form };
	return await host.run('comestri', parameters, items, options);
}

const products = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ code: `P-${index}`, name: `Product ${index}` }));

const requestsTo = (method: string) =>
	sandbox.requests.list().filter((request) => request.method === method).length;

const platformIdOf = (index: number) => sandbox.catalogue.findProduct({ name: `P-${index}` })?.id;

const indexesOf = (items: INodeExecutionData[] = []) => pairsOf(items) as number[];

describe('5,000 records through Create and Wait', () => {
	const COUNT = 5000;
	const BAD = [0, 999, 1000, 2500, 3333, 4000, 4999];
	const bad = new Set(BAD);

	it('are 5 jobs, each item with its own outcome, 7 of them refused', async () => {
		await start();
		for (const index of BAD) {
			const errors = [`Refused ${index}`, 'Twice'];
			sandbox.failures.add({ field: 'code', value: `P-${index}`, errors });
		}
		const result = await run('createAndWait', {}, products(COUNT), { errorOutput: true });
		expect(sandbox.stats()).toMatchObject({
			jobs: 5,
			recordsProcessed: COUNT,
			recordsFailed: BAD.length,
		});
		expect(requestsTo('POST')).toBe(5);

		const [good = [], refused = []] = result.outputs;
		const expected = Array.from({ length: COUNT }, (_, index) => index).filter(
			(it) => !bad.has(it),
		);
		expect(indexesOf(good)).toEqual(expected);
		for (const { json, pairedItem } of good) {
			const { item } = pairedItem as { item: number };
			expect([json._request_data_id, json.id]).toEqual([`item-${item}`, platformIdOf(item)]);
		}

		expect(indexesOf(refused)).toEqual(BAD);
		expect(refused.map(({ json }) => json.error)).toEqual(
			BAD.map(
				(index) =>
					`Refused ${index}. Twice (job ${429 + Math.floor(index / 1000)}, record item-${index}) [item ${index}]`,
			),
		);
		expect(allTextOf(result)).not.toContain(API_TOKEN);
	}, 60_000);

	it('come in the order of the items also where nothing is shuffled or goes wrong', async () => {
		await start({ shuffleDetails: false, jobDurationMs: 0 });
		const items = itemsOf(await run('createAndWait', { recordsPerJob: 2500 }, products(COUNT)));
		expect(items.map(({ id }) => id)).toEqual(items.map((_, index) => platformIdOf(index)));
		expect(sandbox.stats().jobs).toBe(2);
	}, 60_000);
});

describe('a job that takes too long', () => {
	it('is returned with what is known, and can be waited for afterwards', async () => {
		await start({ jobDelayMs: 0, jobDurationMs: 4000 });
		sandbox.failures.add({ field: 'code', value: 'P-0', errors: ['Not today'] });
		const form = { giveUpAfter: 0.03 };
		const result = await run('createAndWait', form, products(10), { errorOutput: true });
		const [good = [], refused = []] = result.outputs;
		expect(good.length + refused.length).toBe(10);
		expect(refused.map(({ json }) => json.error)).toEqual([
			'Not today (job 429, record item-0) [item 0]',
		]);
		for (const { json } of good) {
			expect(json).toMatchObject({ job_id: 429, status: 'processing', is_finished: false });
		}
		expect(good.filter(({ json }) => json.id === undefined).length).toBeGreaterThan(0);

		const [job] = itemsOf(await run('wait', { jobId: '={{ $json.job_id }}' }, [{ job_id: 429 }]));
		expect(job).toMatchObject({ id: 429, status: 'complete', error_count: 1 });
		expect(job?.processing_details).toHaveLength(10);
		const [read] = itemsOf(await run('get', { jobId: 429 }));
		expect(read).toEqual(job);
	});
});

describe('a new job whose answer is lost', () => {
	it.each(['resetAfterWrite', 'statusAfterWrite', 'truncate', 'empty'] as const)(
		'is not made twice after %s',
		async (kind) => {
			await start();
			sandbox.faults.add({ kind, method: 'POST' });
			const result = await run('createAndWait', {}, products(3), { errorOutput: true });
			expect(sandbox.stats().jobs).toBe(1);
			expect(requestsTo('POST')).toBe(1);
			expect(indexesOf(result.outputs[1])).toEqual([0, 1, 2]);
			expect(allTextOf(result)).not.toContain(API_TOKEN);
		},
	);

	it.each([
		{ kind: 'status', status: 429, retryAfter: '0' },
		{ kind: 'status', status: 503, retryAfter: '0' },
	] as const)('is sent again after a harmless $status', async (fault) => {
		await start();
		sandbox.faults.add({ ...fault, method: 'POST' });
		expect(itemsOf(await run('create', {}, products(1)))).toMatchObject([{ job_id: 429 }]);
		expect(sandbox.stats().jobs).toBe(1);
	});

	it('is looked at again when a look breaks off', async () => {
		await start();
		sandbox.faults.add({ kind: 'reset', method: 'GET', times: 2 });
		sandbox.faults.add({ kind: 'html', method: 'GET' });
		sandbox.faults.add({ kind: 'truncate', method: 'GET' });
		const items = itemsOf(await run('createAndWait', {}, products(1)));
		expect(items).toMatchObject([{ status: 'complete', id: platformIdOf(0) }]);
	});
});

describe('what the vendor refuses', () => {
	it('names the entities and operations that are known to work', async () => {
		await start();
		const form = { entity: 'other', entityName: 'Unicorn', jobOperation: 'insert' };
		expect(errorOf(await run('create', form)).message).toBe(
			'Entity "Unicorn" is not included in the list. Known to work: Category insert, PriceBook reset, PriceItem reset or purge, Product upsert, ProductVariation reset. [item 0]',
		);
		const purge = { entity: 'Product', jobOperation: 'purge' };
		expect(errorOf(await run('create', purge, products(1))).message).toMatch(
			/^Operation purge is not applicable for Product\. Known to work: /,
		);
	});
});

describe('prices and variations', () => {
	const reset = (entity: string) => ({ entity, jobOperation: 'reset' });
	const amountsOf = (productId: number, bookId: number) =>
		sandbox.catalogue.pricesOf(productId, bookId).map(({ amount }) => amount);

	it('are written as on the page', async () => {
		await start();
		const prices = [{ amount: 14 }, { amount: 1 }];
		const book = { name: 'default', products: [{ code: 'product_1', price_items: prices }] };
		itemsOf(await run('createAndWait', reset('PriceBook'), [book]));
		expect(amountsOf(1, 1)).toEqual([14, 1]);
		const price = { amount: 12, product_id: 6, price_book_id: 1 };
		itemsOf(await run('createAndWait', reset('PriceItem'), [price]));
		expect(amountsOf(6, 1)).toEqual([12]);
		const purge = { entity: 'PriceItem', jobOperation: 'purge' };
		const named = { product_code: '1000-INK-SIL', price_book_name: 'AUD Sale' };
		expect(itemsOf(await run('createAndWait', purge, [named]))).toMatchObject([{ id: null }]);
		expect(amountsOf(1000, 2)).toEqual([]);
		const pair = {
			parent_product_code: 'Product-ABC',
			child_product_code: 'Product-ABC-variation-1',
		};
		const options = { objectInResponse: true };
		const [outcome] = itemsOf(
			await run('createAndWait', { ...reset('ProductVariation'), options }, [pair]),
		);
		expect(outcome).toMatchObject({ product_variation: { parent_id: 100, child_id: 101 } });
	});
});

describe('an API account', () => {
	/** n8n's own part of OAuth2: which types it concerns, and where tokens are stored. */
	function storeTokens(): void {
		const { credentials } = host;
		jest
			.spyOn(credentials as ICredentialsHelper, 'getParentTypes')
			.mockImplementation((name) => (name === 'comestriOAuth2Api' ? ['oAuth2Api'] : []));
		credentials.updateCredentialsOauthTokenData = async (...args: unknown[]) => {
			const [, , data] = args as [unknown, unknown, IDataObject];
			credentials.data.comestriOAuth2Api = data as never;
			credentials.writes += 1;
		};
		credentials.data.comestriOAuth2Api = {
			baseUrl: sandbox.url,
			grantType: 'clientCredentials',
			accessTokenUrl: `${sandbox.url}/oauth/token`,
			clientId: CLIENT_ID,
			clientSecret: CLIENT_SECRET,
			authentication: 'header',
			scope: '',
			requestsPerSecond: 0,
		};
	}

	it('gets a token, and a new one when it has ended', async () => {
		await start();
		storeTokens();
		const form = { authentication: 'comestriOAuth2Api' };
		const first = await run('createAndWait', form, products(2));
		expect(itemsOf(first)).toHaveLength(2);
		expect(sandbox.stats().tokensIssued).toBe(1);
		sandbox.access.expireAccessTokens();
		const second = await run('create', form, products(2));
		expect(itemsOf(second)).toHaveLength(2);
		expect(sandbox.stats()).toMatchObject({ tokensIssued: 2, jobs: 2 });
		const { access_token: token } = host.credentials.data.comestriOAuth2Api
			?.oauthTokenData as unknown as IDataObject;
		for (const result of [first, second]) {
			expect(allTextOf(result)).not.toContain(CLIENT_SECRET);
			expect(allTextOf(result)).not.toContain(String(token));
		}
	});
});
