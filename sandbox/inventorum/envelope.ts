/** The vendor's error body: `{error: {key, description, fields}}`. */
export interface ErrorEnvelope {
	error: { fields: Record<string, string[]>; description: string | null; key: string };
}

/** An answer other than success, thrown from anywhere below a route. */
export class VendorError extends Error {
	constructor(
		readonly status: number,
		readonly key: string,
		readonly description: string | null = null,
		readonly fields: Record<string, string[]> = {},
	) {
		super(description ?? key);
	}

	toEnvelope(): ErrorEnvelope {
		return { error: { fields: this.fields, description: this.description, key: this.key } };
	}
}

export const invalidFields = (fields: Record<string, string[]>): VendorError =>
	new VendorError(400, 'common.serializer_error', 'Serialization error', fields);

/** The page prints this key for GET on a product; every other 404 uses `notFound`. */
export const productNotFound = (): VendorError => new VendorError(404, 'product.not_found');

/** The page prints this key for DELETE and leaves the body of the other writes open. */
export const notFound = (): VendorError => new VendorError(404, 'common.unknown');
