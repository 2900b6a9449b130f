import { shuffle } from 'lodash';
import { itemsOf } from '../../harness/host';
import { allTextOf, connectionError, errorOf, pairsOf, playVendor } from '../support';
import {
	complete,
	EMAIL,
	JOBS,
	newComestriHost,
	pim,
	products,
	runJob,
	takeJobs,
	TOKEN,
	UPSERT,
} from './support';

const NOT_KNOWN =
	'It is not known whether Comestri has carried this out, so it was not sent again. Look it up there before you repeat it.';

const KNOWN =
	'Known to work: Category insert, PriceBook reset, PriceItem reset or purge, Product upsert, ProductVariation reset.';

async function waitFor(answer: object, count = 1) {
	takeJobs();
	pim().get(`${JOBS}/429`).reply(200, answer);
	return await runJob('createAndWait', UPSERT, products(count), { errorOutput: true });
}

const fine = (item: number) => ({ _request_data_id: `item-${item}`, errors: [], id: 100 + item });

describe('the outcome of each record', () => {
	playVendor();

	it('is found in whatever order the details come', async () => {
		const result = await waitFor(
			complete(shuffle(Array.from({ length: 50 }, (_, n) => fine(n)))),
			50,
		);
		expect(itemsOf(result).map(({ id }) => id)).toEqual(
			Array.from({ length: 50 }, (_, index) => 100 + index),
		);
		expect(pairsOf(result.outputs[0])).toEqual(Array.from({ length: 50 }, (_, index) => index));
	});

	it.each([
		[["Code can't be blank", 'Name is too long'], "Code can't be blank. Name is too long"],
		['Is wrong', 'Is wrong'],
		[{ code: ['is taken'], name: 'is odd' }, 'code is taken. name is odd'],
		[[{ field: 'code' }], '{"field":"code"}'],
	])('is an error on its own item for %j', async (errors, words) => {
		const details = [fine(2), { _request_data_id: 'item-1', errors, id: null }, fine(0)];
		const result = await waitFor(complete(details, { error_count: 1 }), 3);
		expect(pairsOf(result.outputs[0])).toEqual([0, 2]);
		expect(pairsOf(result.outputs[1])).toEqual([1]);
		expect(result.outputs[1]?.[0]?.json.error).toBe(`${words} (job 429, record item-1) [item 1]`);
	});

	it.each([[[]], [null], [''], [[null]], [{}]])('is good for the errors %j', async (errors) => {
		const result = await waitFor(complete([{ ...fine(0), errors }]));
		expect(itemsOf(result)).toMatchObject([{ job_id: 429, id: 100 }]);
		expect(itemsOf(result)[0]).not.toHaveProperty('errors');
	});

	it('carries the saved object if it was asked for', async () => {
		const result = await waitFor(complete([{ ...fine(0), product: { code: 'C-0' } }]));
		expect(itemsOf(result)).toMatchObject([{ id: 100, product: { code: 'C-0' } }]);
	});

	it('is good without any details where the job counts no errors', async () => {
		expect(itemsOf(await waitFor(complete([])))).toEqual([
			{
				job_id: 429,
				request_id: 'request-429',
				status: 'complete',
				percent_completed: 1,
				result: 'Success',
				is_finished: true,
				_request_data_id: 'item-0',
			},
		]);
	});

	it.each([
		['nothing but errors', complete([], { error_count: 1 })],
		['no details and no count', { id: 429, status: 'complete' }],
		['details without the echo', complete([{ errors: ['no'], id: null }], { error_count: 1 })],
		['details that are none', complete(null as never, { error_count: 2 })],
	])('is not made up where the job tells %s', async (_, answer) => {
		const { outputs } = await waitFor(answer);
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.[0]?.json.error).toBe(
			'Job 429 is complete, but says nothing about record item-0: look it up in Comestri [item 0]',
		);
	});

	it('is the bad one of two', async () => {
		const bad = { ...fine(0), errors: ['no'] };
		const { outputs } = await waitFor(complete([fine(0), bad, fine(0)], { error_count: 1 }));
		expect(outputs[1]?.[0]?.json.error).toContain('no (job 429');
	});

	it('is what is known at the deadline, with the job', async () => {
		takeJobs();
		const details = [{ _request_data_id: 'item-2', errors: ['no'], id: null }, fine(0)];
		const running = {
			...complete(details),
			status: 'processing',
			percent_completed: 0.6,
			result: null,
		};
		pim().persist().get(`${JOBS}/429`).reply(200, running);
		const form = { ...UPSERT, giveUpAfter: 0.0001 };
		const result = await runJob('createAndWait', form, products(3), { errorOutput: true });
		const facts = {
			job_id: 429,
			request_id: 'request-429',
			status: 'processing',
			percent_completed: 0.6,
			result: null,
			is_finished: false,
		};
		expect(itemsOf(result)).toEqual([
			{ ...facts, _request_data_id: 'item-0', id: 100 },
			{ ...facts, _request_data_id: 'item-1' },
		]);
		expect(result.outputs[1]?.[0]?.json.error).toBe('no (job 429, record item-2) [item 2]');
	});

	it('is the new job where there is no time to wait at all', async () => {
		takeJobs();
		const result = await runJob('createAndWait', { ...UPSERT, giveUpAfter: 0 }, products(2));
		expect(itemsOf(result)).toMatchObject([
			{ job_id: 429, status: 'ready_to_process', is_finished: false, _request_data_id: 'item-0' },
			{ job_id: 429, status: 'ready_to_process', is_finished: false, _request_data_id: 'item-1' },
		]);
	});

	it('survives looks that bring nothing', async () => {
		takeJobs();
		pim().get(`${JOBS}/429`).times(7).reply(500, '<html>');
		pim().get(`${JOBS}/429`).replyWithError(connectionError('ECONNRESET'));
		pim().get(`${JOBS}/429`).reply(200, '{"id": 42');
		pim()
			.get(`${JOBS}/429`)
			.reply(200, complete([fine(0)]));
		const result = await runJob('createAndWait', UPSERT, products(1));
		expect(itemsOf(result)).toMatchObject([{ status: 'complete', id: 100 }]);
	});

	it.each(['create', 'createAndWait'])(
		'%s: says so where the job is not named',
		async (operation) => {
			pim().post(JOBS).reply(201, '');
			expect(errorOf(await runJob(operation, UPSERT, products(1))).message).toBe(
				'Comestri took the job, but its answer names none: look the job up there before you repeat it [item 0]',
			);
		},
	);
});

