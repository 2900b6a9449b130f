/**
 * The bits of an order's `state` (page Orders). An order is in several of them at once: paid and
 * delivered, say. The page explains neither TEST_PRINT, PAID nor READ.
 */
export const ORDER_STATES = {
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

export type OrderState = keyof typeof ORDER_STATES;

/** The names of the states that an order is in. */
export function statesOf(state: unknown): OrderState[] {
	const bits = Number(state);
	const names = Object.keys(ORDER_STATES) as OrderState[];
	return names.filter((name) => (bits & ORDER_STATES[name]) !== 0);
}
