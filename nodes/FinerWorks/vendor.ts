import { get, isPlainObject, snakeCase } from 'lodash';
import type { Refusal, Vendor } from '../shared/contract/vendor';

/** Where the pages of the single calls are. */
export const HELP = 'https://v2.api.finerworks.com/Help/Api';

/** The page of the test host has the same calls; some pages were seen there alone. */
export const TEST_HELP = 'https://test-api.finerworks.com/Help/Api';

/** ModelState names the keys by their class (recorded answer). */
const KEYS_REFUSED = /authorization_credentials$/;

/** What the vendor's web framework says of an address that does not exist. */
const NO_SUCH_ADDRESS = /^No HTTP resource was found/;

/**
 * All that is true of the whole FinerWorks Web API.
 *
 * Sources: the vendor's pages (keys, `status`, paging in the body of List Virtual Inventory). Client
 * code: the answers to wrong keys and to bad values, `total_count`, 404 for nothing found.
 */
export const finerWorks: Vendor = {
	displayName: 'FinerWorks',
	credentialTypes: [{ name: 'finerWorksApi', displayName: 'Keys' }],
	accountOf: ({ webApiKey }) => webApiKey,
	credentialHelp: {
		notAuthorized:
			'Open the credential and copy the Web API key and the app key into it once more.',
		notAllowed:
			'Ask FinerWorks to give your app key this permission, or use the keys of an account that has it.',
	},
	baseUrlOf: ({ environment, baseUrl }) =>
		String((environment === 'custom' ? baseUrl : environment) ?? '')
			.trim()
			.replace(/(\/v3)?\/*$/, ''),
	hiddenMembers: [
		'access_token',
		'account_key',
		'app_key',
		'app_misc_data',
		'connections',
		'credentials',
		'payment_profile_id',
		'payment_token',
		'payment_tokens',
		'web_api_key',
	],
	recognise,
	headers: { Accept: 'application/json' },
	trailingSlash: false,
	wireName: (fieldName) => snakeCase(fieldName),
	paging: {
		pageParameter: 'page_number',
		limitParameter: 'per_page',
		firstPage: 1,
		in: 'body',
		read: readPage,
	},
	readRefusal,
	// No limit is documented. The time is for fifty orders in one request.
	limits: { requestsPerSecond: 10, concurrency: 5, timeoutMs: 60_000 },
};

function recognise(status: number, body: unknown): ReturnType<NonNullable<Vendor['recognise']>> {
	if (status === 400 && keysRefused(body) !== undefined) return 'not authorized';
	// A wrong address must not look like an empty list.
	if (status === 404 && NO_SUCH_ADDRESS.test(String(get(body, 'Message')))) return 'refused';
	if (status !== 200 || get(body, 'status.success') !== false) return undefined;
	return get(body, 'status.status_code') === 404 ? 'not found' : 'refused';
}

/**
 * `count` counts products, `total_count` (client code) orders. The page's sample has zeros in all
 * counters beside a product, so a zero next to rows says nothing.
 */
function readPage(body: unknown): { rows: unknown[]; total?: number } | undefined {
	if (!isPlainObject(body)) return undefined;
	const rows: unknown = get(body, 'products') ?? get(body, 'orders') ?? [];
	if (!Array.isArray(rows)) return undefined;
	const total: unknown = get(body, 'count') ?? get(body, 'total_count');
	return typeof total === 'number' && (total > 0 || rows.length === 0) ? { rows, total } : { rows };
}

/** `{Message, ModelState: {place: [texts]}}`, `{message}` or `{status: {message}}`. */
function readRefusal(body: unknown): Refusal {
	const aboutKeys = keysRefused(body);
	if (aboutKeys !== undefined) return { message: aboutKeys, fields: [] };
	const sentence = [get(body, 'status.message'), get(body, 'message'), get(body, 'Message')].find(
		isSentence,
	);
	return {
		...(sentence === undefined ? {} : { message: sentence }),
		fields: modelState(body).map(placedText),
	};
}

function isSentence(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function keysRefused(body: unknown): string | undefined {
	return modelState(body)
		.find(([place]) => KEYS_REFUSED.test(place))?.[1]
		.join(' ');
}

function modelState(body: unknown): [place: string, texts: string[]][] {
	const state: unknown = get(body, 'ModelState');
	if (!isPlainObject(state)) return [];
	return Object.entries(state as object).map(([place, texts]) => [
		place,
		[texts].flat().map(String),
	]);
}

const PLACE = /^(?:request\.)?(\w+)(?:\[(\d+)\])?\.?(.*)$/;

/** Groups of members that the form shows without the group. */
const GROUP = /\b(recipient|customs_tax_info|product_image)\./g;

/** `request.orders[3].order_items[0].product_qty` is `order_items.0.product_qty` of record 3. */
function placedText([place, texts]: [place: string, texts: string[]]): Refusal['fields'][number] {
	const [, list = place, position, member = ''] = PLACE.exec(place) ?? [];
	if (position === undefined) return { name: member === '' ? list : place, texts };
	const name = member.replace(GROUP, '').replace(/\[(\d+)\]/g, '.$1');
	return { name: name || list, texts, position: Number(position) };
}

/** The positions of the records that ModelState names, as in `request.orders[3].order_po`. */
export function positionsOf({ fields }: Refusal): number[] {
	return fields.flatMap(({ position }) => position ?? []);
}
