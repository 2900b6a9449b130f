import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { choice, json, list, text, type SomeValuesOf } from '../../../shared/contract/field';

/**
 * The members of `third_party_integrations`. Source: sample of Update Virtual Inventory; BigCommerce,
 * Square, TikTok and the GraphQL ids are known from a client alone. Numbers in the sample are sent as
 * numbers.
 */
const MEMBERS = [
	{ name: 'BigCommerce Product ID', value: 'bigcommerce_id' },
	{ name: 'BigCommerce Variant ID', value: 'bigcommerce_variant_id' },
	{ name: 'Etsy Product ID', value: 'etsy_product_id' },
	{ name: 'Shopify GraphQL Product ID', value: 'shopify_graphql_product_id' },
	{ name: 'Shopify GraphQL Variant ID', value: 'shopify_graphql_variant_id' },
	{ name: 'Shopify Product ID', value: 'shopify_product_id' },
	{ name: 'Shopify Variant ID', value: 'shopify_variant_id' },
	{ name: 'Square Product ID', value: 'square_product_id' },
	{ name: 'Square Variant ID', value: 'square_variant_id' },
	{ name: 'Squarespace Product ID', value: 'squarespace_product_id' },
	{ name: 'Squarespace Variant ID', value: 'squarespace_variant_id' },
	{ name: 'TikTok Product ID', value: 'tiktok_product_id' },
	{ name: 'TikTok SKU ID', value: 'tiktok_sku_id' },
	{ name: 'Wix Inventory ID', value: 'wix_inventory_id' },
	{ name: 'Wix Product ID', value: 'wix_product_id' },
	{ name: 'Wix Variant ID', value: 'wix_variant_id' },
	{ name: 'WooCommerce Product ID', value: 'woocommerce_product_id' },
	{ name: 'WooCommerce Variant ID', value: 'woocommerce_variant_id' },
] as const;

const NUMBERS =
	/^(bigcommerce_id|bigcommerce_variant_id|etsy_product_id|(shopify|woocommerce)_(product|variant)_id)$/;

const entryFields = {
	platform: choice({
		displayName: 'Platform',
		description: 'The shop platform, and which of its IDs this is',
		choices: MEMBERS,
		default: 'shopify_product_id',
	}),
	value: text({
		displayName: 'ID',
		description: 'The ID over there. Leave it empty to remove the link.',
		placeholder: 'e.g. 123456789',
	}),
};

type Entry = SomeValuesOf<typeof entryFields>;

export const platformIds = list({
	displayName: 'Platform IDs',
	wireName: 'third_party_integrations',
	description:
		'Links to the product on shop platforms. FinerWorks does not say whether links that you leave out stay: name all of them, or add Platform IDs (JSON) with those that exist.',
	in: 'none',
	entryName: 'Platform ID',
	addText: 'Add Platform ID',
	fields: entryFields,
});

export const platformIdsJson = json({
	displayName: 'Platform IDs (JSON)',
	description:
		'All links as Get Many returns them under third_party_integrations. Entries of Platform IDs replace single ones.',
	in: 'none',
	schema: z.looseObject({}, { error: 'an object such as {"shopify_product_id": 123456789}' }),
});

/** Refuses a text where the vendor has a number. */
export function unusablePlatformId(
	entries: Entry[],
): { field: string; problem: string } | undefined {
	const index = entries.findIndex((entry) => Number.isNaN(linkOf(entry)[1]));
	if (index === -1) return undefined;
	return {
		field: `Platform IDs, entry ${index + 1}, ID`,
		problem: `expected a whole number, but got “${entries[index]?.value}”`,
	};
}

export function linkedPlatforms(fields: {
	platformIds?: Entry[];
	platformIdsJson?: object;
}): IDataObject {
	if (fields.platformIds === undefined && fields.platformIdsJson === undefined) return {};
	const named = Object.fromEntries((fields.platformIds ?? []).map(linkOf));
	return { third_party_integrations: { ...fields.platformIdsJson, ...named } };
}

function linkOf({ platform = 'shopify_product_id', value = '' }: Entry) {
	const id = value.trim();
	if (id === '') return [platform, null] as const;
	if (!NUMBERS.test(platform)) return [platform, id] as const;
	const number = /^\d+$/.test(id) ? Number(id) : NaN;
	return [platform, Number.isSafeInteger(number) ? number : NaN] as const;
}
