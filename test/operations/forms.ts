import { omitBy, pickBy } from 'lodash';
import type { INodeParameters } from 'n8n-workflow';
import { byId } from './support';

const ALWAYS_SHOWN = ['id', 'attributes', 'channel'];

/** Entries of a list in a form: what an entry does not always show is added to it. */
const entries = (...values: object[]) => ({ values: values.map(entry) }) as INodeParameters;

function entry(fields: object) {
	const isChannel = 'channel' in fields;
	const isShown = (name: string) => ALWAYS_SHOWN.includes(name) && !(isChannel && name === 'id');
	return {
		...pickBy(fields, (_, name) => isShown(name)),
		additionalFields: omitBy(fields, (_, name) => isShown(name)),
	};
}

const attributes = (values: Record<string, string>) =>
	({
		values: Object.entries(values).map(([name, value]) => ({ name, value })),
	}) as INodeParameters;

/** The form that sends the page's sample product without variants. */
export const plainProductForm = {
	name: 'Pink t-shirt',
	taxType: 59342,
	additionalFields: {
		quantity: 200,
		reorderLevel: 75,
		safetyStock: 50,
		purchasePrice: 10.5,
		brand: 'Nike',
		categories: [90302],
		price: 100,
		attributes: attributes({ weight: '1', size: 'S', color: 'pink' }),
		productCode: '22222222222222',
		ean: '121312121212',
		images: '751315',
		packageSizeValue: 1,
		packageSizeUnit: 'pc',
	},
} satisfies INodeParameters;

/** The form that sends the page's sample product with variants. */
export const productWithVariationsForm = {
	name: 'T-shirt',
	taxType: 60396,
	specifyVariations: 'fields',
	variations: entries(
		{
			attributes: attributes({ size: '22', color: 'Red', material: 'Denim' }),
			price: 140,
			quantity: 30,
			safetyStock: 45,
			reorderLevel: 40,
			purchasePrice: 15.99,
			ean: '11111',
			productCode: '99999',
			packageSizeValue: 1,
			packageSizeUnit: 'pc',
		},
		{
			images: '780792',
			attributes: attributes({ size: '50', color: 'Blue', material: 'Leather' }),
			quantity: 150,
			safetyStock: 5,
			reorderLevel: 10,
			purchasePrice: 17.99,
			price: 100,
			ean: '2222222',
			productCode: '8888888',
			packageSizeValue: 1,
			packageSizeUnit: 'pc',
		},
	),
	additionalFields: { price: 145, brand: 'nike' },
} satisfies INodeParameters;

/** The form that sends the page's sample update. */
export const updateForm = {
	product: byId('4094157'),
	updateFields: {
		attributes: attributes({ color: 'blue', material: 'Denim', size: 'SM' }),
		name: 'T-shirt',
		quantity: 200,
		reorderLevel: 100,
		safetyStock: 50,
		price: 155.89,
		taxType: 11500,
		customPrice: false,
		description: 'This is the product description',
		productCode: 'TS-128y982137',
		ean: 'aaggagga',
		categories: [56130],
		images: '763102',
		customSale: false,
		brand: 'NIKE',
		supplier: 'Wholesaler inc.',
		isGiftcard: false,
		purchasePrice: 105,
		packageSizeValue: 1,
		packageSizeUnit: 'pc',
		channelValues: entries(
			{
				channel: 'atalanda',
				description: 'atalanda desc',
				id: 4586506,
				name: 'atalanda name',
				price: 203,
			},
			{ channel: 'shop', description: 'shop desc', name: 'shop name', price: 204 },
			{ channel: 'click_and_collect', description: 'click desc', name: 'click name', price: 205 },
			{
				channel: 'ebay',
				description: 'ebay desc',
				images: '763101',
				name: 'ebay name',
				price: 200,
			},
		),
	},
} satisfies INodeParameters;

const variationChannel = (channel: string, description: string, price: number) => ({
	channel,
	description,
	taxType: 11500,
	reset: ['images'],
	price,
});

const productChannel = (channel: string, word: string) => ({
	channel,
	name: `${word} name`,
	description: `${word} desc`,
	taxType: 11500,
	reset: ['images', 'price'],
});

/** The form that sends the page's sample update of a product with variants. */
export const setVariationsForm = {
	product: byId('13417182'),
	specifyVariations: 'fields',
	variations: entries(
		{
			attributes: attributes({ color: 'pink', weight: '1', size: 'S' }),
			quantity: 300,
			reorderLevel: 70,
			safetyStock: 55,
			ean: '121312121212',
			price: 155,
			productCode: '22222222222222',
			images: '223634',
			channelValues: entries(
				variationChannel('atalanda', 'atalanda var1', 110),
				variationChannel('shop', 'shop var1', 100),
				variationChannel('click_and_collect', 'click var1', 150),
				variationChannel('ebay', 'ebay var1', 200),
			),
			purchasePrice: 10.5,
			packageSizeValue: 1,
			packageSizeUnit: 'pc',
			isGiftcard: false,
			taxType: 11500,
		},
		{
			attributes: attributes({ color: 'blue', weight: '20', size: 'L' }),
			quantity: 1500,
			reorderLevel: 175,
			safetyStock: 150,
			ean: '121312121212',
			price: 100,
			productCode: '22222222222222',
			images: '',
			channelValues: entries(
				variationChannel('atalanda', 'atalanda var2', 200),
				variationChannel('shop', 'shop var2', 15.99),
				variationChannel('click_and_collect', 'click var2', 15.99),
				variationChannel('ebay', 'ebay var2', 200),
			),
			purchasePrice: 10.5,
			packageSizeValue: 3,
			packageSizeUnit: 'pc',
			isGiftcard: false,
			taxType: 11500,
		},
	),
	updateFields: {
		attributes: {},
		name: 'Pink t-shirt',
		price: 235,
		taxType: 11500,
		customPrice: false,
		description: 'Here you put details about your product',
		productCode: '22222222222222',
		ean: '121312121212',
		categories: [56130],
		images: '223634',
		customSale: false,
		isFavourite: false,
		brand: 'Nike',
		supplier: '',
		channelValues: entries(
			productChannel('atalanda', 'atalanda'),
			productChannel('shop', 'shop'),
			productChannel('click_and_collect', 'click'),
			productChannel('ebay', 'ebay'),
		),
		isGiftcard: false,
		purchasePrice: 10.5,
		packageSizeValue: 1,
		packageSizeUnit: 'pc',
	},
	options: { replaceAll: true },
} satisfies INodeParameters;

const simplestBlue = { id: 11111111, attributes: attributes({ size: '22', color: 'Blue' }) };

/** A kept variation and a new one, by the form's fields. */
export const keptAndNewForm = {
	product: byId('11111114'),
	specifyVariations: 'fields',
	variations: entries(simplestBlue, {
		attributes: attributes({ size: '22', color: 'Green' }),
		price: 4.2,
	}),
	updateFields: { taxType: 11500 },
} satisfies INodeParameters;

export const adjustForm = {
	product: byId('12544049'),
	quantity: 102,
	note: 'some reason',
	price: 1,
	date: '2018-01-15',
} satisfies INodeParameters;
