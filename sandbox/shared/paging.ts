import type { FastifyRequest } from 'fastify';
import { isJsonObject } from './json';

export interface PageRequest<F extends string = string> {
	feed: F;
	/** From 1. */
	page: number;
	limit: number;
}

/** Runs before a page is put together: the place to change rows under a client's feet. */
export type PageHook<F extends string = string> = (request: PageRequest<F>) => void | Promise<void>;

/** The query of a request; of a repeated parameter the last value counts. */
export function queryOf({ query }: FastifyRequest): Record<string, string> {
	if (!isJsonObject(query)) return {};
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [name, String([value].flat().at(-1))]),
	);
}

export const pageOf = <T>(rows: readonly T[], { page, limit }: PageRequest): T[] =>
	rows.slice((page - 1) * limit, page * limit);

/** A whole number above zero; nonsense reads as left out. */
export function positive(text: string | undefined): number | undefined {
	const number = /^\d+$/.test(text ?? '') ? Number(text) : 0;
	return number > 0 ? number : undefined;
}
