import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../shared/json';
import { pageOf, queryOf } from '../shared/paging';
import { invalidFields } from './envelope';
import { versionOf } from './gate';
import { COMPLETED, isChannel, ORDER_STATE, type Order } from './orderModel';
import type { Orders } from './orders';
import { orderView, returnView } from './orderViews';
import { pageRequest, type FeedHook, type FeedPage } from './paging';
import type { Returns } from './returns';
import type { Settings } from './settings';
import { orderedBy } from './sorting';
import { windowOf } from './window';

const MAXIMUM = 100;
const DEFAULT_CHANNEL = 'shop';
/** "Below V12 the feed also returns PENDING orders." */
const WITHOUT_PENDING_SINCE = 12;

type Query = Record<string, string>;

export interface OrderSurroundings {
	orders: Orders;
	returns: Returns;
	settings: Settings;
	beforePage: FeedHook;
}

/** The two feeds of what was sold and what came back, since a moment of the vendor's clock. */
export function addOrderDeltaRoutes(api: FastifyInstance, around: OrderSurroundings): void {
	addOrdersRoute(api, around);
	addReturnsRoute(api, around);
}

function addOrdersRoute(api: FastifyInstance, around: OrderSurroundings): void {
	const { orders, settings, beforePage } = around;
	api.get('/orders/delta/', async (request) => {
		const query = queryOf(request);
		const isWithin = windowOf(query, settings);
		const channel = channelOf(query, DEFAULT_CHANNEL);
		const page = orderPage(query, settings);
		await beforePage(page);
		const isShown = shownTo(versionOf(request), settings);
		const found = orders.records.inOrder(
			(order) => order.channel === channel && isWithin(order.modifiedAt) && isShown(order),
		);
		return { total: found.length, data: sortedPage(found.map(orderView), query, page) };
	});
}

function shownTo(version: number, settings: Settings): (order: Order) => boolean {
	return ({ state }) => {
		if (settings.ordersOnlyCompleted && (state & COMPLETED) !== COMPLETED) return false;
		if (version < WITHOUT_PENDING_SINCE) return true;
		return settings.pendingBesideOthers
			? (state & ORDER_STATE.PENDING) === 0
			: state !== ORDER_STATE.PENDING;
	};
}

/**
 * "Pages start at 0." The client of 2015 began at 1, which the setting imitates; 0 is then read as
 * the first page as well, like any nonsense. Hooks count pages from 1 either way.
 */
function orderPage(query: Query, { ordersFirstPage }: Settings): FeedPage {
	const number = /^\d+$/.test(query.page ?? '') ? Number(query.page) : ordersFirstPage;
	const page = Math.max(number - ordersFirstPage, 0) + 1;
	return { ...pageRequest('orders', query, MAXIMUM), page };
}

/** Client code only: the rows, the name of the marker and pages from 1. The rest is a choice. */
function addReturnsRoute(
	api: FastifyInstance,
	{ returns, settings, beforePage }: OrderSurroundings,
): void {
	api.get('/returns/delta/', async (request) => {
		const query = queryOf(request);
		const isWithin = windowOf(query, settings);
		const channel = channelOf(query, settings.returnsChannel);
		const page = pageRequest('returns', query, MAXIMUM);
		await beforePage(page);
		const found = returns.records.inOrder(
			(each) => (channel === '' || each.channel === channel) && isWithin(each.modifiedAt),
		);
		const rows = found.map((each) => {
			const { id, order, ...content } = returnView(each);
			const state = isWithin(each.createdAt) ? 'created' : 'updated';
			return { id, order, delta_state: state, ...content };
		});
		return { total: rows.length, data: sortedPage(rows, query, page) };
	});
}

const sortedPage = (rows: JsonObject[], query: Query, page: FeedPage): JsonObject[] =>
	pageOf(query.order_by ? orderedBy(rows, query.order_by) : rows, page);

/** No page says what an unknown channel gives; the error is that of other choices. */
function channelOf({ channel }: Query, preset: string): string {
	if (channel === undefined) return preset;
	if (isChannel(channel)) return channel;
	throw invalidFields({ channel: [`"${channel}" is not a valid choice.`] });
}
