import type { FastifyInstance } from 'fastify';
import { CATEGORIES, findTax, TAXES, type Tax } from './catalog';
import { categoryDetail } from './categoryView';
import { notFound } from './envelope';
import { pageOf, queryOf } from '../shared/paging';
import { pageRequest } from './paging';
import type { ProductSurroundings } from './productRoutes';

const CATEGORY_MAXIMUM = 40;

/** Taxes (a bare list without pages) and categories, for reading only. */
export function addCatalogRoutes(
	api: FastifyInstance,
	{ store, beforePage }: ProductSurroundings,
): void {
	api.get('/taxes/', async () => TAXES.map(taxView));

	api.get<{ Params: { id: string } }>('/taxes/:id/', async ({ params }) => {
		const tax = findTax(Number(params.id));
		if (!tax) throw notFound();
		return taxView(tax);
	});

	api.get('/categories/', async (request) => {
		const query = queryOf(request);
		const page = pageRequest('categories', query, CATEGORY_MAXIMUM);
		await beforePage(page);
		const text = query.q?.toLowerCase() ?? '';
		const found = CATEGORIES.filter(({ name }) => name.toLowerCase().includes(text));
		const data = pageOf(found, page).map((category) =>
			categoryDetail(category, store.idsInCategory(category.id), category.imageUrl),
		);
		return { total: found.length, data };
	});
}

const taxView = ({ id, name, taxRate }: Tax) => ({ id, name, tax_rate: taxRate });
