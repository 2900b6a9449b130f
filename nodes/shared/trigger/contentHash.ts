import { createHash } from 'node:crypto';

const HASH_LENGTH = 8;

/** 48 bits of the content: enough to tell two contents of one record apart. */
export function contentHash(content: unknown): string {
	const text = JSON.stringify(content, (_, value: unknown) => sortedKeys(value));
	return createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);
}

function sortedKeys(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
