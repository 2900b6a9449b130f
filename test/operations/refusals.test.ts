import type { INodeParameters } from 'n8n-workflow';
import { itemsOf } from '../harness/host';
import { adjustForm, plainProductForm, updateForm } from './forms';
import { adjustAnswer } from './samples/adjustInventory';
import { createAnswer, createRefusal } from './samples/create';
import { deleteRefusal } from './samples/delete';
import { getAnswer, getRefusal } from './samples/get';
import { updateAnswer, updateRefusal } from './samples/update';
import { byId, errorOf, newHost, playVendor, refusal, runProduct, till } from './support';

const CREATE = '/api/products/';
const ONE = '/api/products/1/';

const NOT_KNOWN =
	'It is not known whether INVENTORUM has carried this out, so it was not sent again. Look it up there before you repeat it.';

const variationsForm = {
	product: byId('1'),
	specifyVariations: 'json',
	variationsJson: '[{"id": 2}, {"tax_type": 7, "price": 1}]',
} satisfies INodeParameters;

async function createPlain() {
	return await runProduct('create', plainProductForm);
}

async function getOne() {
	return await runProduct('get', { product: byId('1'), simplify: false });
}

describe('what the vendor refuses', () => {
	playVendor();

	it('names the fields as the form does', async () => {
		till().post(CREATE).reply(400, createRefusal);
		const { message, description, httpCode } = errorOf(await createPlain());
		expect(message).toBe(
			'Tax Type: This field is required. Name: This field is required. [item 0]',
		);
		expect(description).toBe(
			'INVENTORUM refused the values (HTTP 400, common.serializer_error). Correct what is named above and run the node again.',
		);
		expect(httpCode).toBe('400');
	});

	it.each([
		['update', updateForm, '/api/products/4094157/', updateRefusal, 'Tax Type: Invalid tax'],
		[
			'update',
			updateForm,
			'/api/products/4094157/',
			refusal({ purchase_price: ['A valid number is required.', 'Too long.'] }),
			'Purchase Price: A valid number is required. Too long.',
		],
		[
			'update',
			updateForm,
			'/api/products/4094157/',
			refusal({ is_giftcard: 'Not allowed.' }),
			'Gift Card: Not allowed.',
		],
		[
			'adjustInventory',
			adjustForm,
			'/api/products/12544049/adjust_inventory/',
			refusal({ quantity: ['Too much.'], date: [] }),
			'Quantity Change: Too much.',
		],
		[
			'setVariations',
			variationsForm,
			ONE,
			refusal({ something_new: ['Is wrong.'] }),
			'something_new: Is wrong.',
		],
	] as [string, INodeParameters, string, object, string][])(
		'%s: names the fields in %#',
		async (operation, form, path, body, expected) => {
			till().put(path).reply(400, body);
			expect(errorOf(await runProduct(operation, form)).message).toBe(`${expected} [item 0]`);
		},
	);

	it('names the entry and the field where a variation is refused', async () => {
		const body = refusal({ variations: [{}, { price: ['A valid number is required.'] }] });
		till().put(ONE).reply(400, body);
		const { message } = errorOf(await runProduct('setVariations', variationsForm));
		expect(message).toBe('Variations, entry 2, Price (Net): A valid number is required. [item 0]');
	});

	it('does not speak of JSON where the variations were given by fields', async () => {
		till()
			.put(ONE)
			.reply(400, refusal({ variations: ['This list is too long.'] }));
		const { message } = errorOf(
			await runProduct('setVariations', {
				product: byId('1'),
				specifyVariations: 'fields',
				variations: { values: [{ id: 2 }] },
			}),
		);
		expect(message).toBe('Variations: This list is too long. [item 0]');
	});

	it.each([
		[
			'a sentence',
			{ error: { key: 'common.unknown', description: 'Out of order.', fields: {} } },
			'Out of order.',
		],
		['a detail', { detail: 'Unsupported version.' }, 'Unsupported version.'],
		['nothing', {}, 'INVENTORUM did not accept the request (HTTP 400)'],
		['a text', '"no"', 'INVENTORUM did not accept the request (HTTP 400)'],
		['a web page', '<html>no</html>', 'INVENTORUM did not accept the request (HTTP 400)'],
		['no field after all', refusal({}), 'INVENTORUM did not accept the request (HTTP 400)'],
		['fields in an unknown shape', { error: { fields: [1, null], description: 'Odd.' } }, 'Odd.'],
	])('says what can be said when the vendor gives %s', async (_, body, expected) => {
		till().post(CREATE).reply(400, body);
		expect(errorOf(await createPlain()).message).toBe(`${expected} [item 0]`);
	});

	it.each([
		['product.not_found', 'get', getRefusal],
		['common.unknown', 'delete', deleteRefusal],
	])('names the product that is not there (key %s)', async (key, operation, body) => {
		till()
			.intercept(ONE, operation === 'get' ? 'GET' : 'DELETE')
			.reply(404, body);
		const { message, description, httpCode } = errorOf(
			await runProduct(operation, { product: byId('1') }),
		);
		expect(message).toBe('INVENTORUM knows no Product 1 [item 0]');
		expect(description).toContain(`(HTTP 404, ${key}).`);
		expect(httpCode).toBe('404');
	});

	it('says which right is missing', async () => {
		till().get(ONE).reply(403, { detail: 'You do not have permission to perform this action.' });
		const { message, description } = errorOf(await getOne());
		expect(message).toBe(
			'The INVENTORUM credential may not do this: You do not have permission to perform this action. [item 0]',
		);
		expect(description).toContain('app settings');
	});

	it('does not follow a redirect, and says what to do', async () => {
		till().post(CREATE).reply(301, '', { Location: 'https://elsewhere.example/api/products/' });
		const { message, description } = errorOf(await createPlain());
		expect(message).toBe('The Base URL leads to another address [item 0]');
		expect(description).toContain('https://elsewhere.example/api/products/');
		expect(description).toContain('Base URL');
		expect(description).not.toContain(NOT_KNOWN);
	});
});

