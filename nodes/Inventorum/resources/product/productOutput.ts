import { z } from 'zod/v4';

/** A decimal that the vendor writes as a text, sometimes with an exponent (`"1E+3"`). */
const decimalText = z.string();
const nullableText = z.string().nullable();

const thumbnail = z.looseObject({
	id: z.number(),
	thumb: z.string(),
	image: z.string(),
	original: z.string(),
	new: z.boolean(),
});

const image = z.looseObject({
	id: z.number(),
	urls: z.looseObject({ thumb: z.string(), image: z.string(), original: z.string() }),
	type: z.number(),
	new: z.boolean(),
});

const attributeMap = z.record(z.string(), z.array(z.string()));

const category = z.looseObject({ id: z.number(), hint: z.string(), name: z.string() });

const channelMeta = z.looseObject({
	id: z.number(),
	channel: z.number(),
	name: nullableText,
	description: nullableText,
	price: decimalText.nullable(),
	gross_price: decimalText.nullable(),
	images: z.array(image).nullable(),
});

/** A row of the product list. Source: Products page, GET /products. */
export const productRow = z.looseObject({
	id: z.number(),
	inv_id: nullableText,
	name: z.string(),
	ean: nullableText,
	quantity: decimalText,
	reorder_level: decimalText,
	safety_stock: decimalText,
	reorder_level_reached: z.boolean(),
	safety_stock_reached: z.boolean(),
	price: decimalText,
	gross_price: decimalText,
	min_gross_price: decimalText,
	max_gross_price: decimalText,
	tax_type: z.number(),
	custom_price: z.boolean(),
	is_giftcard: z.boolean(),
	in_shop: z.boolean(),
	shop_url: nullableText,
	ebay_product_id: nullableText,
	ebay_url: nullableText,
	variation_count: z.number(),
	thumbnail: thumbnail.nullable(),
});

const variation = z.looseObject({
	id: z.number(),
	name: z.string(),
	attributes: attributeMap,
	attributes_str: z.string(),
	quantity: decimalText,
	reorder_level: decimalText,
	safety_stock: decimalText,
	ean: nullableText,
	product_code: nullableText,
	price: decimalText,
	gross_price: decimalText,
	purchase_price: decimalText,
	average_purchase_price: decimalText,
	tax_type: z.number(),
	inv_id: z.null(),
	images: z.array(image),
	meta: z.record(z.string(), channelMeta),
	package_size_value: nullableText,
	package_size_unit: nullableText,
	base_price: nullableText,
	base_size_value: nullableText,
	base_size_unit: nullableText,
	is_giftcard: z.boolean(),
});

/** A product with all its details. Source: Products page, GET /products/{product_id}. */
export const productDetails = z.looseObject({
	id: z.number(),
	inv_id: nullableText,
	name: z.string(),
	description: z.string(),
	brand: z.string(),
	supplier: z.string(),
	product_code: nullableText,
	ean: nullableText,
	quantity: decimalText,
	reorder_level: decimalText,
	safety_stock: decimalText,
	price: decimalText,
	gross_price: decimalText,
	purchase_price: decimalText,
	average_purchase_price: decimalText,
	tax_type: z.number(),
	custom_price: z.boolean(),
	custom_sale: z.boolean(),
	is_giftcard: z.boolean(),
	is_favourite: z.boolean(),
	in_shop: z.boolean(),
	shop_url: nullableText,
	ebay_product_id: nullableText,
	ebay_url: nullableText,
	attributes: attributeMap,
	attributes_str: z.string(),
	categories: z.array(category),
	images: z.array(image),
	thumbnail: thumbnail.nullable(),
	variation_count: z.number(),
	variations: z.array(variation),
	meta: z.record(z.string(), channelMeta),
	states: z.array(z.looseObject({ channel: z.string(), details: z.unknown(), state: z.string() })),
	package_size_value: nullableText,
	package_size_unit: nullableText,
	base_price: nullableText,
	base_size_value: nullableText,
	base_size_unit: nullableText,
});

/** A row of the feed of changes. Source: Products page, GET /products/delta/modified. */
export const modifiedRow = z.looseObject({
	id: z.number(),
	inv_id: nullableText,
	name: z.string(),
	state: z.string(),
	parent: z.number().nullable(),
	quantity: decimalText,
	reorder_level: decimalText,
	safety_stock: decimalText,
	price: decimalText,
	gross_price: decimalText,
	average_purchase_price: decimalText,
	tax_type: z.number(),
	custom_price: z.boolean(),
	custom_sale: z.boolean(),
	is_giftcard: z.boolean(),
	in_shop: z.boolean(),
	shop_url: nullableText,
	ean: nullableText,
	product_code: nullableText,
	brand: z.string(),
	description: z.string(),
	attributes: attributeMap,
	attributes_str: z.string(),
	categories: z.array(category),
	variation_count: z.number(),
	thumbnail: thumbnail.nullable(),
	ebay_product_id: nullableText,
	ebay_url: nullableText,
});

/** The older shape that publishing answers with. Source: Products page, POST /products/{id}/shop. */
export const shopProduct = z.looseObject({
	id: z.number(),
	name: z.string(),
	description: z.string(),
	brand: z.string(),
	supplier: z.string(),
	product_code: z.string(),
	gtin: z.string(),
	in_shop: z.boolean(),
	shop_url: nullableText,
	ebay_url: nullableText,
	ebay_product_id: nullableText,
	price: decimalText,
	gross_price: decimalText,
	purchase_price: decimalText,
	average_purchase_price: decimalText,
	tax_rate: z.number(),
	stock: z.number(),
	reorder: z.number(),
	safety: z.number(),
	custom_price: z.boolean(),
	is_giftcard: z.boolean(),
	is_favourite: z.boolean(),
});

/** What stays of a product when Simplify is on. */
export const SIMPLE_PRODUCT = [
	'id',
	'inv_id',
	'name',
	'product_code',
	'ean',
	'quantity',
	'price',
	'gross_price',
	'tax_type',
	'variations',
] as const;
