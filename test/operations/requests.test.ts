import { pick } from 'lodash';
import nock from 'nock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../harness/host';
import {
	adjustForm,
	keptAndNewForm,
	plainProductForm,
	productWithVariationsForm,
	setVariationsForm,
	updateForm,
} from './forms';
import { adjustAnswer, adjustRequest } from './samples/adjustInventory';
import { deletedPage, modifiedPage } from './samples/changes';
import {
	addAndRemoveAnswer,
	addAndRemoveRequest,
	backToPlainAnswer,
	backToPlainRequest,
	convertAnswer,
	convertRequest,
} from './samples/convert';
import { createAnswer, createRequest } from './samples/create';
import { createVariationsAnswer, createVariationsRequest } from './samples/createWithVariations';
import { getAnswer } from './samples/get';
import { listPage } from './samples/list';
import { publishAnswer, unpublishAnswer } from './samples/publish';
import { setVariationsAnswer, setVariationsRequest } from './samples/setVariations';
import { updateAnswer, updateRequest } from './samples/update';
import { byId, newHost, playVendor, runProduct, till } from './support';

interface Case {
	name: string;
	operation: string;
	form: INodeParameters;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	version: number;
	query?: Record<string, string>;
	/** The body that must arrive; absent: no body at all. */
	body?: object;
	answer?: unknown;
	/** The items with Simplify off. */
	rows: IDataObject[];
	/** The fields that stay with Simplify on; absent: no such switch. */
	simple?: string[];
}

const SIMPLE_PRODUCT = [
	'id',
	'inv_id',
	'name',
	'product_code',
	'ean',
	'quantity',
	'price',
	'gross_price',
	'tax_type',
	'variations',
];

const SIMPLE_AFTER_VARIATIONS = [
	'previous_id',
	'id_changed',
	'id_change',
	'id',
	'name',
	'product_code',
	'quantity',
	'price',
	'gross_price',
	'variations',
];

const SIMPLE_SHOP_PRODUCT = [
	'id',
	'name',
	'in_shop',
	'shop_url',
	'price',
	'gross_price',
	'stock',
	'product_code',
	'gtin',
	'brand',
];

/** A page that is full, so that nothing more is asked for. */
const fullListPage = {
	total: listPage.total,
	data: Array.from({ length: 10 }, (_, index) => ({
		...listPage.data[0],
		id: 12544049 + index,
	})),
};

const kept = (id: number) => ({
	previous_id: String(id),
	id_changed: false,
	id_change: `The product keeps the ID ${id}`,
});

