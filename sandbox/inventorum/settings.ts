import { isJsonObject } from '../shared/json';

/** What can be changed while the sandbox runs. */
export interface Settings {
	tokenLifetimeSeconds: number;
	/** 0 is no limit. */
	requestsPerSecond: number;
	/** Whether a 429 says when to come back; the vendor's documentation does not mention the header. */
	retryAfter: boolean;
	/** Whether the shop trades by itself. */
	life: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
	tokenLifetimeSeconds: 36_000,
	requestsPerSecond: 20,
	retryAfter: true,
	life: false,
};

/** Settings sent over HTTP. Throws a readable error for anything that is not one of them. */
export function readSettings(value: unknown): Partial<Settings> {
	if (!isJsonObject(value)) throw new TypeError('Settings are a JSON object');
	return Object.fromEntries(
		Object.entries(value).map(([name, setting]) => [name, checked(name, setting)]),
	);
}

function checked(name: string, value: unknown): unknown {
	const known = DEFAULT_SETTINGS[name as keyof Settings];
	if (known === undefined) throw new TypeError(`There is no setting "${name}"`);
	if (typeof value !== typeof known) throw new TypeError(`"${name}" is a ${typeof known}`);
	if (typeof value === 'number' && !(value >= 0)) throw new TypeError(`"${name}" is not negative`);
	return value;
}
