/** Products page, POST /products: the body for a product without variants. */
export const createRequest = {
	quantity: 200,
	reorder_level: 75,
	safety_stock: 50,
	purchase_price: 10.5,
	name: 'Pink t-shirt',
	brand: 'Nike',
	tax_type: 59342,
	categories: [
		{
			id: 90302,
		},
	],
	price: 100,
	attributes: {
		weight: ['1'],
		size: ['S'],
		color: ['pink'],
	},
	product_code: '22222222222222',
	ean: '121312121212',
	images: [
		{
			id: 751315,
			new: true,
		},
	],
	package_size_value: '1',
	package_size_unit: 'pc',
};

/** The answer to it. */
export const createAnswer = {
	attributes: {
		color: ['pink'],
		weight: ['1'],
		size: ['S'],
	},
	name: 'Pink t-shirt',
	id: 13388386,
	quantity: '200.00',
	reorder_level: '75.00',
	safety_stock: '50.00',
	price: '100',
	tax_type: 59342,
	custom_price: false,
	ebay_product_id: null,
	ebay_url: null,
	in_shop: false,
	shop_url: null,
	thumbnail: {
		ipad: 'http://app.inventorum.com/uploads/1627/product/....ipad.png',
		thumb: 'http://app.inventorum.com/uploads/1627/product/....thumb.png',
		image: 'http://app.inventorum.com/uploads/1627/product/....ipad.png',
		ipad_retina: 'http://app.inventorum.com/uploads/1627/product/....ipad_retina.png',
		ebay: 'http://app.inventorum.com/uploads/1627/product/....ebay.png',
		thumb_retina: 'http://app.inventorum.com/uploads/1627/product/....thumb_retina.png',
		original: 'http://app.inventorum.com/uploads/1627/product/....original.png',
		new: true,
		id: -751315,
	},
	variation_count: 0,
	variations: [],
	average_purchase_price: '10.5',
	description: '',
	product_code: '22222222222222',
	ean: '121312121212',
	categories: [
		{
			parent: null,
			is_leaf: true,
			hint: 'Alben',
			tree_id: 58005,
			id: 90302,
			channel: null,
			translations: [
				{
					name: 'Alben',
					language: 'de',
					id: null,
				},
			],
			image: null,
			name: 'Alben',
			products_count: 233,
			products: [13388386],
		},
	],
	images: [
		{
			id: 751315,
			urls: {
				ipad: 'https://app.inventorum.com/uploads/1627/product/...ipad.png',
				thumb: 'https://app.inventorum.com/uploads/1627/product/...thumb.png',
				image: 'https://app.inventorum.com/uploads/1627/product/...ipad.png',
				ipad_retina: 'https://app.inventorum.com/uploads/1627/product/...ipad_retina.png',
				ebay: 'https://app.inventorum.com/uploads/1627/product/...ebay.png',
				thumb_retina: 'https://app.inventorum.com/uploads/1627/product/...thumb_retina.png',
				original: 'https://app.inventorum.com/uploads/1627/product/...original.png',
			},
			type: 0,
			new: true,
		},
	],
	custom_sale: false,
	shipping_services: [],
	is_favourite: false,
	brand: 'Nike',
	supplier: '',
	meta: {},
	is_giftcard: false,
	gross_price: '195.00',
	purchase_price: '10.5',
	states: [],
	attributes_str: 'S, pink, 1',
	inv_id: '612746191473171482',
	package_size_value: '1',
	package_size_unit: 'pc',
	base_price: '195.00',
	base_size_value: '1',
	base_size_unit: 'pc',
};

/** The answer, with status 400, when required fields are missing. */
export const createRefusal = {
	error: {
		fields: {
			tax_type: ['This field is required.'],
			name: ['This field is required.'],
		},
		description: 'Serialization error',
		key: 'common.serializer_error',
	},
};
