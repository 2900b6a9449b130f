import { decimal, divide, fixed, multiply, ZERO, type Decimal } from './decimals';

const RENDITIONS = ['ipad', 'thumb', 'image', 'ipad_retina', 'ebay', 'thumb_retina', 'original'];
/** Thumbnails have plain http addresses in the samples, images have https ones. */
export const THUMBNAIL_SCHEME = 'http';

type Scheme = 'http' | 'https';

const urls = (id: number, scheme: Scheme): Record<string, string> =>
	Object.fromEntries(
		RENDITIONS.map((name) => {
			const file = name === 'image' ? 'ipad' : name;
			return [name, `${scheme}://app.inventorum.com/uploads/1627/product/${id}.${file}.png`];
		}),
	);

/** An image since V8. */
export const imageDetail = (id: number): Record<string, unknown> => ({
	id,
	urls: urls(id, 'https'),
	type: 0,
	new: true,
});

/** An image up to V7 and every thumbnail: addresses beside a negated id. */
export const imageFlat = (id: number, scheme: Scheme = 'https'): Record<string, unknown> => ({
	...urls(id, scheme),
	new: true,
	id: -id,
});

interface BaseUnit {
	unit: string;
	/** How many base units one package unit is. */
	factor: Decimal;
}

/** "Mass unit: kilogram, volume unit: litre, the other kind: equal package_size_unit." */
const BASE_UNITS: Record<string, BaseUnit> = {
	ml: { unit: 'l', factor: decimal('0.001') },
	l: { unit: 'l', factor: decimal(1) },
	m3: { unit: 'l', factor: decimal(1000) },
	g: { unit: 'kg', factor: decimal('0.001') },
	kg: { unit: 'kg', factor: decimal(1) },
	m: { unit: 'm', factor: decimal(1) },
	m2: { unit: 'm2', factor: decimal(1) },
	pc: { unit: 'pc', factor: decimal(1) },
};

export const PACKAGE_UNITS = Object.keys(BASE_UNITS);

/** The price per piece, kilogram, litre and so on. */
export function basePriceOf(
	gross: Decimal,
	size: Decimal | null,
	packageUnit: string | null,
): Record<string, string | null> {
	const base = BASE_UNITS[packageUnit ?? ''];
	if (!base || size === null || size <= ZERO) {
		return { base_price: null, base_size_value: null, base_size_unit: null };
	}
	const price = divide(gross, multiply(size, base.factor));
	return { base_price: fixed(price, 2), base_size_value: '1', base_size_unit: base.unit };
}