describe('a vendor that is busy', () => {
	playVendor();

	it.each([
		['without a hint', {}],
		['with seconds to wait', { 'Retry-After': '1' }],
		[
			'with a date',
			{ Date: 'Mon, 15 Jan 2018 10:00:00 GMT', 'Retry-After': 'Mon, 15 Jan 2018 10:00:01 GMT' },
		],
	] as [string, Record<string, string>][])('reads again after 429 %s', async (_, headers) => {
		till().get(ONE).reply(429, {}, headers).get(ONE).reply(200, getAnswer);
		expect(itemsOf(await getOne())).toEqual([getAnswer]);
	});

	it.each([
		['429', 429, {}],
		['503 with Retry-After', 503, { 'Retry-After': '0' }],
	] as [string, number, Record<string, string>][])(
		'writes again after %s, since nothing has happened',
		async (_, status, headers) => {
			till().post(CREATE).reply(status, {}, headers).post(CREATE).reply(200, createAnswer);
			expect(itemsOf(await createPlain())).toHaveLength(1);
		},
	);

	it('gives up after six tries', async () => {
		till().post(CREATE).times(6).reply(429, {});
		const { message, description } = errorOf(await createPlain());
		expect(message).toBe('INVENTORUM receives too many requests [item 0]');
		expect(description).toMatch(/^Tried 6 times\. .*Requests per Second/);
		expect(description).not.toContain(NOT_KNOWN);
	});

	it('gives up at once when the pause would be too long', async () => {
		till().get(ONE).reply(429, {}, { 'Retry-After': '3600' });
		expect(errorOf(await getOne()).description).toMatch(/^Tried once/);
	});
});

