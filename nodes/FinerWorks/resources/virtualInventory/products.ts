import { z } from 'zod/v4';
import { keyText } from '../../fields';

export const sku = keyText({
	displayName: 'SKU',
	description: 'The SKU that FinerWorks gave the product',
	placeholder: 'e.g. AP1556P79511',
	what: 'the SKU of a product',
	in: 'none',
});

const nullableText = z.string().nullable();

/**
 * A product of the virtual inventory. Source: List Virtual Inventory. Not on that page, but known from
 * a client: `id` and `track_inventory`.
 */
export const productDetails = z.looseObject({
	id: z.number(),
	sku: z.string(),
	name: z.string(),
	product_code: z.string(),
	monetary_format: z.string(),
	quantity: z.number(),
	quantity_in_stock: z.number(),
	track_inventory: z.boolean(),
	per_item_price: z.number(),
	total_price: z.number(),
	asking_price: z.number(),
	description_short: z.string(),
	description_long: z.string(),
	labels: z.array(z.object({ key: z.string(), value: z.string(), priority: z.number() })),
	image_url_1: nullableText,
	image_url_2: nullableText,
	image_url_3: nullableText,
	image_url_4: nullableText,
	image_url_5: nullableText,
	image_guid: z.string(),
	product_guid: z.string(),
	third_party_integrations: z.looseObject({}).nullable(),
});

/** What stays of a product when Simplify is on. */
export const SIMPLE_PRODUCT = [
	'sku',
	'name',
	'product_code',
	'quantity_in_stock',
	'per_item_price',
	'asking_price',
	'description_short',
	'image_url_1',
	'image_guid',
	'third_party_integrations',
] as const;
