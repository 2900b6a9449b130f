import { isJsonObject, type JsonObject } from './json';

/** Readers for what is sent to control addresses. Each throws a readable error. */
export function objectOf(value: unknown): JsonObject {
	if (isJsonObject(value)) return value;
	throw new TypeError('A JSON object is required');
}

export function textOf(source: JsonObject, name: string): string | undefined {
	const value = source[name];
	if (value === undefined || typeof value === 'string') return value;
	throw new TypeError(`"${name}" is a text`);
}

export function numberOf(source: JsonObject, name: string): number | undefined {
	const value = source[name];
	if (value === undefined) return undefined;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
	throw new TypeError(`"${name}" is a whole number that is not negative`);
}

export function listOf(source: JsonObject, name: string): unknown[] | undefined {
	const value = source[name];
	if (value === undefined || Array.isArray(value)) return value;
	throw new TypeError(`"${name}" is a list`);
}

export function required<T>(value: T | undefined, name: string): T {
	if (value !== undefined) return value;
	throw new TypeError(`"${name}" is required`);
}
