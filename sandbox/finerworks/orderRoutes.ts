import type { FastifyInstance } from 'fastify';
import { pageOf, type PageRequest } from '../shared/paging';
import { readPage } from './inventoryList';
import { ModelReader } from './modelReader';
import { STATUS_LABELS, type Order } from './orderModel';
import { OrderDesk } from './orderDesk';
import { readSubmission } from './orderReader';
import { orderView, statusView } from './orderViews';
import type { Settings } from './settings';
import type { Surroundings } from './surroundings';

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

function addListRoute(api: FastifyInstance, around: Surroundings): void {
	const { orders, answers, settings, beforePage } = around;
	api.post('/list_orders', async ({ body }) => {
		const { fits, page } = readOrderQuery(body, settings);
		await beforePage(page);
		const found = orders.all().filter(fits);
		if (settings.newestOrdersFirst) found.reverse();
		const rows = pageOf(found, page).map(orderView);
		return answers.success({ orders: rows, total_count: found.length });
	});
}

interface OrderQuery {
	fits: (order: Order) => boolean;
	page: PageRequest<'orders'>;
}

/** The values of `status` are on no page; the id and the label of a status are taken. */
function readOrderQuery(body: unknown, { dateBoundsIncluded }: Settings): OrderQuery {
	const reader = ModelReader.of(body ?? {});
	const text = reader.text('search_filter')?.toLowerCase() ?? '';
	const status = reader.text('status')?.toLowerCase();
	const ids = reader.numbers('order_ids');
	const pos = reader.texts('order_pos');
	const isPlaced = reader.period('date_from', 'date_to', dateBoundsIncluded);
	const showsCancelled = reader.boolean('show_cancelled') ?? true;
	const page = readPage(reader, 'orders', DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE);
	reader.finish();
	const isNamed = ({ orderId, orderPo }: Order) =>
		(ids?.includes(orderId) ?? true) && (pos?.includes(orderPo) ?? true);
	const fits = (order: Order) =>
		isNamed(order) &&
		isPlaced(order.placedAt) &&
		(showsCancelled || !order.isCancelled) &&
		(status === undefined || namesOf(order).includes(status)) &&
		textOf(order).includes(text);
	return { fits, page };
}

const namesOf = ({ statusId }: Order): string[] => [String(statusId), labelOf(statusId)];

const labelOf = (statusId: number): string => (STATUS_LABELS.get(statusId) ?? '').toLowerCase();

const textOf = ({ orderPo, details }: Order): string =>
	`${orderPo}\n${JSON.stringify(details.order_items ?? '')}`.toLowerCase();
