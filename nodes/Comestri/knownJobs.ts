/**
 * The entities and operations that the vendor's own examples show (pages jobs/create and jobs/show).
 * The full lists are on no page that we have.
 */
export const KNOWN_JOBS = {
	Category: ['insert'],
	PriceBook: ['reset'],
	PriceItem: ['reset', 'purge'],
	Product: ['upsert'],
	ProductVariation: ['reset'],
} as const satisfies Record<string, readonly string[]>;

/** `Category insert, PriceBook reset, PriceItem reset or purge, ...` */
export const KNOWN_JOBS_TEXT = Object.entries(KNOWN_JOBS)
	.map(([entity, operations]) => `${entity} ${operations.join(' or ')}`)
	.join(', ');
