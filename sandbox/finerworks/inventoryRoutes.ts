import type { FastifyInstance } from 'fastify';
import { pageOf } from '../shared/paging';
import { invalidRequest, type ModelState } from './envelope';
import { matching, readInventoryQuery } from './inventoryList';
import { ModelReader } from './modelReader';
import type { Surroundings } from './surroundings';
import {
	productView,
	type InventoryProduct,
	type ProductPatch,
	type VirtualInventory,
} from './virtualInventory';

const MAXIMUM_UPDATES = 50;

interface ProductUpdate {
	sku: string;
	patch: ProductPatch;
}

export function addInventoryRoutes(api: FastifyInstance, around: Surroundings): void {
	addListRoute(api, around);
	addUpdateRoute(api, around);
	addRemovalRoutes(api, around);
}

function addListRoute(
	api: FastifyInstance,
	{ inventory, answers, settings, beforePage }: Surroundings,
): void {
	api.post('/list_virtual_inventory', async ({ body }) => {
		const query = readInventoryQuery(body, settings);
		await beforePage(query.page);
		const found = matching(inventory.all(), query);
		const products = pageOf(found, query.page).map(productView);
		const counts = { page: query.page.page, rows: products.length, total: found.length };
		const { page, rows, total } = settings.zeroCounts ? { page: 0, rows: 0, total: 0 } : counts;
		return answers.success({ products, page_number: page, per_page: rows, count: total });
	});
}

/**
 * The answer's `products` tells which records were taken: an unknown SKU is not among them. No
 * page promises the order of the request, so they come in the order of the list.
 */
function addUpdateRoute(api: FastifyInstance, around: Surroundings): void {
	const { inventory, answers, settings } = around;
	api.put('/update_virtual_inventory', async ({ body }) => {
		const updates = readUpdates(body);
		if (settings.refuseUnknownSkus) refuseUnknown(inventory, updates);
		const products = updates.flatMap(({ sku, patch }) => inventory.change(sku, patch) ?? []);
		return answers.success({ products: listed(products).map(productView) });
	});
}

const listed = (products: readonly InventoryProduct[]): InventoryProduct[] =>
	[...new Set(products)].sort((left, right) => right.id - left.id);

/** Members that are left out or null stay as they are; the pages do not say so. */
function readUpdates(body: unknown): ProductUpdate[] {
	const reader = ModelReader.of(body);
	const records = reader.objects('virtual_inventory', { required: true, max: MAXIMUM_UPDATES });
	const updates = records.map((record) => ({
		sku: record.text('sku', { required: true }) ?? '',
		patch: readPatch(record),
	}));
	reader.finish();
	return updates;
}

function readPatch(record: ModelReader): ProductPatch {
	const patch = {
		name: record.text('name'),
		descriptionLong: record.text('description'),
		askingPrice: record.number('asking_price', { min: 0 }),
		quantityInStock: record.number('quantity_in_stock', { min: 0, whole: true }),
		trackInventory: record.boolean('track_inventory'),
		thirdParty: record.object('third_party_integrations')?.source ?? null,
	};
	return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));
}

function refuseUnknown(inventory: VirtualInventory, updates: readonly ProductUpdate[]): void {
	const problems: ModelState = {};
	updates.forEach(({ sku }, index) => {
		if (inventory.get(sku)) return;
		problems[`request.virtual_inventory[${index}].sku`] = [`There is no product "${sku}".`];
	});
	if (Object.keys(problems).length > 0) throw invalidRequest(problems);
}

/** Unknown SKUs and platforms are passed over; the pages have no error for them. */
function addRemovalRoutes(api: FastifyInstance, { inventory, answers }: Surroundings): void {
	api.delete('/delete_virtual_inventory', async ({ body }) => {
		const reader = ModelReader.of(body);
		const skus = reader.texts('skus', { required: true });
		reader.finish();
		for (const sku of skus ?? []) inventory.remove(sku);
		return answers.success({});
	});

	api.put('/disconnect_virtual_inventory', async ({ body }) => {
		const reader = ModelReader.of(body);
		const platform = reader.text('platform', { required: true });
		reader.finish();
		inventory.disconnect(platform ?? '');
		return answers.success({});
	});
}
