import { groupBy, mapValues, mapKeys, omit } from 'lodash';
import {
	boolean,
	choice,
	choices,
	decimal,
	dropdown,
	dropdownMany,
	idList,
	integer,
	list,
	locator,
	sentAs,
	text,
	type Field,
	type SomeValuesOf,
} from '../../../shared/contract/field';

/** The Products page, in the vendor's documentation. */
export const PRODUCTS_PAGE = 'https://api-docs.inventorum.com/api/products.html';

/** A product or variation: the numeric id, or the long `inv_id` (seen in recorded traffic). */
export const product = locator({
	displayName: 'Product',
	description: 'The product to work with',
	in: 'path',
	picker: 'searchProducts',
	idPattern: '\\d{1,20}',
	idHint: 'a product ID, which has digits only',
});

export const taxType = dropdown({
	displayName: 'Tax Type',
	description: 'The tax rate of the product. Tax IDs differ between accounts',
	picker: 'getTaxTypes',
});

const ATTRIBUTE_NAMES = [
	'color',
	'cut',
	'fabric',
	'finish',
	'fit',
	'flavor',
	'fragrance',
	'length',
	'material',
	'model',
	'package',
	'pattern',
	'size',
	'weight',
] as const;

/** Documented keys to choose from; another key is taken from an expression, since the pages disagree. */
const attributeName: Field<string> = {
	...choice({
		displayName: 'Attribute',
		description: 'What the value says about the product',
		choices: ATTRIBUTE_NAMES.map((name) => ({
			name: name.charAt(0).toUpperCase() + name.slice(1),
			value: name,
		})),
	}),
	schema: text({ displayName: 'Attribute' }).schema,
};

const attributeFields = {
	name: attributeName,
	value: text({ displayName: 'Value', placeholder: 'e.g. Red' }),
};

export type Attribute = SomeValuesOf<typeof attributeFields>;

/** `{"color": ["pink"]}`; several entries with the same attribute become one list. */
export function attributeLists(entries: Attribute[]): Record<string, string[]> {
	const byName = groupBy(entries, (entry) => entry.name ?? attributeName.default);
	return mapValues(byName, (same) => same.map((entry) => entry.value ?? ''));
}

/** `{"color": "Red"}`, as the page writes them in the variations of a new product. */
export function attributeTexts(entries: Attribute[]): Record<string, string | string[]> {
	return mapValues(attributeLists(entries), (values) =>
		values.length === 1 ? (values[0] as string) : values,
	);
}

export const attributes = list({
	displayName: 'Attributes',
	description: 'Color, size and the like. A product and its variations need the same attributes.',
	entryName: 'Attribute',
	addText: 'Add Attribute',
	fields: attributeFields,
});

/** Images are named by id; the page sends `new: true` with every one. */
export function imageReferences(ids: number[]): { id: number; new: true }[] {
	return ids.map((id) => ({ id, new: true }));
}

export const images = sentAs(
	idList({
		displayName: 'Image IDs',
		description: 'IDs of images that are in INVENTORUM already, with commas between them',
		wireName: 'images',
		placeholder: 'e.g. 751315, 751316',
	}),
	imageReferences,
);

export const categories = sentAs(
	dropdownMany({
		displayName: 'Category',
		wireName: 'categories',
		description: 'Existing categories to put the product into',
		picker: 'getCategories',
	}),
	(ids) => ids.map((id) => ({ id })),
);

/** Stock, prices and codes: the same for products and for variations. */
export const stockAndPriceFields = {
	ean: text({
		displayName: 'EAN',
		description: 'The barcode. INVENTORUM does not check that it is unique.',
		placeholder: 'e.g. 4006381333931',
	}),
	packageSizeUnit: choice({
		displayName: 'Package Size Unit',
		description: 'Unit of the package size, for the base price',
		choices: [
			{ name: 'Cubic Meter', value: 'm3' },
			{ name: 'Gram', value: 'g' },
			{ name: 'Kilogram', value: 'kg' },
			{ name: 'Liter', value: 'l' },
			{ name: 'Meter', value: 'm' },
			{ name: 'Milliliter', value: 'ml' },
			{ name: 'Piece', value: 'pc' },
			{ name: 'Square Meter', value: 'm2' },
		],
		default: 'pc',
	}),
	packageSizeValue: decimal({
		displayName: 'Package Size Value',
		description: 'How much is in a package, for the base price',
		minValue: 0,
	}),
	price: decimal({
		displayName: 'Price (Net)',
		description:
			'Price without tax. INVENTORUM works out the gross price from it and the tax rate.',
	}),
	productCode: text({
		displayName: 'Product Code',
		description: 'Your own number for the product. INVENTORUM does not check that it is unique.',
		placeholder: 'e.g. TS-0001',
	}),
	purchasePrice: decimal({
		displayName: 'Purchase Price',
		description: 'What one piece of the opening stock cost',
	}),
	quantity: decimal({
		displayName: 'Quantity',
		description:
			'The stock. Of a product with variations it is the sum over the variations. To book a difference, use Adjust Inventory.',
	}),
	reorderLevel: decimal({
		displayName: 'Reorder Level',
		description: 'The stock at which the till reminds you to reorder',
	}),
	safetyStock: decimal({
		displayName: 'Safety Stock',
		description: 'The stock at which the till warns that the product is running out',
	}),
};