const CASES: Case[] = [
	{
		name: 'getAll',
		operation: 'getAll',
		form: { limit: 10 },
		method: 'GET',
		path: '/api/products/',
		query: { limit: '10', page: '1' },
		// The page's sample has 6, the only version that sorts and filters; without them, the current one.
		version: 12,
		answer: fullListPage,
		rows: fullListPage.data as IDataObject[],
		simple: [
			'id',
			'inv_id',
			'name',
			'ean',
			'quantity',
			'price',
			'gross_price',
			'tax_type',
			'variation_count',
			'in_shop',
		],
	},
	{
		name: 'create, a plain product',
		operation: 'create',
		form: plainProductForm,
		method: 'POST',
		path: '/api/products/',
		version: 8,
		// The table of parameters calls it a float; only this sample has it as a text.
		body: { ...createRequest, package_size_value: 1 },
		answer: createAnswer,
		rows: [createAnswer],
		simple: SIMPLE_PRODUCT,
	},
	{
		name: 'create, with variations by fields',
		operation: 'create',
		form: productWithVariationsForm,
		method: 'POST',
		path: '/api/products/',
		version: 8,
		body: createVariationsRequest,
		answer: createVariationsAnswer,
		rows: [createVariationsAnswer],
		simple: SIMPLE_PRODUCT,
	},
	{
		name: 'create, with variations by JSON',
		operation: 'create',
		form: {
			name: 'T-shirt',
			taxType: 60396,
			specifyVariations: 'json',
			variationsJson: JSON.stringify(createVariationsRequest.variations),
			additionalFields: { price: 145, brand: 'nike' },
		},
		method: 'POST',
		path: '/api/products/',
		version: 8,
		body: createVariationsRequest,
		answer: createVariationsAnswer,
		rows: [createVariationsAnswer],
		simple: SIMPLE_PRODUCT,
	},
	{
		name: 'get',
		operation: 'get',
		form: { product: byId('12846584') },
		method: 'GET',
		path: '/api/products/12846584/',
		version: 10,
		answer: getAnswer,
		rows: [getAnswer],
		simple: SIMPLE_PRODUCT,
	},
	{
		name: 'update, with every field of the sample',
		operation: 'update',
		form: updateForm,
		method: 'PUT',
		path: '/api/products/4094157/',
		// The sample is sent with 8; the page's text recommends 7 for this call.
		version: 7,
		// The list of variations is a matter of Set Variations: an empty one could delete them.
		body: without(updateRequest, 'variations'),
		answer: updateAnswer,
		rows: [updateAnswer],
		simple: SIMPLE_PRODUCT,
	},
	{
		name: 'setVariations, with every field of the sample',
		operation: 'setVariations',
		form: setVariationsForm,
		method: 'PUT',
		path: '/api/products/13417182/',
		version: 7,
		// The table of parameters calls the purchase price a float; this sample has both as texts.
		body: { ...setVariationsRequest, purchase_price: 10.5, package_size_value: 1 },
		answer: setVariationsAnswer,
		rows: [{ ...setVariationsAnswer, ...kept(13417182) }],
		simple: SIMPLE_AFTER_VARIATIONS,
	},
	{
		name: 'setVariations, from a plain product',
		operation: 'setVariations',
		form: jsonVariations('11111111', convertRequest),
		method: 'PUT',
		path: '/api/products/11111111/',
		version: 7,
		body: convertRequest,
		answer: convertAnswer,
		rows: [
			{
				...convertAnswer,
				previous_id: '11111111',
				id_changed: true,
				id_change:
					'The product with variations has the new ID 11111114; 11111111 is one of its variations now',
			},
		],
		simple: SIMPLE_AFTER_VARIATIONS,
	},
	{
		name: 'setVariations, adding one and removing one',
		operation: 'setVariations',
		form: jsonVariations('11111114', addAndRemoveRequest),
		method: 'PUT',
		path: '/api/products/11111114/',
		version: 7,
		body: addAndRemoveRequest,
		answer: addAndRemoveAnswer,
		rows: [{ ...addAndRemoveAnswer, ...kept(11111114) }],
		simple: SIMPLE_AFTER_VARIATIONS,
	},
	{
		name: 'setVariations, back to a plain product',
		operation: 'setVariations',
		form: jsonVariations('11111114', backToPlainRequest),
		method: 'PUT',
		path: '/api/products/11111114/',
		version: 7,
		body: backToPlainRequest,
		answer: backToPlainAnswer,
		rows: [
			{
				...backToPlainAnswer,
				previous_id: '11111114',
				id_changed: true,
				id_change: 'The product is a plain product with the ID 11111111 now; 11111114 is gone',
			},
		],
		simple: SIMPLE_AFTER_VARIATIONS,
	},
	{
		name: 'setVariations, by fields, with the tax type for the new one alone',
		operation: 'setVariations',
		form: keptAndNewForm,
		method: 'PUT',
		path: '/api/products/11111114/',
		version: 7,
		body: {
			tax_type: 11500,
			variations: [
				// The page's big sample has lists here, its short ones texts: an update takes both.
				{ id: 11111111, attributes: { size: ['22'], color: ['Blue'] } },
				{ attributes: { size: ['22'], color: ['Green'] }, price: 4.2, tax_type: 11500 },
			],
		},
		answer: addAndRemoveAnswer,
		rows: [{ ...addAndRemoveAnswer, ...kept(11111114) }],
	},
	{
		name: 'delete',
		operation: 'delete',
		form: { product: byId('13214024') },
		method: 'DELETE',
		path: '/api/products/13214024/',
		version: 10,
		rows: [{ deleted: true, id: '13214024' }],
	},
	{
		name: 'adjustInventory',
		operation: 'adjustInventory',
		form: adjustForm,
		method: 'PUT',
		path: '/api/products/12544049/adjust_inventory/',
		version: 7,
		body: adjustRequest,
		answer: adjustAnswer,
		rows: [adjustAnswer],
		simple: SIMPLE_PRODUCT,
	},
	{
		name: 'publish',
		operation: 'publish',
		form: { product: byId('1976956') },
		method: 'POST',
		path: '/api/products/1976956/shop/',
		version: 8,
		answer: publishAnswer,
		rows: [publishAnswer],
		simple: SIMPLE_SHOP_PRODUCT,
	},
	{
		name: 'unpublish',
		operation: 'unpublish',
		form: { product: byId('1976956') },
		method: 'DELETE',
		path: '/api/products/1976956/shop/',
		version: 8,
		answer: unpublishAnswer,
		rows: [unpublishAnswer],
		simple: SIMPLE_SHOP_PRODUCT,
	},
	{
		name: 'getModified',
		operation: 'getModified',
		form: { startDate: '2016-12-21T11:32:26.341Z', limit: 1 },
		method: 'GET',
		path: '/api/products/delta/modified/',
		query: { start_date: '2016-12-21T11:32:26.341Z', limit: '1', page: '1' },
		version: 12,
		answer: modifiedPage,
		rows: modifiedPage.data,
		simple: [
			'id',
			'inv_id',
			'name',
			'state',
			'parent',
			'product_code',
			'ean',
			'quantity',
			'price',
			'gross_price',
		],
	},
	{
		name: 'getModified, with all options',
		operation: 'getModified',
		form: {
			startDate: '2018-01-25T16:00:56.643+01:00',
			limit: 1,
			options: { page: 10, verbose: true, orderBy: 'name,-id' },
		},
		method: 'GET',
		path: '/api/products/delta/modified/',
		query: {
			start_date: '2018-01-25T15:00:56.643Z',
			limit: '1',
			page: '10',
			verbose: 'true',
			order_by: 'name,-id',
		},
		version: 12,
		answer: modifiedPage,
		rows: modifiedPage.data,
	},
	{
		name: 'getDeleted',
		operation: 'getDeleted',
		form: {
			startDate: '2016-12-21T11:32:26.341Z',
			limit: 100,
			options: { orderBy: '-id' },
		},
		method: 'GET',
		path: '/api/products/delta/deleted/',
		query: {
			start_date: '2016-12-21T11:32:26.341Z',
			limit: '100',
			page: '1',
			order_by: '-id',
		},
		version: 12,
		answer: deletedPage,
		rows: [{ id: 13344583 }, { id: 13344584 }, { id: 13344585 }],
	},
];

