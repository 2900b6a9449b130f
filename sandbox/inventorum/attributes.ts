export type Attributes = Record<string, string[]>;

/**
 * The update page lists the keys in this order, and every sample joins values in it whatever the
 * order in the request was ("S, pink, 1" from weight, size, color). `weight` is only on the create
 * page; the samples put it behind `color`.
 */
const KEY_ORDER = [
	'size',
	'color',
	'material',
	'fabric',
	'cut',
	'finish',
	'fit',
	'flavor',
	'fragrance',
	'length',
	'model',
	'package',
	'pattern',
	'weight',
];

const rank = (key: string): number => {
	const position = KEY_ORDER.indexOf(key);
	return position === -1 ? KEY_ORDER.length : position;
};

/** The `attributes_str` of a product, also the tail of a variation's name. */
export const attributesText = (attributes: Attributes): string =>
	Object.keys(attributes)
		.sort((left, right) => rank(left) - rank(right))
		.flatMap((key) => attributes[key] ?? [])
		.join(', ');
