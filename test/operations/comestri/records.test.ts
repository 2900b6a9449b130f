import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../../harness/host';
import { errorOf, pairsOf, playVendor } from '../support';
import { products, runJob, takeJobs, UPSERT } from './support';

describe('a record without its key', () => {
	playVendor();

	it.each([
		['Product', { name: 'No code' }, '“code”'],
		['Product', { code: '' }, '“code”'],
		['Product', { code: ' ' }, '“code”'],
		['Product', { code: null }, '“code”'],
		['PriceItem', { product_id: 6 }, '“price_book_id” or “price_book_name”'],
		['PriceItem', { price_book_name: 'AUD Sale' }, '“product_id” or “product_code”'],
		[
			'PriceItem',
			{ amount: 1 },
			'“product_id” or “product_code”, and “price_book_id” or “price_book_name”',
		],
		['PriceBook', { products: [] }, '“id” or “name”'],
		['ProductVariation', { parent_id: 8 }, '“child_id” or “child_product_code”'],
		['ProductVariation', { child_product_code: 'x' }, '“parent_id” or “parent_product_code”'],
	])('%s %j is refused by name, and nothing is sent', async (entity, record, wanted) => {
		const form = { entity, jobOperation: 'reset' };
		const { message } = errorOf(await runJob('create', form, [record as IDataObject]));
		const names = Object.keys(record).join(', ');
		expect(message).toBe(
			`Input Item: expected a ${entity} record with a value for ${wanted}, but got the fields ${names} [item 0]`,
		);
	});

	it('is refused as well where the entity is typed in', async () => {
		const form = { ...UPSERT, entity: 'other', entityName: 'Product' };
		expect(errorOf(await runJob('create', form, [{}])).message).toBe(
			'Input Item: expected a Product record with a value for “code”, but got an empty record [item 0]',
		);
	});

	it('does not keep the others back with Continue On Fail', async () => {
		const sent = takeJobs();
		const items = [{ code: 'A' }, { Code: 'B' }, { code: 'C' }];
		const result = await runJob('create', UPSERT, items, { errorOutput: true });
		expect(sent[0]?.job.data).toEqual([
			{ _request_data_id: 'item-0', code: 'A' },
			{ _request_data_id: 'item-2', code: 'C' },
		]);
		expect(pairsOf(result.outputs[0])).toEqual([0, 2]);
		expect(pairsOf(result.outputs[1])).toEqual([1]);
	});

	it('keeps everything back without it', async () => {
		expect(errorOf(await runJob('create', UPSERT, [{ code: 'A' }, {}])).message).toContain(
			'[item 1]',
		);
	});

	it.each([
		['Category', { name: 'Shirts' }],
		['PriceBook', { id: 0 }],
		['Product', { code: 12345 }],
	])('%s %j is no such record', async (entity, record) => {
		const sent = takeJobs();
		itemsOf(await runJob('create', { entity, jobOperation: 'insert' }, [record]));
		expect(sent[0]?.job.data).toMatchObject([record]);
	});
});

describe('where a record comes from', () => {
	playVendor();

	async function recordFrom(form: INodeParameters, item: IDataObject = {}) {
		const sent = takeJobs();
		itemsOf(await runJob('create', { ...UPSERT, ...form }, [item]));
		return sent[0]?.job.data[0];
	}

	it('takes the whole input item', async () => {
		const item = { code: 'A', list: [1, { deep: true }], nothing: null, number: 1.5 };
		expect(await recordFrom({}, item)).toEqual({ _request_data_id: 'item-0', ...item });
	});

	it('takes a part of the input item', async () => {
		const form = { inputItem: '={{ $json.product }}' };
		expect(await recordFrom(form, { product: { code: 'A' } })).toMatchObject({ code: 'A' });
	});

	it('keeps the kinds of values that expressions give to fields', async () => {
		const values = [
			{ name: 'code', value: 'A' },
			{ name: 'amount', value: '={{ $json.price }}' },
			{ name: 'active', value: '={{ true }}' },
			{ name: 'products', value: '={{ [{ id: 28 }] }}' },
			{ name: 'empty', value: '' },
			{ name: 'gone', value: '={{ null }}' },
		];
		const record = await recordFrom(
			{ dataFrom: 'fields', recordFields: { values } },
			{ price: 12 },
		);
		expect(record).toEqual({
			_request_data_id: 'item-0',
			code: 'A',
			amount: 12,
			active: true,
			products: [{ id: 28 }],
			empty: '',
		});
	});

	it.each([['[]'], ['no JSON'], ['5'], ['null'], ['']])(
		'refuses %j as a record',
		async (recordJson) => {
			const form = { ...UPSERT, dataFrom: 'json', recordJson };
			expect(errorOf(await runJob('create', form)).message).toMatch(
				/^Record \(JSON\): expected a JSON object with the fields of one record, but got /,
			);
		},
	);
});

describe('the _request_data_id', () => {
	playVendor();

	async function idsOf(own: unknown[]) {
		const sent = takeJobs();
		const items = own.map((id, index) => ({
			...products(index + 1)[index],
			...(id === undefined ? {} : { _request_data_id: id }),
		})) as IDataObject[];
		const result = itemsOf(await runJob('create', UPSERT, items));
		const ids = sent[0]?.job.data.map(({ _request_data_id: id }) => id);
		expect(result.map(({ _request_data_id: id }) => id)).toEqual(ids);
		return ids;
	}

	it('is the record’s own where it has one', async () => {
		expect(await idsOf(['a', undefined, 7])).toEqual(['a', 'item-1', '7']);
	});

	it('is never given twice', async () => {
		expect(await idsOf(['a', 'a', undefined, 'item-2', '', null, { odd: 1 }])).toEqual([
			'a',
			'item-1',
			'item-2-again',
			'item-2',
			'item-4',
			'item-5',
			'item-6',
		]);
	});
});
