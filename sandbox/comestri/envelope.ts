import { STATUS_CODES } from 'node:http';
import type { JsonObject } from '../shared/json';

/** An answer other than success, thrown from anywhere below a route. */
export class VendorError extends Error {
	constructor(
		readonly status: number,
		readonly body: JsonObject | string,
	) {
		super(typeof body === 'string' ? body : JSON.stringify(body));
	}
}

/** The page explains 422 but shows no body; these are a Rails application's messages. */
export const unprocessable = (...errors: string[]): VendorError => new VendorError(422, { errors });

/** The body a Rails application gives a status without one of its own; no page shows a body. */
export const plainError = (status: number): JsonObject => ({
	status,
	error: STATUS_CODES[status] ?? 'Error',
});

export const notFound = (): VendorError => new VendorError(404, plainError(404));
export const forbidden = (): VendorError => new VendorError(403, plainError(403));

/** Plain text, as Rails answers refused tokens. The page promises the challenge in the header. */
export const unauthorized = (): VendorError => new VendorError(401, 'HTTP Token: Access denied.\n');
