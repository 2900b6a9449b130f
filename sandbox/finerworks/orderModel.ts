import type { JsonObject } from '../shared/json';

export const WAITING_FOR_CUSTOMER = 1;
export const PENDING_PAYMENT = 2;
export const ORDER_RECEIVED = 3;
export const SHIPPED = 7;

/** The page's sample has the first three; 7 is in the samples of shipped orders. */
export const STATUS_LABELS = new Map([
	[WAITING_FOR_CUSTOMER, 'Waiting Customer Response'],
	[PENDING_PAYMENT, 'Pending Payment'],
	[ORDER_RECEIVED, 'Order Received'],
	[SHIPPED, 'Shipped'],
]);

export interface Order {
	orderId: number;
	confirmationId: number;
	guid: string;
	orderPo: string;
	email: string | null;
	/** Epoch milliseconds. */
	placedAt: number;
	statusId: number;
	isTest: boolean;
	isCancelled: boolean;
	shipments: JsonObject[];
	/** The order as it was sent. */
	details: JsonObject;
}
