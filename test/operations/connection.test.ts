import type { INodeParameters } from 'n8n-workflow';
import type nock from 'nock';
import { itemsOf } from '../harness/host';
import { plainProductForm, updateForm } from './forms';
import { createAnswer } from './samples/create';
import { deleteRefusal } from './samples/delete';
import { updateAnswer } from './samples/update';
import { byId, connectionError, errorOf, playVendor, runProduct, till } from './support';

const NOT_KNOWN = 'It is not known whether INVENTORUM has carried this out';

interface Call {
	operation: string;
	form: INodeParameters;
	method: string;
	path: string;
	answer: object;
}

const ONE: INodeParameters = { product: byId('1') };

const READ: Call = {
	operation: 'get',
	form: ONE,
	method: 'GET',
	path: '/api/products/1/',
	answer: { id: 1 },
};

const UPDATE: Call = {
	operation: 'update',
	form: updateForm,
	method: 'PUT',
	path: '/api/products/4094157/',
	answer: updateAnswer,
};

const CREATE: Call = {
	operation: 'create',
	form: plainProductForm,
	method: 'POST',
	path: '/api/products/',
	answer: createAnswer,
};

const DELETE: Call = {
	operation: 'delete',
	form: ONE,
	method: 'DELETE',
	path: '/api/products/1/',
	answer: {},
};

function intercept({ path, method }: Call): nock.Interceptor {
	return till().intercept(path, method);
}

async function run({ operation, form }: Call) {
	return await runProduct(operation, form);
}

describe('a connection that breaks', () => {
	playVendor();

	const BROKEN = ['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE'];

	it.each(BROKEN)('%s: a read is sent again', async (code) => {
		intercept(READ).replyWithError(connectionError(code));
		intercept(READ).reply(200, READ.answer);
		expect(itemsOf(await run(READ))).toHaveLength(1);
	});

	it.each(BROKEN)('%s: an update is sent again', async (code) => {
		intercept(UPDATE).replyWithError(connectionError(code));
		intercept(UPDATE).reply(200, UPDATE.answer);
		expect(itemsOf(await run(UPDATE))).toHaveLength(1);
	});

	it.each(BROKEN)('%s: creating is not repeated, and the error says why', async (code) => {
		intercept(CREATE).replyWithError(connectionError(code));
		const { message, description } = errorOf(await run(CREATE));
		expect(message).toBe('The connection to INVENTORUM broke off before an answer came [item 0]');
		expect(description).toContain(`Tried once (${code})`);
		expect(description).toContain(NOT_KNOWN);
	});

	it('gives up a read after six tries', async () => {
		intercept(READ).times(6).replyWithError(connectionError('ECONNRESET'));
		const { message, description } = errorOf(await run(READ));
		expect(message).toBe('The connection to INVENTORUM broke off before an answer came [item 0]');
		expect(description).toBe('Tried 6 times (ECONNRESET).');
	});

	it('takes a product that is gone after a reset for deleted', async () => {
		intercept(DELETE).replyWithError(connectionError('ECONNRESET'));
		intercept(DELETE).reply(404, deleteRefusal);
		expect(itemsOf(await run(DELETE))).toEqual([{ deleted: true, id: '1' }]);
	});
});

describe('a connection that does not come about', () => {
	playVendor();

	const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

	it.each(UNSENT)('%s: even creating is tried again', async (code) => {
		intercept(CREATE).replyWithError(connectionError(code));
		intercept(CREATE).reply(200, CREATE.answer);
		expect(itemsOf(await run(CREATE))).toHaveLength(1);
	});

	it.each(UNSENT)('%s: gives up after three tries and says where to look', async (code) => {
		intercept(CREATE).times(3).replyWithError(connectionError(code));
		const { message, description } = errorOf(await run(CREATE));
		expect(message).toBe('INVENTORUM cannot be reached [item 0]');
		expect(description).toBe(
			`Tried 3 times (${code}). Check the Base URL in the credential and the network of this n8n.`,
		);
	});

	it('does not take a product for deleted that the request never reached', async () => {
		intercept(DELETE).replyWithError(connectionError('ECONNREFUSED'));
		intercept(DELETE).reply(404, deleteRefusal);
		expect(errorOf(await run(DELETE)).message).toContain('knows no Product 1');
	});
});
