import { omit, pick } from 'lodash';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../../harness/host';
import { errorOf, pairsOf, playVendor } from '../support';
import {
	createdAnswer,
	priceBookResetById,
	priceBookResetByName,
	priceItemPurge,
	priceItemReset,
	productUpsert,
	shownAnswer,
	variationResetByCode,
	variationResetById,
} from './samples';
import { JOBS, pim, products, runJob, takeJobs, UPSERT } from './support';

type Sample = typeof productUpsert | typeof priceItemReset | typeof priceItemPurge;

const SAMPLES = [
	['Product upsert', productUpsert],
	['PriceItem reset', priceItemReset],
	['PriceItem purge', priceItemPurge],
	['PriceBook reset by id', priceBookResetById],
	['PriceBook reset by name', priceBookResetByName],
	['ProductVariation reset by id', variationResetById],
	['ProductVariation reset by code', variationResetByCode],
] as unknown as [string, Sample][];

/** A sample's records without an id of their own get one from us. */
const withIds = ({ job }: Sample) => ({
	job: {
		...job,
		data: (job.data as IDataObject[]).map((record, index) => ({
			_request_data_id: `item-${index}`,
			...record,
		})),
	},
});

const formOf = ({ job: { entity, operation } }: Sample) => ({
	entity,
	jobOperation: operation,
});

const recordsOf = ({ job }: Sample) => job.data as IDataObject[];

const SIMPLE_CREATED = [
	'job_id',
	'_request_data_id',
	'status',
	'request_id',
	'entity',
	'percent_completed',
	'created_at',
	'created_by',
];

describe("the page's samples of new jobs", () => {
	playVendor();

	it.each(SAMPLES)('%s: create, from input items', async (_, sample) => {
		pim().post(JOBS, withIds(sample)).reply(201, createdAnswer);
		const form = { ...formOf(sample), simplify: false };
		const result = await runJob('create', form, recordsOf(sample));
		const ids = withIds(sample).job.data.map(({ _request_data_id: id }) => id);
		expect(itemsOf(result)).toEqual(
			ids.map((id) => ({ job_id: 429, ...omit(createdAnswer, 'id'), _request_data_id: id })),
		);
		expect(pairsOf(result.outputs[0])).toEqual(ids.map((_id, index) => index));
	});

	it.each(SAMPLES)('%s: create, from JSON', async (_, sample) => {
		pim().post(JOBS, withIds(sample)).reply(201, createdAnswer);
		const form = {
			...formOf(sample),
			dataFrom: 'json',
			recordJson: '={{ JSON.stringify($json.it) }}',
		};
		const items = recordsOf(sample).map((it) => ({ it }));
		expect(itemsOf(await runJob('create', form, items))).toHaveLength(items.length);
	});

	it.each(SAMPLES)('%s: createAndWait', async (_, sample) => {
		pim().post(JOBS, withIds(sample)).reply(201, createdAnswer);
		const ids = withIds(sample).job.data.map(({ _request_data_id: id }) => id);
		const details = ids.map((id, index) => ({ _request_data_id: id, errors: [], id: 330 + index }));
		const done = { ...shownAnswer, processing_details: details.reverse() };
		pim()
			.get(`${JOBS}/429`)
			.reply(200, { ...createdAnswer, status: 'unheard of' });
		pim().get(`${JOBS}/429`).reply(200, done);
		const result = await runJob('createAndWait', formOf(sample), recordsOf(sample));
		expect(itemsOf(result)).toEqual(
			ids.map((id, index) => ({
				job_id: 429,
				request_id: '2e2b36a6-e6f7-42ae-a388-e53bfa2626be',
				status: 'complete',
				percent_completed: 1,
				result: 'Success',
				is_finished: true,
				_request_data_id: id,
				id: 330 + index,
			})),
		);
		expect(pairsOf(result.outputs[0])).toEqual(ids.map((_id, index) => index));
	});

	it('sends the Product sample, record by field', async () => {
		pim().post(JOBS, productUpsert).reply(201, createdAnswer);
		const values = Object.entries(productUpsert.job.data[0] as object).map(([name, value]) => ({
			name,
			value: String(value),
		}));
		const form = { ...UPSERT, dataFrom: 'fields', recordFields: { values } };
		const [item] = itemsOf(await runJob('create', form));
		expect(item).toEqual({
			...pick({ job_id: 429, ...createdAnswer }, SIMPLE_CREATED),
			_request_data_id: '7y3k9iuye6',
		});
	});
});

