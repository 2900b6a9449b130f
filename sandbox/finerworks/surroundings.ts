import type { PageHook } from '../shared/paging';
import type { Answers } from './envelope';
import type { OrderBook } from './orderBook';
import type { PendingOrders } from './pendingOrders';
import type { Settings } from './settings';
import type { VirtualInventory } from './virtualInventory';

export type Feed = 'inventory' | 'orders';

/** What the routes work with. */
export interface Surroundings {
	settings: Settings;
	answers: Answers;
	inventory: VirtualInventory;
	pending: PendingOrders;
	orders: OrderBook;
	beforePage: PageHook<Feed>;
}
