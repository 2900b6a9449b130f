import type { FastifyInstance } from 'fastify';
import { numberOf, objectOf, textOf } from '../shared/controlBody';
import type { JsonObject } from '../shared/json';
import type { OrderBook } from './orderBook';
import { STATUS_LABELS, type Order } from './orderModel';
import type { PrintShop } from './printShop';
import { productView } from './virtualInventory';

interface PrintShopSurroundings {
	orders: OrderBook;
	commands: PrintShop;
}

/**
 * The print shop's side, which no call of the API has: a new status, a parcel, a cancellation, a
 * product or an order that somebody adds on its pages.
 */
export function addPrintShopControl(control: FastifyInstance, around: PrintShopSurroundings): void {
	const { orders, commands } = around;

	control.get('/accounts', async () => orders.ledger());

	control.get('/orders', async () => orders.all());
	/** With `order_id` a change of that order, without it a new one. */
	control.post('/orders', async ({ body }) => {
		const source = objectOf(body);
		if (source.order_id === undefined) return placeOrder(commands, source);
		const order = orders.get(Number(source.order_id));
		if (!order) throw new TypeError('"order_id" is not the id of an order');
		const status = statusOf(source);
		if (status !== undefined) {
			commands.setStatus(order, status, textOf(source, 'tracking_number'));
		}
		if (typeof source.cancelled === 'boolean') commands.cancel(order, source.cancelled);
		return order;
	});

	control.post('/products', async ({ body }) => {
		const source = objectOf(body ?? {});
		const [sku, name] = [textOf(source, 'sku'), textOf(source, 'name')];
		const stock = numberOf(source, 'quantity_in_stock');
		const product = commands.addProduct({
			...(sku !== undefined && { sku }),
			...(name !== undefined && { name }),
			...(stock !== undefined && { quantityInStock: stock }),
		});
		return productView(product);
	});
}

const placeOrder = (commands: PrintShop, source: JsonObject): Order =>
	commands.placeOrder({
		orderPo: textOf(source, 'order_po'),
		sku: textOf(source, 'sku'),
		quantity: numberOf(source, 'quantity'),
		statusId: statusOf(source),
	});

function statusOf(source: JsonObject): number | undefined {
	const statusId = numberOf(source, 'order_status_id');
	if (statusId === undefined || STATUS_LABELS.has(statusId)) return statusId;
	throw new TypeError('"order_status_id" is not a status');
}
