/** What can be changed while the sandbox runs. */
export interface Settings {
	tokenLifetimeSeconds: number;
	/** 0 is no limit. */
	requestsPerSecond: number;
	/** Whether a 429 says when to come back; the vendor's documentation does not mention the header. */
	retryAfter: boolean;
	/** Whether the shop trades by itself. */
	life: boolean;
	/** Whether a feed's window holds the moment of `start_date`, which no page says. */
	startDateIncluded: boolean;
	/** Number of the first page of orders: 0 in the documentation, 1 in a client of 2015. */
	ordersFirstPage: number;
	/** Whether an order with PENDING beside other bits counts as PENDING, from version 12 on. */
	pendingBesideOthers: boolean;
	/** Whether an edit that flips no state brings an order into the feed again. */
	orderEditsReenter: boolean;
	/** Whether only completed orders are in the feed, as one sentence of the page can be read. */
	ordersOnlyCompleted: boolean;
	/** The channel of returns when none is asked for; "" is all, and no page names one. */
	returnsChannel: string;
}

export const DEFAULT_SETTINGS: Settings = {
	tokenLifetimeSeconds: 36_000,
	requestsPerSecond: 20,
	retryAfter: true,
	life: false,
	startDateIncluded: true,
	ordersFirstPage: 0,
	pendingBesideOthers: true,
	orderEditsReenter: true,
	ordersOnlyCompleted: false,
	returnsChannel: '',
};