function without(body: object, name: string): object {
	return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
}

/** The samples of the page's section on adding and removing, as they stand there. */
function jsonVariations(id: string, { name, variations }: { name: string; variations: object[] }) {
	return {
		product: byId(id),
		specifyVariations: 'json',
		variationsJson: JSON.stringify(variations),
		updateFields: { name },
	} satisfies INodeParameters;
}

const TOKEN = 'access-token-of-samples';

/** Plays the answer, once the request has the method, path, query and headers of the case. */
function play({ method, path, version, query = {}, body, answer = '' }: Case) {
	const reqheaders = {
		accept: 'application/json',
		'x-api-version': String(version),
		authorization: `Bearer ${TOKEN}`,
		...(body === undefined ? {} : { 'content-type': 'application/json' }),
	};
	const badheaders = body === undefined ? ['content-type'] : [];
	const bodies: unknown[] = [];
	const scope = till({ reqheaders, badheaders })
		.intercept(path, method)
		.query(query)
		.reply((_, arrived) => {
			bodies.push(arrived === '' ? undefined : arrived);
			return [200, answer as nock.Body];
		});
	return { scope, bodies };
}

describe('the requests and answers of the vendor’s page', () => {
	playVendor();

	it.each(CASES)('$name: sent as the page says, handed on as it came', async (each) => {
		const host = newHost({ accessToken: TOKEN });
		const { scope, bodies } = play(each);
		const form = { simplify: false, ...each.form };
		const result = await runProduct(each.operation, form, [{}], { host });
		expect(bodies).toEqual([each.body]);
		expect(itemsOf(result)).toEqual(each.rows);
		expect(scope.isDone()).toBe(true);
	});

	const simplified = CASES.flatMap((each) =>
		each.simple === undefined ? [] : [{ ...each, simple: each.simple }],
	);

	it.each(simplified)('$name: at most ten fields with Simplify', async (each) => {
		const host = newHost({ accessToken: TOKEN });
		play(each);
		const form = { simplify: true, ...each.form };
		const result = await runProduct(each.operation, form, [{}], { host });
		const items = itemsOf(result);
		expect(items).toEqual(each.rows.map((row) => pick(row, each.simple)));
		for (const item of items) {
			expect(Object.keys(item).length).toBeLessThanOrEqual(10);
			expect(Object.keys(item)).toEqual(expect.arrayContaining(['id']));
		}
	});

	it('simplifies unless told otherwise', async () => {
		till().get('/api/products/12544049/').reply(200, getAnswer);
		const [item] = itemsOf(await runProduct('get', { product: byId('12544049') }));
		expect(item).toEqual(pick(getAnswer, SIMPLE_PRODUCT));
	});
});

