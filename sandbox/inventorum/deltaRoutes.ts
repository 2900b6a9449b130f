import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../shared/json';
import { pageOf, queryOf } from '../shared/paging';
import { versionOf } from './gate';
import { pageRequest, type FeedPage } from './paging';
import type { Product } from './productModel';
import type { ProductSurroundings } from './productRoutes';
import { UNDOCUMENTED_VERSION } from './productViews';
import type { Settings } from './settings';
import { orderedBy } from './sorting';
import { windowOf } from './window';

const MODIFIED_MAXIMUM = 100;
const DELETED_MAXIMUM = 1000;

interface DeltaSurroundings extends ProductSurroundings {
	settings: Settings;
}

/** The two feeds of changes since a moment of the vendor's clock. */
export function addDeltaRoutes(api: FastifyInstance, around: DeltaSurroundings): void {
	addModifiedRoute(api, around);
	addDeletedRoute(api, around);
}

function addModifiedRoute(api: FastifyInstance, around: DeltaSurroundings): void {
	const { store, views, settings, beforePage } = around;
	const sorted = rememberingLast((query: Query) => sortedRows(around, query));
	api.get('/products/delta/modified/', async (request) => {
		const query = queryOf(request);
		const isWithin = windowOf(query, settings);
		const page = pageRequest('modified', query, MODIFIED_MAXIMUM);
		await beforePage(page);
		const { start_date = '', order_by = '', verbose = '' } = query;
		const key = [store.version, settings.startDateIncluded, start_date, order_by, verbose];
		const products = sorted(key.join('\n'), query);
		const rows = pageOf(products, page).map((product) => ({
			...views.deltaRow(product, verbose === 'true'),
			state: isWithin(product.createdAt) ? 'created' : 'updated',
		}));
		return { total: products.length, data: delivered(rows, page, versionOf(request)) };
	});
}

type Query = Record<string, string>;

/** Sorting by id needs no rows, which a window of many thousands would take long to make. */
function sortedRows({ store, views, settings }: DeltaSurroundings, query: Query): Product[] {
	const isWithin = windowOf(query, settings);
	const { order_by: orderBy = '', verbose } = query;
	if (orderBy === 'id') return store.modifiedWithinById(isWithin);
	const products = store.modifiedWithin(isWithin);
	if (orderBy === '') return products;
	const rows = products.map((product): { product: Product } & JsonObject => ({
		...views.deltaRow(product, verbose === 'true'),
		state: isWithin(product.createdAt) ? 'created' : 'updated',
		product,
	}));
	return orderedBy(rows, orderBy).map(({ product }) => product);
}

/** A client reads one window page after page; nothing changed in between most of the time. */
function rememberingLast<A, T>(make: (argument: A) => T): (key: string, argument: A) => T {
	let last: { key: string; value: T } | undefined;
	return (key, argument) => {
		if (last?.key !== key) last = { key, value: make(argument) };
		return last.value;
	};
}

function addDeletedRoute(api: FastifyInstance, around: DeltaSurroundings): void {
	const { store, settings, beforePage } = around;
	api.get('/products/delta/deleted/', async (request) => {
		const query = queryOf(request);
		const isWithin = windowOf(query, settings);
		const page = pageRequest('deleted', query, DELETED_MAXIMUM);
		await beforePage(page);
		const ids = store.deletedWithin(isWithin);
		if (query.order_by === '-id') ids.reverse();
		return { total: ids.length, data: pageOf(ids, page) };
	});
}

/** Paging of V13 is reported broken: the last row of every full page gets lost. */
function delivered<T>(rows: T[], { limit }: FeedPage, version: number): T[] {
	const isBroken = version >= UNDOCUMENTED_VERSION && rows.length === limit;
	return isBroken ? rows.slice(0, -1) : rows;
}
