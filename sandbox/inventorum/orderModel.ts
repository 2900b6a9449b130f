import type { JsonObject } from '../shared/json';
import { decimal, multiply, sum, type Decimal } from './decimals';

/** Bits of an order's `state`. */
export const ORDER_STATE = {
	DRAFT: 1,
	PENDING: 2,
	CANCELED: 4,
	CLOSED: 8,
	REFUNDED: 16,
	SHIPPED: 32,
	DELIVERED: 64,
	TEST_PRINT: 128,
	PAID: 256,
	READ: 512,
} as const;

/** PAID, SHIPPED, DELIVERED and CLOSED. */
export const COMPLETED = 360;

export const CHANNELS = [
	'ipad',
	'shop',
	'ebay',
	'ece',
	'backoffice',
	'atalanda',
	'click_and_collect',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const isChannel = (text: unknown): text is Channel =>
	CHANNELS.some((channel) => channel === text);

/** A record of a feed of changes by channel. */
export interface FeedRecord {
	readonly id: number;
	readonly channel: Channel;
	readonly createdAt: number;
	modifiedAt: number;
}

export interface BasketItem {
	readonly id: number;
	product: number;
	name: string;
	quantity: number;
	/** Net, for one piece. */
	price: Decimal;
	/** Gross, for one piece. */
	unitGross: Decimal;
	/** As printed. */
	taxRate: string;
}

export interface Customer {
	id: number;
	addressId: number;
	firstName: string;
	lastName: string;
	email: string | null;
}

export interface Payment {
	id: number;
	method: string;
	amount: Decimal;
	paidAt: number;
}

export interface Order extends FeedRecord {
	state: number;
	noteInternal: string | null;
	noteExternal: string | null;
	items: BasketItem[];
	customer: Customer | null;
	payments: Payment[];
	shipment: JsonObject | null;
}

export interface ReturnItem {
	readonly id: number;
	basketItem: number;
	name: string;
	quantity: number;
	unitGross: Decimal;
}

export interface Return extends FeedRecord {
	readonly order: number;
	items: ReturnItem[];
}

type Line = Pick<BasketItem, 'unitGross' | 'quantity'>;

export const lineTotal = ({ unitGross, quantity }: Line): Decimal =>
	multiply(unitGross, decimal(quantity));

export const totalOf = (items: readonly Line[]): Decimal => sum(items.map(lineTotal));