describe('money, quantities and long numbers', () => {
	playVendor();

	async function read(body: string): Promise<IDataObject> {
		till().get('/api/products/1/').reply(200, body, { 'Content-Type': 'application/json' });
		const [item] = itemsOf(await runProduct('get', { product: byId('1'), simplify: false }));
		return item as IDataObject;
	}

	it('keeps amounts as the texts that they are', async () => {
		const amounts = {
			quantity: '1E+3',
			price: '4.2016806723',
			gross_price: '5.00',
			average_purchase_price: '9.095238095238095238095238095',
			safety_stock: '0E-10',
		};
		expect(await read(JSON.stringify({ id: 1, ...amounts }))).toEqual({ id: 1, ...amounts });
	});

	it.each([
		['as a text', '{"id":1,"inv_id":"612689785305669070"}'],
		['as a number', '{"id":1,"inv_id":612689785305669070}'],
		['as a number with spaces around it', '{ "inv_id" : 612689785305669070 , "id" : 1 }'],
	])('keeps all digits of the inv_id that comes %s', async (_, body) => {
		expect(await read(body)).toEqual({ id: 1, inv_id: '612689785305669070' });
	});

	it('keeps all digits of the inv_ids in a list', async () => {
		till()
			.get('/api/products/')
			.query(true)
			.reply(
				200,
				'{"total":2,"data":[{"id":1,"inv_id":612689785305669070},{"id":2,"inv_id":612689785305669071}]}',
			);
		expect(itemsOf(await runProduct('getAll', { limit: 2, simplify: false }))).toEqual([
			{ id: 1, inv_id: '612689785305669070' },
			{ id: 2, inv_id: '612689785305669071' },
		]);
	});

	it('leaves digits inside of texts alone', async () => {
		const texts = {
			name: 'Till: 12345678901234567890, [4006381333931123456]',
			ean: '4006381333931',
		};
		expect(
			await read(`{"id":1,"inv_id":612689785305669070,${JSON.stringify(texts).slice(1)}`),
		).toEqual({ id: 1, inv_id: '612689785305669070', ...texts });
	});

	it('reads a long fraction beside a long inv_id', async () => {
		const item = await read(
			'{"id":1,"inv_id":612689785305669070,"average_purchase_price":9.095238095238095238095238095}',
		);
		expect(item.inv_id).toBe('612689785305669070');
		expect(Number(item.average_purchase_price)).toBeCloseTo(9.0952380952, 9);
	});

	it('takes the inv_id where an ID is asked for', async () => {
		const request = till().get('/api/products/612689785305669070/').reply(200, getAnswer);
		await runProduct('get', { product: byId('612689785305669070') });
		expect(request.isDone()).toBe(true);
	});

	it('keeps the ID when variations are set by the inv_id', async () => {
		till().put('/api/products/612746559719345313/').reply(200, setVariationsAnswer);
		const [item] = itemsOf(
			await runProduct('setVariations', {
				...setVariationsForm,
				product: byId('612746559719345313'),
			}),
		);
		expect(item).toMatchObject({ previous_id: '612746559719345313', id_changed: false });
	});
});