describe('get and wait', () => {
	playVendor();

	const SIMPLE = omit(shownAnswer, ['created_at', 'created_by']);

	it.each(['get', 'wait'])('%s answers with the job', async (operation) => {
		pim().get(`${JOBS}/429`).reply(200, shownAnswer);
		const form = { jobId: '429', simplify: false };
		expect(itemsOf(await runJob(operation, form))).toEqual([shownAnswer]);
	});

	it.each(['get', 'wait'])('%s keeps ten fields with Simplify', async (operation) => {
		pim().get(`${JOBS}/429`).reply(200, shownAnswer);
		const [item] = itemsOf(
			await runJob(operation, { jobId: '={{ $json.job_id }}' }, [{ job_id: 429 }]),
		);
		expect(item).toEqual(SIMPLE);
		expect(Object.keys(item as object)).toHaveLength(10);
	});

	it('waits while the status is unknown, and for the last record', async () => {
		const states = ['ready_to_process', 'processing', 'something new', 'complete'];
		for (const status of states) {
			pim()
				.get(`${JOBS}/429`)
				.reply(200, { ...shownAnswer, status, percent_completed: status === 'complete' ? 1 : 0.5 });
		}
		expect(itemsOf(await runJob('wait', { jobId: 429 }))).toMatchObject([{ status: 'complete' }]);
	});

	it('takes a percent_completed of 1 for the end', async () => {
		pim().get(`${JOBS}/429`).reply(200, { id: 429, status: 'done', percent_completed: 1 });
		expect(itemsOf(await runJob('wait', { jobId: 429 }))).toMatchObject([{ status: 'done' }]);
	});

	it('returns what is known at the deadline', async () => {
		pim()
			.persist()
			.get(`${JOBS}/429`)
			.reply(200, { id: 429, status: 'processing', percent_completed: 0.25 });
		const [item] = itemsOf(await runJob('wait', { jobId: 429, giveUpAfter: 0.0001 }));
		expect(item).toEqual({ id: 429, status: 'processing', percent_completed: 0.25 });
	});

	it('says that there is no such job', async () => {
		pim().get(`${JOBS}/7`).reply(404, { status: 404, error: 'Not Found' });
		const { message } = errorOf(await runJob('get', { jobId: '7' }));
		expect(message).toMatch(/^Comestri knows no .*: Not Found \[item 0\]$/);
	});

	it.each(['x', '4/29', '1.5', '../price_items'])('refuses the ID %j', async (jobId) => {
		const { message } = errorOf(await runJob('wait', { jobId }));
		expect(message).toMatch(/^Job ID: expected a job ID such as 429, but got /);
	});
});

describe('what a job says once', () => {
	playVendor();

	async function sentWith(form: INodeParameters) {
		const sent = takeJobs();
		itemsOf(await runJob('create', { ...UPSERT, ...form }, products(1)));
		return sent[0];
	}

	it('sends the language beside the job', async () => {
		const body = await sentWith({ options: { lang: 'de' } });
		expect(body).toMatchObject({ lang: 'de', job: { entity: 'Product' } });
		expect(await sentWith({ options: { lang: '' } })).not.toHaveProperty('lang');
	});

	it('asks for saved objects only on request', async () => {
		expect((await sentWith({}))?.job.options).toEqual({ object_in_response: false });
		const asked = await sentWith({ options: { objectInResponse: true } });
		expect(asked?.job.options).toEqual({ object_in_response: true });
	});

	it('takes any other entity and operation', async () => {
		const body = await sentWith({
			entity: 'other',
			entityName: 'MediaItem',
			jobOperation: 'other',
			jobOperationName: 'update',
		});
		expect(body?.job).toMatchObject({ entity: 'MediaItem', operation: 'update' });
	});

	it('asks for the name of another entity, and of another operation', async () => {
		const form = { ...UPSERT, entity: 'other', entityName: ' ' };
		expect(errorOf(await runJob('create', form)).message).toBe(
			'Entity Name: expected the name of an entity, but got nothing [item 0]',
		);
		const other = { ...UPSERT, jobOperation: 'other' };
		expect(errorOf(await runJob('create', other)).message).toBe(
			'Job Operation Name: expected the name of an operation, but got nothing [item 0]',
		);
	});

	it('makes a job for each language and entity, and keeps the order of the items', async () => {
		const sent = takeJobs(3);
		const items = ['de', 'en', 'de'].map((lang, index) => ({ lang, code: `P${index}` }));
		const result = await runJob(
			'create',
			{
				...UPSERT,
				entity: "={{ $json.code === 'P2' ? 'Category' : 'Product' }}",
				options: { lang: '={{ $json.lang }}' },
			},
			items,
		);
		expect(sent.map(({ job, lang }) => [job.entity, lang, job.data.length])).toEqual([
			['Product', 'de', 1],
			['Product', 'en', 1],
			['Category', 'de', 1],
		]);
		expect(itemsOf(result).map(({ _request_data_id: id }) => id)).toEqual([
			'item-0',
			'item-1',
			'item-2',
		]);
		expect(pairsOf(result.outputs[0])).toEqual([0, 1, 2]);
	});

	it('splits at Records per Job', async () => {
		const sent = takeJobs(3);
		const result = await runJob('create', { ...UPSERT, recordsPerJob: 2 }, products(5));
		expect(sent.map(({ job }) => job.data.map(({ code }) => code))).toEqual([
			['C-0', 'C-1'],
			['C-2', 'C-3'],
			['C-4'],
		]);
		expect(itemsOf(result).map(({ job_id: id }) => id)).toEqual([429, 429, 430, 430, 431]);
	});

	it.each([0, -1, 1.5, 'many'])('refuses %j records per job', async (recordsPerJob) => {
		const { message } = errorOf(await runJob('create', { ...UPSERT, recordsPerJob }, products(1)));
		expect(message).toMatch(/^Records per Job: expected a whole number /);
	});
});
