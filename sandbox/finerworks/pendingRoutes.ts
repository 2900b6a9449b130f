import type { FastifyInstance } from 'fastify';
import { isJsonObject } from '../shared/json';
import { ModelReader } from './modelReader';
import { MAXIMUM_PO_LENGTH } from './orderReader';
import type { PendingOrder, PendingOrders } from './pendingOrders';
import type { Surroundings } from './surroundings';

export function addPendingRoutes(api: FastifyInstance, around: Surroundings): void {
	addSaveRoute(api, around);
	addListRoute(api, around);
	addDeleteRoute(api, around);
}

/** Held orders are there to be completed, so nothing but `order_po` is required; a choice. */
function addSaveRoute(api: FastifyInstance, { pending, answers }: Surroundings): void {
	api.post('/save_pending_orders', async ({ body }) => {
		const reader = ModelReader.of(body);
		const source = reader.text('source', { max: 50 });
		const orders = reader.objects('orders', { required: true }).map((order) => ({
			details: {
				...order.source,
				...(source !== null && { source }),
				order_po: order.text('order_po', { required: true, max: MAXIMUM_PO_LENGTH }) ?? '',
			},
			id: readId(order, pending),
		}));
		reader.finish();
		const held = orders.map(({ details, id }) => pending.save(details, id ?? undefined));
		return answers.success({ orders: held.map(confirmation) });
	});
}

/** Refusing an unknown id is a choice: the pages only say that a known one is updated. */
function readId(order: ModelReader, pending: PendingOrders): number | null {
	const id = order.number('fulfillment_id');
	if (id === null || id === 0 || pending.has(id)) return id === 0 ? null : id;
	return order.fail('fulfillment_id', `There is no pending order ${id}.`);
}

/** The row type is known from one client only; the held order's id is its only number. */
const confirmation = ({ fulfillment_id, order_po }: PendingOrder) => ({
	order_po,
	order_id: fulfillment_id,
	fulfillment_id,
});

function addListRoute(api: FastifyInstance, { pending, answers }: Surroundings): void {
	api.post('/list_pending_orders', async ({ body }) => {
		const reader = ModelReader.of(body ?? {});
		const ids = reader.numbers('ids');
		const skus = reader.texts('skus');
		reader.finish();
		const orders = pending
			.all()
			.filter(({ fulfillment_id }) => ids?.includes(fulfillment_id) ?? true)
			.filter((order) => !skus || skusOf(order).some((sku) => skus.includes(sku)));
		if (orders.length === 0) throw answers.nothingFound('No pending orders found.');
		return answers.success({ orders });
	});
}

const skusOf = ({ order_items }: PendingOrder): string[] =>
	[order_items ?? []]
		.flat()
		.flatMap((item) => (isJsonObject(item) ? String(item.product_sku) : []));

/** POST, not DELETE. Unknown ids are passed over; the page has no error for them. */
function addDeleteRoute(api: FastifyInstance, { pending, answers }: Surroundings): void {
	api.post('/delete_pending_orders', async ({ body }) => {
		const reader = ModelReader.of(body);
		const ids = reader.numbers('ids', { required: true });
		reader.finish();
		for (const id of ids ?? []) pending.remove(id);
		return answers.success({});
	});
}
