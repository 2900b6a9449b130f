import type { FastifyInstance } from 'fastify';
import { notFound, productNotFound } from './envelope';
import { versionOf } from './gate';
import { pageOf, queryOf } from '../shared/paging';
import { pageRequest, type FeedHook } from './paging';
import type { ProductCommands } from './productCommands';
import { isVariation, type Product } from './productModel';
import type { ProductStore } from './productStore';
import { NESTED_IMAGES_SINCE, UNDOCUMENTED_VERSION, type ProductViews } from './productViews';
import { orderedBy } from './sorting';
import { readAdjustment, readCreate, readUpdate } from './validation';

const LIST_MAXIMUM = 40;
/** Clients of the undocumented version get pages of 100 rows. */
const LIST_MAXIMUM_UNDOCUMENTED = 100;
/** "Only in V6": `sort` and `filter`. */
const SORTING_VERSION = 6;

export interface ProductSurroundings {
	store: ProductStore;
	commands: ProductCommands;
	views: ProductViews;
	beforePage: FeedHook;
}

interface WithId {
	Params: { id: string };
}

export function addProductRoutes(api: FastifyInstance, around: ProductSurroundings): void {
	addListRoute(api, around);
	addRecordRoutes(api, around);
	addStockRoute(api, around);
	addShopRoutes(api, around);
}

function addListRoute(api: FastifyInstance, { store, views, beforePage }: ProductSurroundings) {
	api.get('/products/', async (request) => {
		const version = versionOf(request);
		const query = queryOf(request);
		const isUndocumented = version >= UNDOCUMENTED_VERSION;
		const maximum = isUndocumented ? LIST_MAXIMUM_UNDOCUMENTED : LIST_MAXIMUM;
		const page = pageRequest('products', query, maximum);
		await beforePage(page);
		const products = listed(store, query);
		if (version !== SORTING_VERSION || !(query.sort || query.filter)) {
			const rows = pageOf(products, page).map((product) => views.listItem(product, version));
			return { total: products.length, [isUndocumented ? 'results' : 'data']: rows };
		}
		const items = products.map((product) => views.listItem(product, version));
		const rows = orderedBy(reached(items, query.filter), query.sort ?? '');
		return { total: rows.length, data: pageOf(rows, page) };
	});
}

function addRecordRoutes(api: FastifyInstance, around: ProductSurroundings) {
	const { store, commands, views } = around;

	/** Recordings of the vendor show 200 for a created product, not 201. */
	api.post('/products/', async (request) => {
		const version = versionOf(request);
		const { patch, variations, written } = readCreate(request.body, version);
		return views.detail(commands.create(patch, variations), version, written);
	});

	api.get<WithId>('/products/:id/', async (request) => {
		const product = store.resolve(request.params.id);
		if (!product) throw productNotFound();
		return views.detail(product, versionOf(request));
	});

	/** The update sample for V7 shows images in the V8 shape, unlike reads with V7. */
	api.put<WithId>('/products/:id/', async (request) => {
		const version = Math.max(versionOf(request), NESTED_IMAGES_SINCE);
		const product = find(store, request.params.id);
		const { patch, variations, written } = readUpdate(request.body, product.taxType);
		return views.detail(commands.update(product, patch, variations), version, written);
	});

	api.delete<WithId>('/products/:id/', async (request) => {
		commands.remove(find(store, request.params.id));
		return {};
	});
}

function addStockRoute(api: FastifyInstance, { store, commands, views }: ProductSurroundings) {
	api.put<WithId>('/products/:id/adjust_inventory/', async (request) => {
		const product = find(store, request.params.id);
		const { quantity, price } = readAdjustment(request.body);
		return views.detail(commands.adjust(product, quantity, price), versionOf(request));
	});
}

function addShopRoutes(api: FastifyInstance, { store, commands, views }: ProductSurroundings) {
	const publish = (id: string, published: boolean) =>
		views.shopProduct(commands.setPublished(find(store, id), published));
	api.post<WithId>('/products/:id/shop/', async ({ params }) => publish(params.id, true));
	api.delete<WithId>('/products/:id/shop/', async ({ params }) => publish(params.id, false));
}

function find(store: ProductStore, id: string): Product {
	const product = store.resolve(id);
	if (!product) throw notFound();
	return product;
}

/** Parents and plain products by name; ad-hoc sales of the till are only in the delta feed. */
function listed(store: ProductStore, query: Record<string, string>): Product[] {
	const products = [...store.all()]
		.filter((product) => !isVariation(product) && !product.customSale)
		.filter((product) => query.in_shop !== 'true' || product.inShop)
		.sort((left, right) => compareText(left.name, right.name) || left.id - right.id);
	return query.search ? searched(products, query.search.toLowerCase()) : products;
}

/** "Search returns duplicates which also affects the total": one row per field that matches. */
const searched = (products: readonly Product[], text: string): Product[] =>
	products.flatMap((product) =>
		[product.name, product.brand, product.productCode, product.ean]
			.filter((field) => field?.toLowerCase().includes(text))
			.map(() => product),
	);

function reached(items: Record<string, unknown>[], filter: string | undefined) {
	if (filter === 'reorder') return items.filter((item) => item.reorder_level_reached);
	if (filter === 'safety') return items.filter((item) => item.safety_stock_reached);
	return items;
}

const compareText = (left: string, right: string): number =>
	left === right ? 0 : left < right ? -1 : 1;
