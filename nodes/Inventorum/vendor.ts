import { get, isPlainObject, snakeCase } from 'lodash';
import type { Refusal, Vendor } from '../shared/contract/vendor';

/**
 * All that is true of the whole INVENTORUM API.
 *
 * Sources: the vendor's pages (Products for paging, envelope and versions; main page for 20 requests a
 * second). The slash at the end of paths was seen in recorded traffic: without it the vendor redirects.
 */
export const inventorum: Vendor = {
	displayName: 'INVENTORUM',
	credentialTypes: [{ name: 'inventorumApi', displayName: 'App Tokens', isRenewable: true }],
	accountOf: ({ clientId }) => clientId,
	credentialHelp: {
		notAuthorized:
			'Open the credential, check the client ID and secret, and paste a new refresh token.',
		notAllowed:
			'Give the token the missing right in the INVENTORUM app settings, then paste the new tokens into the credential.',
		reconnect:
			'The stored refresh token has expired, was revoked, or was used by another tool. Create a new one in the INVENTORUM app settings; give every n8n instance a token of its own.',
	},
	headers: { Accept: 'application/json' },
	versionHeader: 'X-Api-Version',
	trailingSlash: true,
	wireName: (fieldName) => snakeCase(fieldName),
	paging: { pageParameter: 'page', limitParameter: 'limit', firstPage: 1, read: readPage },
	readRefusal,
	limits: { requestsPerSecond: 20, concurrency: 10, timeoutMs: 30_000 },
};

/** `{total, data}`; version 13, which no page describes, was seen to say `results` (client code). */
function readPage(body: unknown): { rows: unknown[]; total?: number } | undefined {
	const rows: unknown = get(body, 'data') ?? get(body, 'results');
	if (!Array.isArray(rows)) return undefined;
	const total: unknown = get(body, 'total');
	return typeof total === 'number' ? { rows, total } : { rows };
}

/** `{error: {key, description, fields: {name: [texts]}}}`, sometimes with `detail` beside it. */
function readRefusal(body: unknown): Refusal {
	const key: unknown = get(body, 'error.key');
	const sentence: unknown = get(body, 'error.description') ?? get(body, 'detail');
	return {
		...(typeof key === 'string' ? { key } : {}),
		...(typeof sentence === 'string' ? { message: sentence } : {}),
		fields: fieldTexts(get(body, 'error.fields')),
	};
}

/** Texts may sit deeper than one level, as with the entries of `variations`. */
function fieldTexts(node: unknown, path: string[] = []): Refusal['fields'] {
	if (typeof node === 'string') return [{ name: path.join('.'), texts: [node] }];
	if (Array.isArray(node) && node.every((each) => typeof each === 'string')) {
		return node.length === 0 ? [] : [{ name: path.join('.'), texts: node }];
	}
	if (!Array.isArray(node) && !isPlainObject(node)) return [];
	return Object.entries(node as object).flatMap(([name, each]) =>
		fieldTexts(each, [...path, name]),
	);
}
