import { Random } from '../shared/random';
import { guid } from './envelope';
import type { Label, NewProduct, VirtualInventory } from './virtualInventory';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SAMPLE_AGE_MS = 60 * DAY_MS;
const YOUNGEST_AGE_MS = DAY_MS;

const TITLES = ['Harbour', 'Dunes', 'Old Bridge', 'Winter Oak', 'Lighthouse', 'Market Square'];
const MEDIA = ['Giclee - Fine Art Paper Prints', 'Canvas Prints', 'Metal Prints'];
const SIZES = [
	[8, 10],
	[11, 14],
	[16, 20],
] as const;

/** The product of the list page's sample. */
const LIST_SAMPLE: Omit<NewProduct, 'createdAt'> = {
	sku: 'AP1556P79511',
	productCode: '5M41M9S8X10F131S13X15J2S9X11G1',
	name: 'Framed Giclee - Fine Art Paper Prints',
	descriptionShort: 'Giclee - Fine Art Paper Prints',
	descriptionLong:
		'<h4>Framed Giclee - Fine Art Paper Prints</h4><ul>8 x 10" Archival Canvas Paper' +
		'<ul><li>1/2" Extra Border Added</li></ul></li><li>Frame: Rustic Britanny' +
		'<ul><li>Vermill Red 1-1/2" (354303)<ul><li>13 x 15"</li></ul></li></ul></li>' +
		'<li>Single Mat: Off White (A4902)<ul><li>13 x 15" (window: 9 x 11)</li></ul></li>' +
		'<li>Glazing (Acrylic Glass): Premium Clear </li></ul>',
	quantityInStock: 0,
	trackInventory: false,
	itemPrice: 113,
	askingPrice: 200,
	labels: [
		{ key: 'sku', value: 'AP1556P79511', priority: 5 },
		{ key: 'type', value: 'Framed Giclee - Fine Art Paper Prints', priority: 0 },
		{ key: 'media', value: '8 x 10" Archival Canvas Paper', priority: 1 },
		{ key: 'style', value: '1/2" Extra Border Added', priority: 1 },
		{ key: 'collection', value: 'Rustic Britanny', priority: 1 },
		{ key: 'frame', value: '13 x 15 Vermill Red 1-1/2"', priority: 1 },
		{ key: 'base mat', value: 'Off White', priority: 1 },
		{ key: 'glazing', value: 'Premium Clear', priority: 1 },
	],
	imageUrl: 'https://somewhere.com/image.png',
	imageGuid: '09d83a97-086d-42d0-a29b-c4e18cf5f519',
	thirdParty: null,
	fileName: 'image.png',
	fileSize: 1_048_576,
};

/** The SKUs of the order pages' and the delete page's samples; nothing else is known of them. */
const NAMED_SKUS = ['AP1234P1234', 'AP0001P0001', 'AP0001P0002', 'AP0001P0003', 'AP0001P0004'];

export interface SeedOptions {
	now: number;
	seed: number;
	generatedProducts: number;
}

/** Fills the inventory: the pages' products first, then invented ones, each a minute younger. */
export function seedInventory(
	inventory: VirtualInventory,
	{ now, seed, generatedProducts }: SeedOptions,
): void {
	const random = new Random(seed);
	const samples = [LIST_SAMPLE, ...NAMED_SKUS.map((sku) => invented(random, sku, sku))];
	samples.forEach((sample, index) => {
		inventory.seed({ ...sample, createdAt: now - SAMPLE_AGE_MS + index * MINUTE_MS });
	});
	for (let number = 1; number <= generatedProducts; number += 1) {
		const sku = `AP${2000 + Math.floor(number / 100)}P${80_000 + number}`;
		const createdAt = now - YOUNGEST_AGE_MS - (generatedProducts - number) * MINUTE_MS;
		inventory.seed({ ...invented(random, sku, String(number)), createdAt });
	}
}

/** A made-up product that carries `mark` in its title. */
export function invented(random: Random, sku: string, mark: string): Omit<NewProduct, 'createdAt'> {
	const title = `${random.pick(TITLES)} ${mark}`;
	const media = random.pick(MEDIA);
	const [width, height] = random.pick(SIZES);
	const itemPrice = random.integer(1200, 18_000) / 100;
	const fileName = `${title.toLowerCase().replaceAll(' ', '-')}.png`;
	return {
		sku,
		productCode: `5M${random.integer(1, 60)}M9S${width}X${height}I${sku.replace(/\D+/g, '')}`,
		name: title,
		descriptionShort: media,
		descriptionLong: `<h4>${title}</h4><ul><li>${width} x ${height}" ${media}</li></ul>`,
		quantityInStock: random.integer(0, 120),
		trackInventory: random.chance(0.5),
		itemPrice,
		askingPrice: Math.round(itemPrice * 2),
		labels: labelsOf(sku, media),
		imageUrl: `https://images.example.com/${fileName}`,
		imageGuid: guid(random),
		thirdParty: random.chance(0.3) ? linksOf(random) : null,
		fileName,
		fileSize: random.integer(200_000, 9_000_000),
	};
}

const labelsOf = (sku: string, media: string): Label[] => [
	{ key: 'sku', value: sku, priority: 5 },
	{ key: 'type', value: media, priority: 0 },
];

/** The members of the update page's sample: 0 or null where a platform is not linked. */
const linksOf = (random: Random) => ({
	etsy_product_id: 0,
	shopify_product_id: random.integer(100_000_000, 999_999_999),
	shopify_variant_id: random.integer(10_000_000, 99_999_999),
	squarespace_product_id: null,
	squarespace_variant_id: null,
	wix_inventory_id: null,
	wix_product_id: null,
	wix_variant_id: null,
	woocommerce_product_id: random.integer(1, 9999),
	woocommerce_variant_id: 0,
});
