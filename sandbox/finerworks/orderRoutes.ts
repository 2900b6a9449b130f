import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../shared/json';
import { pageOf, type PageRequest } from '../shared/paging';
import { readPage } from './inventoryList';
import { ModelReader } from './modelReader';
import { STATUS_LABELS, type Order } from './orderBook';
import { OrderDesk } from './orderDesk';
import { readSubmission } from './orderReader';
import type { Surroundings } from './surroundings';
import { vendorTime } from './time';

const DEFAULT_PAGE_SIZE = 10;
const MAXIMUM_PAGE_SIZE = 25;

export function addOrderRoutes(api: FastifyInstance, around: Surroundings): void {
	const desk = new OrderDesk(around);
	api.post('/submit_orders_v2', async ({ body }) => desk.submit(readSubmission(body)));
	addStatusRoutes(api, around);
	addListRoute(api, around);
}

function addStatusRoutes(api: FastifyInstance, { orders, answers }: Surroundings): void {
	/** Either list names the orders; unknown ones are missing from the answer. */
	api.post('/fetch_order_status', async ({ body }) => {
		const reader = ModelReader.of(body);
		const pos = reader.texts('order_pos');
		const ids = reader.numbers('order_ids', { required: pos === null });
		reader.finish();
		const found = orders
			.all()
			.filter(({ orderPo, orderId }) => pos?.includes(orderPo) || ids?.includes(orderId));
		return answers.success({ orders: found.map(statusView) });
	});

	api.get('/list_order_status_definitions', async () =>
		answers.success({
			definitions: [...STATUS_LABELS].map(([order_status_id, order_status_label]) => ({
				order_status_id,
				order_status_label,
			})),
		}),
	);
}

/** Newest first; the page has no order. */
function addListRoute(api: FastifyInstance, { orders, answers, beforePage }: Surroundings): void {
	api.post('/list_orders', async ({ body }) => {
		const { fits, page } = readOrderQuery(body);
		await beforePage(page);
		const found = orders.all().filter(fits).reverse();
		const rows = pageOf(found, page).map(listView);
		return answers.success({ orders: rows, total_count: found.length });
	});
}

interface OrderQuery {
	fits: (order: Order) => boolean;
	page: PageRequest<'orders'>;
}

/** The values of `status` are on no page; the id and the label of a status are taken. */
function readOrderQuery(body: unknown): OrderQuery {
	const reader = ModelReader.of(body ?? {});
	const text = reader.text('search_filter')?.toLowerCase() ?? '';
	const status = reader.text('status')?.toLowerCase();
	const ids = reader.numbers('order_ids');
	const pos = reader.texts('order_pos');
	const isPlaced = readDates(reader);
	const showsCancelled = reader.boolean('show_cancelled') ?? true;
	const page = readPage(reader, 'orders', DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE);
	reader.finish();
	const isNamed = ({ orderId, orderPo }: Order) =>
		(ids?.includes(orderId) ?? true) && (pos?.includes(orderPo) ?? true);
	const fits = (order: Order) =>
		isNamed(order) &&
		isPlaced(order) &&
		(showsCancelled || !order.isCancelled) &&
		(status === undefined || namesOf(order).includes(status)) &&
		textOf(order).includes(text);
	return { fits, page };
}

/** Both bounds include their moment; the page does not say so. */
function readDates(reader: ModelReader): (order: Order) => boolean {
	const from = reader.date('date_from') ?? -Infinity;
	const to = reader.date('date_to') ?? Infinity;
	return ({ placedAt }) => placedAt >= from && placedAt <= to;
}

const namesOf = ({ statusId }: Order): string[] => [String(statusId), labelOf(statusId)];

const labelOf = (statusId: number): string => (STATUS_LABELS.get(statusId) ?? '').toLowerCase();

const textOf = ({ orderPo, details }: Order): string =>
	`${orderPo}\n${JSON.stringify(details.order_items ?? '')}`.toLowerCase();

/** `order_status`, as known from the model page and clients. */
const statusView = (order: Order): JsonObject => ({
	order_confirmation_id: order.confirmationId,
	order_po: order.orderPo,
	order_id: order.orderId,
	order_status_id: order.statusId,
	order_status_label: STATUS_LABELS.get(order.statusId) ?? '',
	shipments: order.shipments,
	processing: false,
});

/** The row type of the list is on no page; only `order_po` is confirmed. */
const listView = (order: Order): JsonObject => ({
	...statusView(order),
	order_guid: order.guid,
	order_date: vendorTime(order.placedAt),
	test_mode: order.isTest,
	recipient: order.details.recipient ?? null,
	order_items: order.details.order_items ?? [],
	shipping_code: order.details.shipping_code ?? null,
});
