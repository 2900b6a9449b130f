import type { JsonObject } from '../shared/json';
import { STATUS_LABELS, type Order } from './orderModel';
import { vendorTime } from './time';

/** `order_status`, as known from the model page and clients. */
export const statusView = (order: Order): JsonObject => ({
	order_confirmation_id: order.confirmationId,
	order_po: order.orderPo,
	order_id: order.orderId,
	order_status_id: order.statusId,
	order_status_label: STATUS_LABELS.get(order.statusId) ?? '',
	shipments: [...order.shipments],
	processing: false,
});

/** The row type of the list is on no page; only `order_po` is confirmed. */
export const orderView = (order: Order): JsonObject => ({
	...statusView(order),
	order_guid: order.guid,
	order_date: vendorTime(order.placedAt),
	test_mode: order.isTest,
	recipient: order.details.recipient ?? null,
	order_items: order.details.order_items ?? [],
	shipping_code: order.details.shipping_code ?? null,
});