describe('a job that is not taken', () => {
	playVendor();

	const create = async () => errorOf(await runJob('create', UPSERT, products(1)));

	it.each([
		[
			{ errors: ['Entity "Unicorn" is not included in the list'] },
			`Entity "Unicorn" is not included in the list. ${KNOWN}`,
		],
		[
			{ errors: { operation: ['is not included in the list'] } },
			`Job Operation: is not included in the list. ${KNOWN}`,
		],
		[{ errors: { 'job[entity]': 'Invalid.' } }, `job[entity]: Invalid. ${KNOWN}`],
		[{ error: 'Operation purge is not applicable' }, `Operation purge is not applicable. ${KNOWN}`],
		[{ errors: ["Data can't be blank", 'Too long'] }, "Data can't be blank. Too long"],
		[{ errors: { data: ['is too long'] } }, 'data: is too long'],
		[{ error: 'No' }, 'No'],
		[{ message: 'No' }, 'No'],
		[{ errors: [{ code: 5 }] }, '{"code":5}'],
		['Plain text', 'Comestri did not accept the request (HTTP 422)'],
		[{ something: 'else' }, 'Comestri did not accept the request (HTTP 422)'],
		[['a list'], 'Comestri did not accept the request (HTTP 422)'],
	])('422 %j shows the vendor’s text', async (body, words) => {
		pim().post(JOBS).reply(422, body);
		const { message, httpCode } = await create();
		expect(message).toBe(`${words} [item 0]`);
		expect(httpCode).toBe('422');
	});

	it('is an error on each of its items', async () => {
		pim()
			.post(JOBS)
			.reply(422, { errors: ['No'] });
		const result = await runJob('create', UPSERT, products(3), { errorOutput: true });
		expect(pairsOf(result.outputs[1])).toEqual([0, 1, 2]);
		expect(result.outputs[0]).toEqual([]);
	});

	it.each([
		[401, 'HTTP Token: Access denied.\n', 'Comestri did not accept the credential'],
		[
			403,
			{ status: 403, error: 'Forbidden' },
			'The Comestri credential may not do this: Forbidden',
		],
	])('%i speaks of the credential', async (status, body, words) => {
		pim().persist().post(JOBS).reply(status, body);
		const result = await runJob('create', UPSERT, products(1));
		expect(errorOf(result).message).toBe(`${words} [item 0]`);
		expect(allTextOf(result)).not.toContain(TOKEN);
	});
});

describe('a new job without an answer', () => {
	playVendor();

	it.each([
		['a broken connection', () => pim().post(JOBS).replyWithError(connectionError('ECONNRESET'))],
		[
			'HTTP 500',
			() => pim().post(JOBS).reply(500, { status: 500, error: 'Internal Server Error' }),
		],
		['half an answer', () => pim().post(JOBS).reply(201, '{"id": 42')],
		['a web page', () => pim().post(JOBS).reply(502, '<html></html>')],
	])('is not sent again after %s', async (_, play) => {
		play();
		for (const operation of ['create', 'createAndWait']) {
			if (operation === 'createAndWait') play();
			const result = await runJob(operation, UPSERT, products(1));
			expect(errorOf(result).description).toContain(NOT_KNOWN);
			expect(allTextOf(result)).not.toContain(TOKEN);
		}
	});

	it('is sent again where nothing can have happened', async () => {
		pim().post(JOBS).replyWithError(connectionError('ECONNREFUSED'));
		pim().post(JOBS).reply(429, '');
		pim().post(JOBS).reply(503, '', { 'Retry-After': '1' });
		takeJobs();
		expect(itemsOf(await runJob('create', UPSERT, products(1)))).toMatchObject([{ job_id: 429 }]);
	});

	it('leaves no trace of the token', async () => {
		const body = { errors: [`The header was Token token=${TOKEN},email=${EMAIL}`] };
		pim().post(JOBS).reply(422, body);
		const result = await runJob('create', UPSERT, products(1), { host: newComestriHost() });
		expect(errorOf(result).message).toContain('Token token=***');
		expect(allTextOf(result)).not.toContain(TOKEN);
	});
});
