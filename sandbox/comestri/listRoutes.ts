import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../shared/json';
import { pageOf, positive, queryOf, type PageHook } from '../shared/paging';
import type { Catalogue, Product } from './catalogue';
import { unprocessable } from './envelope';
import type { Settings } from './settings';
import { parseTime } from './time';
import {
	DEFAULT_LANGUAGE,
	nameIn,
	priceBookView,
	priceItemView,
	productView,
	variationView,
} from './views';

/** No page states a maximum. */
const DEFAULT_PAGE_SIZE = 50;

export type Feed = 'products' | 'product_variations' | 'price_books' | 'price_items';

interface ListSurroundings {
	catalogue: Catalogue;
	settings: Settings;
	beforePage: PageHook<Feed>;
}

type Query = Record<string, string>;

/** The lists, each by id because no page has another order. */
export function addListRoutes(api: FastifyInstance, around: ListSurroundings): void {
	const { catalogue, settings } = around;
	addList(api, around, 'products', (query) => {
		const show = (product: Product) => pick(query, productView(catalogue, product, langOf(query)));
		return { rows: productsFor(around, query), show };
	});
	addList(api, around, 'product_variations', (query) => {
		const rows = [...catalogue.variations.values()].filter(timesOf(query, settings));
		return { rows, show: variationView };
	});
	addList(api, around, 'price_books', () => ({
		rows: [...catalogue.priceBooks.values()],
		show: priceBookView,
	}));
	addList(api, around, 'price_items', () => ({
		rows: [...catalogue.priceItems.values()],
		show: (item) => priceItemView(catalogue, item),
	}));
}

interface Listing<T extends { id: number }> {
	rows: T[];
	show: (row: T) => JsonObject;
}

function addList<T extends { id: number }>(
	api: FastifyInstance,
	{ beforePage }: ListSurroundings,
	feed: Feed,
	list: (query: Query) => Listing<T>,
): void {
	api.get(`/${feed}`, async (request: FastifyRequest) => {
		const query = queryOf(request);
		const limit = positive(query.per_page) ?? DEFAULT_PAGE_SIZE;
		const page = { feed, page: positive(query.page) ?? 1, limit };
		await beforePage(page);
		const { rows, show } = list(query);
		const sorted = rows.sort((left, right) => left.id - right.id);
		return {
			page: page.page,
			per_page: limit,
			total_pages: Math.ceil(sorted.length / limit),
			total_entries: sorted.length,
			entries: pageOf(sorted, page).map(show),
		};
	});
}

/**
 * Children are listed inside their parent, and a change of a child counts as one of its parent. A
 * filter by id or code finds children on their own.
 */
function productsFor({ catalogue, settings }: ListSurroundings, query: Query): Product[] {
	const children = new Set([...catalogue.variations.values()].map(({ childId }) => childId));
	const isNamed = query.id !== undefined || query.code !== undefined;
	const fitsTime = timesOf(query, settings);
	return [...catalogue.products.values()]
		.filter(({ id }) => isNamed || !children.has(id))
		.filter((product) => fitsFields(product, query))
		.filter((product) => [product, ...catalogue.childrenOf(product.id)].some(fitsTime));
}

const fitsFields = (product: Product, { id, code, name, status, lang }: Query): boolean =>
	(id === undefined || id === String(product.id)) &&
	(code === undefined || code === product.code) &&
	(name === undefined || name === nameIn(product, lang ?? DEFAULT_LANGUAGE)) &&
	(status === undefined || status === product.status);

interface Timed {
	createdAt: number;
	updatedAt: number;
}

/** No page says whether the four bounds include their moment. */
function timesOf(query: Query, settings: Settings): (row: Timed) => boolean {
	const isCreated = within(query, 'created_time', settings);
	const isUpdated = within(query, 'updated_time', settings);
	return ({ createdAt, updatedAt }) => isCreated(createdAt) && isUpdated(updatedAt);
}

function within(
	query: Query,
	name: string,
	{ timeBoundsIncluded }: Settings,
): (time: number) => boolean {
	const from = boundOf(query, `${name}_from`) ?? -Infinity;
	const to = boundOf(query, `${name}_to`) ?? Infinity;
	return (time) => (timeBoundsIncluded ? time >= from && time <= to : time > from && time < to);
}

function boundOf(query: Query, name: string): number | undefined {
	const text = query[name];
	if (text === undefined || text === '') return undefined;
	const time = parseTime(text);
	if (time === undefined) throw unprocessable(`${name} is not a valid time`);
	return time;
}

const langOf = ({ lang }: Query): string => (lang ? lang : DEFAULT_LANGUAGE);

/** `response_product_fields`, the members to show; no page lists the values it takes. */
function pick({ response_product_fields: fields }: Query, row: JsonObject): JsonObject {
	if (!fields) return row;
	const wanted = new Set(fields.split(','));
	return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
}