describe('a vendor that fails', () => {
	playVendor();

	it.each([
		['get', { product: byId('1') }, 'GET', ONE],
		['update', updateForm, 'PUT', '/api/products/4094157/'],
		['publish', { product: byId('1') }, 'POST', `${ONE}shop/`],
		['unpublish', { product: byId('1') }, 'DELETE', `${ONE}shop/`],
	] as [string, INodeParameters, string, string][])(
		'%s: is repeated after 500',
		async (operation, form, method, path) => {
			till()
				.intercept(path, method)
				.reply(500, { error: {} })
				.intercept(path, method)
				.reply(200, updateAnswer);
			expect(itemsOf(await runProduct(operation, form))).toHaveLength(1);
		},
	);

	it.each([
		['create', plainProductForm, 'POST', CREATE],
		['adjustInventory', adjustForm, 'PUT', '/api/products/12544049/adjust_inventory/'],
		['setVariations', variationsForm, 'PUT', ONE],
	] as [string, INodeParameters, string, string][])(
		'%s: is sent once, and the error says that the outcome is open',
		async (operation, form, method, path) => {
			till()
				.intercept(path, method)
				.reply(500, { error: { description: 'Oops.' } });
			const { message, description, httpCode } = errorOf(await runProduct(operation, form));
			expect(message).toBe('INVENTORUM could not process the request (HTTP 500): Oops. [item 0]');
			expect(description).toContain('Tried once.');
			expect(description).toContain(NOT_KNOWN);
			expect(httpCode).toBe('500');
		},
	);

	it('gives up a read after six tries, without talk of repeating', async () => {
		till().get(ONE).times(6).reply(502, '<html><h1>Bad Gateway</h1></html>');
		const { message, description } = errorOf(await getOne());
		expect(message).toBe('INVENTORUM could not process the request (HTTP 502) [item 0]');
		expect(description).toMatch(/^Tried 6 times\./);
		expect(description).not.toContain(NOT_KNOWN);
	});

	it.each([
		['cut-off JSON', '{"id": 1, "name": "Pink t-'],
		['a web page', '<html>Please log in</html>'],
	])('reads again after %s', async (_, body) => {
		till().get(ONE).reply(200, body).get(ONE).reply(200, getAnswer);
		expect(itemsOf(await getOne())).toEqual([getAnswer]);
	});

	it('does not create again after cut-off JSON', async () => {
		till().post(CREATE).reply(200, '{"id": 1, "name": "Pink t-');
		const { message, description } = errorOf(await createPlain());
		expect(message).toBe('INVENTORUM sent an answer that cannot be read [item 0]');
		expect(description).toContain(NOT_KNOWN);
	});

	it.each([
		['no list', { total: 3 }],
		['a text', '"ok"'],
		['nothing', ''],
	])('takes %s for an unreadable page, never for an empty one', async (_, body) => {
		till().get('/api/products/').query(true).reply(200, body);
		const { message } = errorOf(await runProduct('getAll'));
		expect(message).toBe('INVENTORUM sent an answer that cannot be read [item 0]');
	});
});

describe('an answer without a body', () => {
	playVendor();

	it.each([
		['update', updateForm, 'PUT', '/api/products/4094157/'],
		['publish', { product: byId('1') }, 'POST', `${ONE}shop/`],
		['adjustInventory', adjustForm, 'PUT', '/api/products/12544049/adjust_inventory/'],
	] as [string, INodeParameters, string, string][])(
		'%s: leaves an item, so that the workflow goes on',
		async (operation, form, method, path) => {
			till().intercept(path, method).reply(200, '');
			expect(itemsOf(await runProduct(operation, form))).toHaveLength(1);
		},
	);

	it.each(['', 'null', '[]', '"ok"'])('setVariations: makes sense of %j', async (body) => {
		till().put(ONE).reply(200, body);
		const { outputs, error } = await runProduct('setVariations', variationsForm);
		const shown = [JSON.stringify(outputs), error?.message, error?.description].join(' ');
		expect(shown).not.toMatch(/undefined|null|Cannot read/);
	});

	it('get: does not pass for a product', async () => {
		till().persist().get(ONE).reply(200, '');
		const { message } = errorOf(await getOne());
		expect(message).toBe('INVENTORUM sent an answer that cannot be read [item 0]');
	});
});

describe('deleting what is gone already', () => {
	playVendor();

	const form = { product: byId('1') };

	it.each([500, 502])('counts as deleted when an earlier try ended with %d', async (status) => {
		till().delete(ONE).reply(status, {}).delete(ONE).reply(404, deleteRefusal);
		expect(itemsOf(await runProduct('delete', form))).toEqual([{ deleted: true, id: '1' }]);
	});

	it('counts as an error when the first try says so', async () => {
		till().delete(ONE).reply(404, deleteRefusal);
		expect(errorOf(await runProduct('delete', form)).message).toContain('knows no Product 1');
	});

	it('counts as an error when nothing can have happened before', async () => {
		till().delete(ONE).reply(429, {}).delete(ONE).reply(404, deleteRefusal);
		expect(errorOf(await runProduct('delete', form)).message).toContain('knows no Product 1');
	});
});

describe('several requests, of which one is refused', () => {
	playVendor();

	it('names the item, and starts no further request', async () => {
		const host = newHost();
		for (let id = 1; id <= 10; id += 1) {
			const request = till().put(`/api/products/${id}/adjust_inventory/`);
			if (id === 2) request.reply(400, refusal({ date: ['Is closed.'] }));
			else request.delay(100).reply(200, adjustAnswer);
		}
		const items = Array.from({ length: 30 }, (_, index) => ({ id: index + 1 }));
		const form = { ...adjustForm, product: byId('={{ $json.id }}') };
		const { message } = errorOf(await runProduct('adjustInventory', form, items, { host }));
		expect(message).toBe('Date: Is closed. [item 1]');
	});
});
