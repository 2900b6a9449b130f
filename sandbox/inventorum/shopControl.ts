import type { FastifyInstance } from 'fastify';
import { listOf, numberOf, objectOf, required, textOf } from '../shared/controlBody';
import { isJsonObject, type JsonObject } from '../shared/json';
import { isChannel, type Order } from './orderModel';
import type { NewItem, NewOrder, Orders } from './orders';
import { orderView, returnView } from './orderViews';
import type { ProductCommands } from './productCommands';
import type { ReturnedItem, Returns } from './returns';

interface ShopSurroundings {
	orders: Orders;
	returns: Returns;
	commands: ProductCommands;
}

interface WithId {
	Params: { id: string };
}

/** The shop's side, which a client only reads: orders, what becomes of them, and what comes back. */
export function addShopControl(control: FastifyInstance, around: ShopSurroundings): void {
	const { orders, returns, commands } = around;

	control.get('/orders', async () => orders.all().map(orderView));
	control.post('/orders', async ({ body }) => orderView(orders.create(readOrder(body))));
	control.post<WithId>('/orders/:id', async ({ params, body }) =>
		orderView(change(orders, find(orders, params.id), body)),
	);

	control.get('/returns', async () => returns.all().map(returnView));
	/** With `refund` the order gets the bit REFUNDED as well. */
	control.post('/returns', async ({ body }) => {
		const source = objectOf(body);
		const order = find(orders, source.order);
		const items = listOf(source, 'items')?.map(readReturnedItem);
		const created =
			source.refund === true ? returns.refund(order, items) : returns.create(order, items);
		return returnView(created);
	});

	control.post('/products/touch', async ({ body }) => {
		const source = objectOf(body ?? {});
		const [count, overMs] = [numberOf(source, 'count'), numberOf(source, 'overMs')];
		return { touched: commands.touch({ count, overMs }) };
	});
}

function change(orders: Orders, order: Order, body: unknown): Order {
	const source = objectOf(body);
	const state = numberOf(source, 'state');
	const notes = readNotes(source);
	if (state === undefined && Object.keys(notes).length === 0) {
		throw new TypeError('"state", "note_internal" or "note_external" is required');
	}
	if (Object.keys(notes).length > 0) orders.editNote(order, notes);
	return state === undefined ? order : orders.setState(order, state);
}

function find(orders: Orders, id: unknown): Order {
	const order = orders.get(Number(id));
	if (!order) throw new TypeError(`There is no order ${String(id)}`);
	return order;
}

function readOrder(body: unknown): NewOrder {
	const source = objectOf(body ?? {});
	const { channel } = source;
	if (channel !== undefined && !isChannel(channel)) throw new TypeError('"channel" is unknown');
	return {
		channel,
		state: numberOf(source, 'state'),
		items: listOf(source, 'items')?.map(readItem),
		...readNotes(source),
		customer: isJsonObject(source.customer) ? readCustomer(source.customer) : null,
	};
}

const readNotes = (source: JsonObject): Pick<NewOrder, 'noteInternal' | 'noteExternal'> => ({
	...(source.note_internal !== undefined && { noteInternal: textOf(source, 'note_internal') }),
	...(source.note_external !== undefined && { noteExternal: textOf(source, 'note_external') }),
});

const readCustomer = (source: JsonObject): NewOrder['customer'] => ({
	firstName: textOf(source, 'first_name'),
	lastName: textOf(source, 'last_name'),
	email: textOf(source, 'email'),
});

function readItem(value: unknown): NewItem {
	const source = objectOf(value);
	return {
		product: required(numberOf(source, 'product'), 'product'),
		quantity: numberOf(source, 'quantity'),
	};
}

function readReturnedItem(value: unknown): ReturnedItem {
	const source = objectOf(value);
	const basketItem = required(numberOf(source, 'basket_item'), 'basket_item');
	return { basketItem, quantity: numberOf(source, 'quantity') };
}
