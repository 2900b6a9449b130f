import { isJsonObject } from './json';

/**
 * Settings sent over HTTP, checked against the defaults: their names and types. Throws a readable
 * error for anything that is not one of them.
 */
export function readSettings<T extends object>(defaults: T, value: unknown): Partial<T> {
	if (!isJsonObject(value)) throw new TypeError('Settings are a JSON object');
	const known = new Map<string, unknown>(Object.entries(defaults));
	const checked = Object.entries(value).map(([name, setting]) => {
		check(name, setting, known.get(name));
		return [name, setting];
	});
	return Object.fromEntries(checked) as Partial<T>;
}

function check(name: string, value: unknown, known: unknown): void {
	if (known === undefined) throw new TypeError(`There is no setting "${name}"`);
	if (typeof value !== typeof known) throw new TypeError(`"${name}" is a ${typeof known}`);
	if (typeof value === 'number' && !(value >= 0)) throw new TypeError(`"${name}" is not negative`);
}

/** The settings among the options of a start, each with its default where it was left out. */
export function settingsFrom<T extends object>(defaults: T, options: Partial<T>): T {
	const given = new Map<string, unknown>(Object.entries(options));
	const entries = Object.entries(defaults).map(([name, value]) => [name, given.get(name) ?? value]);
	return Object.fromEntries(entries) as T;
}
