import type { FastifyInstance } from 'fastify';
import { isJsonObject } from '../shared/json';
import { STATUS_LABELS, type Order, type OrderBook } from './orderBook';

/**
 * The print shop's side of an order, which no call of the API has: a new status, a parcel,
 * a cancellation.
 */
export function addOrderControl(control: FastifyInstance, { orders }: { orders: OrderBook }): void {
	control.get('/orders', async () => orders.all());
	control.post('/orders', async ({ body }) => {
		if (!isJsonObject(body)) throw new TypeError('A change of an order is a JSON object');
		const order = orders.get(Number(body.order_id));
		if (!order) throw new TypeError('"order_id" is not the id of an order');
		if (body.order_status_id !== undefined) changeStatus(orders, order, body);
		if (typeof body.cancelled === 'boolean') order.isCancelled = body.cancelled;
		return order;
	});
}

function changeStatus(orders: OrderBook, order: Order, body: Record<string, unknown>): void {
	const statusId = Number(body.order_status_id);
	if (!STATUS_LABELS.has(statusId)) throw new TypeError('"order_status_id" is not a status');
	const { tracking_number } = body;
	orders.setStatus(order, statusId, tracking_number ? { tracking_number } : undefined);
}
