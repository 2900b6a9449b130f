import { positive, type PageHook, type PageRequest } from '../shared/paging';

export type Feed = 'products' | 'modified' | 'deleted' | 'categories' | 'orders' | 'returns';

export type FeedPage = PageRequest<Feed>;
export type FeedHook = PageHook<Feed>;

/**
 * `page` counts from 1; `limit` has one number that is both default and maximum, and more than
 * that gives the maximum. Nonsense is treated as left out.
 */
export function pageRequest(feed: Feed, query: Record<string, string>, maximum: number): FeedPage {
	const limit = Math.min(positive(query.limit) ?? maximum, maximum);
	return { feed, page: positive(query.page) ?? 1, limit };
}
