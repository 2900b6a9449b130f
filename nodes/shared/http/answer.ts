/** A readable answer of the vendor. */
export interface Answer {
	failed: false;
	status: number;
	/** Parsed JSON; undefined where the vendor sent no body. */
	body: unknown;
	/** The vendor's clock when it answered, from the `Date` header. */
	vendorTime?: Date;
}

const STRING_OR_NUMBER = /"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?\d{16,}$/;
const MAYBE_LONG_INTEGER = /(?:^|[:[,\s])-?\d{16}/;

/**
 * Parses a JSON body. Whole numbers with 16 digits or more become texts, because a JSON number
 * would lose their last digits (INVENTORUM's `inv_id` has 18).
 *
 * @returns undefined when the text is no JSON.
 */
export function parseJson(text: string): { value: unknown } | undefined {
	const safe = MAYBE_LONG_INTEGER.test(text)
		? text.replace(STRING_OR_NUMBER, (token) => (LONG_INTEGER.test(token) ? `"${token}"` : token))
		: text;
	try {
		return { value: JSON.parse(safe) as unknown };
	} catch {
		return undefined;
	}
}
