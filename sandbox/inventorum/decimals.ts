/**
 * Exact decimal numbers. The vendor computes with decimals and prints them as strings; binary
 * floating point would round some gross prices differently.
 */
export type Decimal = bigint;

const PLACES = 10;
const UNIT = 10n ** BigInt(PLACES);
/** Digits of a division result, as in the page's `average_purchase_price` sample. */
const SIGNIFICANT_DIGITS = 28;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

export const ZERO: Decimal = 0n;
export const ONE: Decimal = UNIT;

export function parseDecimal(text: string): Decimal | undefined {
	const match = NUMBER.exec(text.trim());
	if (!match) return undefined;
	const [, sign, whole = '', fraction = '', exponent = '0'] = match;
	if (whole + fraction === '') return undefined;
	const shift = PLACES + Number(exponent) - fraction.length;
	const digits = BigInt(whole + fraction);
	const value =
		shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, 10n ** BigInt(-shift));
	return sign === '-' ? -value : value;
}

/** For numbers written in this code base. */
export function decimal(value: string | number): Decimal {
	const parsed = parseDecimal(String(value));
	if (parsed === undefined) throw new RangeError(`Not a decimal number: ${value}`);
	return parsed;
}

/** With exactly `places` digits after the point: `fixed(decimal(5), 2)` is "5.00". */
export const fixed = (value: Decimal, places: number): string =>
	print(divideRounded(value, 10n ** BigInt(PLACES - places)), places);

/** Without needless zeros: "10.5", "3". */
export const plain = (value: Decimal): string => withoutTrailingZeros(print(value, PLACES));

export const multiply = (left: Decimal, right: Decimal): Decimal =>
	divideRounded(left * right, UNIT);

export const divide = (left: Decimal, right: Decimal): Decimal => divideRounded(left * UNIT, right);

export const round = (value: Decimal, places: number): Decimal => decimal(fixed(value, places));

export const sum = (values: readonly Decimal[]): Decimal =>
	values.reduce((total, value) => total + value, ZERO);

export function mean(values: readonly Decimal[]): string {
	const total = sum(values);
	const divisor = BigInt(values.length) * UNIT;
	const places = SIGNIFICANT_DIGITS - String(total / divisor).replace('-', '').length;
	const quotient = divideRounded(total * 10n ** BigInt(places), divisor);
	return withoutTrailingZeros(print(quotient, places));
}

/** Half away from zero, the way prices are rounded. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
	const negative = dividend < 0n !== divisor < 0n;
	const [top, bottom] = [absolute(dividend), absolute(divisor)];
	const quotient = (top * 2n + bottom) / (bottom * 2n);
	return negative ? -quotient : quotient;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

function print(scaled: bigint, places: number): string {
	const sign = scaled < 0n ? '-' : '';
	const digits = String(absolute(scaled)).padStart(places + 1, '0');
	const whole = digits.slice(0, digits.length - places);
	return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-places)}`;
}

const withoutTrailingZeros = (text: string): string =>
	text.includes('.') ? text.replace(/\.?0+$/, '') : text;
