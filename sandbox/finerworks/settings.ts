/** What can be changed while the sandbox runs. */
export interface Settings {
	/** The list page's sample has zeros in all three counters beside a product; false counts. */
	zeroCounts: boolean;
	/** Whether one unknown SKU refuses a whole update; otherwise it is missing from the answer. */
	refuseUnknownSkus: boolean;
	/** Whether the account qualifies for "invoice"; orders are not received otherwise. */
	invoiceAllowed: boolean;
	/** An app in test mode produces and bills nothing, its answers look real. */
	appLiveMode: boolean;
	/** Whether accepted test orders are answered with `orders: null`, as was seen. */
	silentTestMode: boolean;
	/** Whether a failed payment leaves a visible unpaid order behind. */
	failedPaymentLeavesOrders: boolean;
	/** Above 0: a submission ends with a 500 once this many of its orders were placed. */
	interruptAfterOrders: number;
	/** Whether date filters include their moment, which no page says. */
	dateBoundsIncluded: boolean;
	/** The order of the list of orders, which has no sort parameter; false is the oldest first. */
	newestOrdersFirst: boolean;
	/** Whether products are added and orders produced by themselves. */
	life: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
	zeroCounts: true,
	refuseUnknownSkus: false,
	invoiceAllowed: true,
	appLiveMode: true,
	silentTestMode: false,
	failedPaymentLeavesOrders: true,
	interruptAfterOrders: 0,
	dateBoundsIncluded: true,
	newestOrdersFirst: true,
	life: false,
};
