import type { FastifyInstance } from 'fastify';
import { invalidFields } from './envelope';
import { versionOf } from './gate';
import { pageOf, queryOf } from '../shared/paging';
import { pageRequest, type FeedPage } from './paging';
import type { ProductSurroundings } from './productRoutes';
import { UNDOCUMENTED_VERSION } from './productViews';
import { orderedBy } from './sorting';

const MODIFIED_MAXIMUM = 100;
const DELETED_MAXIMUM = 1000;
/** Without `start_date` the window has no beginning; the page does not say so. */
const BEGINNING = -8.64e15;
const ISO_DATE = /^(\d{4}|[+-]\d{6})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** The two feeds of changes since a moment of the vendor's clock, that moment included. */
export function addDeltaRoutes(api: FastifyInstance, around: ProductSurroundings): void {
	addModifiedRoute(api, around);
	addDeletedRoute(api, around);
}

function addModifiedRoute(
	api: FastifyInstance,
	{ store, views, beforePage }: ProductSurroundings,
): void {
	api.get('/products/delta/modified/', async (request) => {
		const query = queryOf(request);
		const start = startOf(query.start_date);
		const page = pageRequest('modified', query, MODIFIED_MAXIMUM);
		await beforePage(page);
		const products = store.modifiedSince(start);
		const row = (product: (typeof products)[number]) => ({
			...views.deltaRow(product, query.verbose === 'true'),
			state: product.createdAt >= start ? 'created' : 'updated',
		});
		const rows = query.order_by
			? pageOf(orderedBy(products.map(row), query.order_by), page)
			: pageOf(products, page).map(row);
		return { total: products.length, data: delivered(rows, page, versionOf(request)) };
	});
}

function addDeletedRoute(api: FastifyInstance, { store, beforePage }: ProductSurroundings): void {
	api.get('/products/delta/deleted/', async (request) => {
		const query = queryOf(request);
		const start = startOf(query.start_date);
		const page = pageRequest('deleted', query, DELETED_MAXIMUM);
		await beforePage(page);
		const ids = store.deletedSince(start);
		if (query.order_by === '-id') ids.reverse();
		return { total: ids.length, data: pageOf(ids, page) };
	});
}

function startOf(text: string | undefined): number {
	if (text === undefined) return BEGINNING;
	const time = ISO_DATE.test(text) ? Date.parse(text) : NaN;
	if (!Number.isNaN(time)) return time;
	throw invalidFields({ start_date: ['Enter a valid date/time.'] });
}

/** Paging of V13 is reported broken: the last row of every full page gets lost. */
function delivered<T>(rows: T[], { limit }: FeedPage, version: number): T[] {
	const isBroken = version >= UNDOCUMENTED_VERSION && rows.length === limit;
	return isBroken ? rows.slice(0, -1) : rows;
}