const META_CHANNELS = [
	{ name: 'Atalanda', value: 'atalanda' },
	{ name: 'Click and Collect', value: 'click_and_collect' },
	{ name: 'eBay', value: 'ebay' },
	{ name: 'Online Shop', value: 'shop' },
] as const;

const channelFields = {
	channel: choice({
		displayName: 'Channel',
		description: 'The sales channel that the values are for',
		choices: META_CHANNELS,
		default: 'shop',
	}),
};

const channelOptionalFields = {
	id: integer({
		displayName: 'Channel Data ID',
		description: 'The ID that the channel’s data already have, from Get. Usually not needed.',
		minValue: 1,
	}),
	description: text({
		displayName: 'Description',
		description: 'Shown in this channel instead of the product’s own description',
		rows: 3,
	}),
	images,
	name: text({
		displayName: 'Name',
		description: 'Shown in this channel instead of the product’s own name',
		placeholder: 'e.g. T-shirt for eBay',
	}),
	price: decimal({
		displayName: 'Price (Net)',
		description: 'Asked in this channel instead of the product’s own price',
	}),
	reset: choices({
		displayName: 'Take From Product',
		description: 'The values that this channel takes from the product again',
		choices: [
			{ name: 'Description', value: 'description' },
			{ name: 'Images', value: 'images' },
			{ name: 'Name', value: 'name' },
			{ name: 'Price', value: 'price' },
		],
	}),
	taxType,
};

type ChannelData = SomeValuesOf<typeof channelFields & typeof channelOptionalFields>;

/** One channel's data; a value that is taken from the product again is sent as null. */
function channelMeta(data: ChannelData): object {
	const own = mapKeys(omit(data, 'channel', 'reset', 'images'), (_, name) =>
		name === 'taxType' ? 'tax_type' : name,
	);
	const pictures = data.images === undefined ? {} : { images: imageReferences(data.images) };
	const taken = Object.fromEntries((data.reset ?? []).map((name) => [name, null]));
	return { ...own, ...pictures, ...taken };
}

/** Values per sales channel (`meta`): name, description, price and images of their own. */
export const channelValues = sentAs(
	list({
		displayName: 'Channel Values',
		wireName: 'meta',
		description: 'Other values for single sales channels. What is left out there stays as it is.',
		entryName: 'Channel',
		addText: 'Add Channel',
		fields: channelFields,
		optionalFields: channelOptionalFields,
	}),
	(entries) =>
		Object.fromEntries(
			entries.map((entry) => [entry.channel ?? channelFields.channel.default, channelMeta(entry)]),
		),
);

/** The optional fields of a product, for creating and for changing one. */
export const productFields = {
	...stockAndPriceFields,
	attributes: sentAs(attributes, attributeLists),
	brand: text({
		displayName: 'Brand',
		description: 'The maker or label of the product',
		placeholder: 'e.g. Nike',
	}),
	categories,
	channelValues,
	customPrice: boolean({
		displayName: 'Custom Price',
		description: 'Whether the clerk may override the price at the till',
	}),
	customSale: boolean({
		displayName: 'Custom Sale',
		description:
			'Whether this is an ad hoc sale from the till. Get Many hides such products, Get Many Modified lists them.',
	}),
	description: text({
		displayName: 'Description',
		description: 'Text about the product. HTML is possible.',
		rows: 4,
	}),
	images,
	isFavourite: boolean({
		displayName: 'Favourite',
		description: 'Whether the till lists the product under its favourites',
	}),
	isGiftcard: boolean({
		displayName: 'Gift Card',
		description: 'Whether the product is a gift card',
	}),
	supplier: text({
		displayName: 'Supplier',
		description: 'Where you buy the product',
		placeholder: 'e.g. Wholesaler Inc.',
	}),
};
