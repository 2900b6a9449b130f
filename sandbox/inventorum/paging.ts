import type { FastifyRequest } from 'fastify';
import { isJsonObject } from '../shared/json';

export type Feed = 'products' | 'modified' | 'deleted' | 'categories';

export interface PageRequest {
	feed: Feed;
	page: number;
	limit: number;
}

/** Runs before a page is put together: the place to change rows under a client's feet. */
export type PageHook = (request: PageRequest) => void | Promise<void>;

/** The query of a request; of a repeated parameter the last value counts. */
export function queryOf({ query }: FastifyRequest): Record<string, string> {
	if (!isJsonObject(query)) return {};
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [name, String([value].flat().at(-1))]),
	);
}

/**
 * `page` counts from 1; `limit` has one number that is both default and maximum, and more than
 * that gives the maximum. Nonsense is treated as left out.
 */
export function pageRequest(
	feed: Feed,
	query: Record<string, string>,
	maximum: number,
): PageRequest {
	const limit = Math.min(positive(query.limit) ?? maximum, maximum);
	return { feed, page: positive(query.page) ?? 1, limit };
}

export const pageOf = <T>(rows: readonly T[], { page, limit }: PageRequest): T[] =>
	rows.slice((page - 1) * limit, page * limit);

function positive(text: string | undefined): number | undefined {
	const number = /^\d+$/.test(text ?? '') ? Number(text) : 0;
	return number > 0 ? number : undefined;
}
