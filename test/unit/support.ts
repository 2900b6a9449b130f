import { get, snakeCase } from 'lodash';
import type { IDataObject, IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { AnyOperation, Form } from '../../nodes/shared/contract/operation';
import type { Vendor } from '../../nodes/shared/contract/vendor';
import { Pacer } from '../../nodes/shared/http/pace';
import type { Connection, PlannedRequest, RequestContext } from '../../nodes/shared/http/send';

export const NODE: INode = {
	id: 'node-1',
	name: 'Shop',
	type: 'shop',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** A vendor that does not exist, so that the engine is tested apart from any real one. */
export const VENDOR: Vendor = {
	displayName: 'Shop',
	credentialTypes: [{ name: 'shopApi', displayName: 'Shop Tokens' }],
	accountOf: ({ account }) => account,
	credentialHelp: {
		notAuthorized: 'Open the credential.',
		notAllowed: 'Give the token the missing right.',
		reconnect: 'Create a new token.',
	},
	headers: { Accept: 'application/json' },
	versionHeader: 'X-Version',
	trailingSlash: true,
	wireName: snakeCase,
	paging: {
		pageParameter: 'page',
		limitParameter: 'limit',
		firstPage: 1,
		read: (body) => {
			const rows: unknown = get(body, 'data');
			const total: unknown = get(body, 'total');
			if (!Array.isArray(rows)) return undefined;
			return typeof total === 'number' ? { rows, total } : { rows };
		},
	},
	readRefusal: () => ({ fields: [] }),
	limits: { requestsPerSecond: 0, concurrency: 3, timeoutMs: 1000 },
};

/** An operation with the least that there must be. */
export function operation(parts: Partial<AnyOperation> & { form?: Form } = {}): AnyOperation {
	return {
		resource: 'thing',
		name: 'do',
		displayName: 'Do',
		action: 'Do a thing',
		description: 'Do it',
		source: 'none',
		evidence: 'documented',
		safety: 'read',
		method: 'GET',
		path: '/things/',
		form: { fields: {} },
		output: { schema: z.object({}) },
		...parts,
	};
}

export const LIST_REQUEST: PlannedRequest = {
	method: 'GET',
	path: '/things/',
	query: { search: 'blue' },
	safety: 'read',
};

/** A connection whose vendor is a function of the request; it remembers what was asked. */
export function connectionTo(
	answer: (query: IDataObject) => { status?: number; body: unknown },
	vendor: Vendor = VENDOR,
): { connection: Connection; asked: IDataObject[] } {
	const asked: IDataObject[] = [];
	const httpRequestWithAuthentication = async (_type: string, options: IHttpRequestOptions) => {
		const query = options.qs as IDataObject;
		asked.push(query);
		const { status = 200, body } = answer(query);
		return { statusCode: status, headers: {}, body: JSON.stringify(body) };
	};
	const context = {
		helpers: { httpRequestWithAuthentication },
		getNode: () => NODE,
		getCredentials: async () => await Promise.resolve({}),
	} as unknown as RequestContext;
	const connection = {
		context,
		vendor,
		credentialType: 'shopApi',
		isRenewable: true,
		baseUrl: 'https://shop.test/api',
		pacer: new Pacer(0),
		secrets: [],
		totalBudgetMs: 0,
	};
	return { connection, asked };
}

/** What n8n hands to an action node whose form holds these values. */
export function formContext(parameters: IDataObject): IExecuteFunctions {
	return {
		getNode: () => NODE,
		getNodeParameter: (name: string, _item: number, fallback?: unknown) =>
			get(parameters, name, fallback),
	} as unknown as IExecuteFunctions;
}
