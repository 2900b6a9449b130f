import type { JsonObject } from '../shared/json';
import type { Random } from '../shared/random';

/** Texts by the place of the bad member, the shape ASP.NET gives validation errors. */
export type ModelState = Record<string, string[]>;

/** An answer other than success, thrown from anywhere below a route. */
export class VendorError extends Error {
	constructor(
		readonly status: number,
		readonly body: JsonObject,
	) {
		super(String(body.Message ?? status));
	}
}

export const invalidRequest = (modelState: ModelState): VendorError =>
	new VendorError(400, { Message: 'The request is invalid.', ModelState: modelState });

/** HTTP 400, not 401: recorded from the live API. */
export const wrongKeys = (): VendorError =>
	invalidRequest({
		'ApiC.Models.authorization_credentials': ['Missing or unauthorized api credentials'],
	});

/** No page shows what an unknown address answers; this is the framework's own text. */
export const noSuchRoute = (url: string): VendorError =>
	new VendorError(404, {
		Message: `No HTTP resource was found that matches the request URI '${url}'.`,
	});

/** The framework's own text for a fault of the server. */
export const serverFault = (): JsonObject => ({ Message: 'An error has occurred.' });

/** `response_status` as the list sample prints it. */
export interface ResponseStatus {
	success: boolean;
	status_code: number;
	message: string;
	debug: null;
	reference_id: string;
}

/** Answers are the payload's members beside `status`, without a wrapper. */
export class Answers {
	constructor(private readonly random: Random) {}

	success<T extends object>(payload: T): { status: ResponseStatus } & T {
		return { status: this.status(true, 200, ''), ...payload };
	}

	/** `success: false` can come with HTTP 200. */
	failure<T extends object>(message: string, payload: T): { status: ResponseStatus } & T {
		return { status: this.status(false, 200, message), ...payload };
	}

	/** "404 means that there is none", which clients of the list of pending orders observed. */
	nothingFound(message: string): VendorError {
		return new VendorError(404, { status: this.status(false, 404, message) });
	}

	status(success: boolean, code: number, message: string): ResponseStatus {
		const reference_id = hex(this.random, 32);
		return { success, status_code: code, message, debug: null, reference_id };
	}
}

export const hex = (random: Random, digits: number): string =>
	Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');

export function guid(random: Random): string {
	const digits = hex(random, 30);
	return (
		`${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-` +
		`8${digits.slice(15, 18)}-${digits.slice(18, 30)}`
	);
}
