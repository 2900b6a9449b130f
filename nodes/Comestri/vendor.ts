import { get, snakeCase } from 'lodash';
import type { Vendor } from '../shared/contract/vendor';
import { readRefusal } from './refusal';

/** The vendor's API reference: a page for each resource and action. */
export const API_PAGES = 'https://product.comestri.com/apidoc/2.0';

/**
 * All that is true of the whole Comestri API.
 *
 * Sources: the vendor's index page (apidoc/2.0.html) for authentication, `page` and `per_page`; the
 * pages of the lists for `entries` and `total_entries`. No page states a limit of requests or a longest
 * wait: those numbers are our own choice.
 */
export const comestri: Vendor = {
	displayName: 'Comestri',
	credentialTypes: [
		{ name: 'comestriApi', displayName: 'API Token' },
		{ name: 'comestriOAuth2Api', displayName: 'OAuth2', isRenewable: true },
	],
	accountOf: ({ email, clientId }) => email ?? clientId,
	credentialHelp: {
		notAuthorized:
			'Open the credential and check what is in it: the API token and the email address belong together, as do the client ID and the client secret. The Base URL must be that of your account.',
		notAllowed:
			'Give the user or the API account behind the credential the missing permission in Comestri.',
	},
	headers: { Accept: 'application/json' },
	trailingSlash: false,
	wireName: (fieldName) => snakeCase(fieldName),
	paging: { pageParameter: 'page', limitParameter: 'per_page', firstPage: 1, read: readPage },
	readRefusal,
	limits: { requestsPerSecond: 10, concurrency: 5, timeoutMs: 60_000 },
};

/** `{page, per_page, total_pages, total_entries, entries}`. */
function readPage(body: unknown): { rows: unknown[]; total?: number } | undefined {
	const rows: unknown = get(body, 'entries');
	if (!Array.isArray(rows)) return undefined;
	const total: unknown = get(body, 'total_entries');
	return typeof total === 'number' ? { rows, total } : { rows };
}
