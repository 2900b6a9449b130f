import { DateTime } from 'luxon';
import type { JsonObject } from '../shared/json';
import { fixed, sum } from './decimals';
import {
	lineTotal,
	totalOf,
	type BasketItem,
	type Customer,
	type Order,
	type Payment,
	type Return,
} from './orderModel';

const DATABASE_PLACES = 10;

/**
 * An order as the answer to its creation was recorded. The page of the feed is cut off inside the
 * items, so that its rows have the same members is a choice.
 */
export const orderView = (order: Order): JsonObject => ({
	id: order.id,
	basket: {
		note_internal: order.noteInternal,
		note_external: order.noteExternal,
		items: order.items.map(itemView),
	},
	state: order.state,
	customer: order.customer && customerView(order.customer),
	amount_paid: fixed(sum(order.payments.map(({ amount }) => amount)), DATABASE_PLACES),
	payments: order.payments.map(paymentView),
	shipment: order.shipment,
	channel: order.channel,
});

/** A row of the feed of returns without `delta_state`, which depends on the window. */
export const returnView = (each: Return): JsonObject => ({
	id: each.id,
	order: each.order,
	total_amount: fixed(totalOf(each.items), 2),
	items: each.items.map((item) => ({
		id: item.id,
		basket_item: item.basketItem,
		name: item.name,
		quantity: item.quantity.toFixed(2),
		amount: fixed(lineTotal(item), 2),
	})),
});

const itemView = (item: BasketItem): JsonObject => ({
	id: item.id,
	name: item.name,
	discount: null,
	original_quantity: item.quantity.toFixed(2),
	price: fixed(item.price, DATABASE_PLACES),
	product: item.product,
	quantity: item.quantity,
	tax_rate: item.taxRate,
	gross_price: fixed(lineTotal(item), 2),
	unit_gross_price: fixed(item.unitGross, 2),
});

function customerView({ id, addressId, firstName, lastName, email }: Customer): JsonObject {
	const address = {
		id: addressId,
		address1: 'Street 1',
		address2: null,
		zipcode: '10000',
		city: 'Berlin',
		state: null,
		country: 'DE',
		first_name: firstName,
		last_name: lastName,
		company: null,
		title: null,
	};
	return {
		id,
		channel: null,
		email,
		title: null,
		first_name: firstName,
		middle_name: null,
		last_name: lastName,
		billing_address: address,
		shipping_address: [address],
	};
}

const paymentView = ({ id, method, amount, paidAt }: Payment): JsonObject => ({
	id,
	payment_method: method,
	payment_amount: fixed(amount, DATABASE_PLACES),
	date: DateTime.fromMillis(paidAt, { zone: 'Europe/Berlin' }).toFormat('dd.MM.yyyy - HH:mm'),
	transaction_id: null,
	transaction_duration: null,
	paypal_invoice_id: null,
	paypal_tab_id: null,
});
