/** Products page, PUT /products/{product_id}/ (without variants): the body. */
export const updateRequest = {
	attributes: {
		color: ['blue'],
		material: ['Denim'],
		size: ['SM'],
	},
	name: 'T-shirt',
	quantity: 200,
	reorder_level: 100,
	safety_stock: 50,
	price: 155.89,
	tax_type: 11500,
	custom_price: false,
	variations: [],
	description: 'This is the product description',
	product_code: 'TS-128y982137',
	ean: 'aaggagga',
	categories: [
		{
			id: 56130,
		},
	],
	images: [
		{
			id: 763102,
			new: true,
		},
	],
	custom_sale: false,
	brand: 'NIKE',
	supplier: 'Wholesaler inc.',
	is_giftcard: false,
	purchase_price: 105,
	package_size_value: 1,
	package_size_unit: 'pc',
	meta: {
		atalanda: {
			description: 'atalanda desc',
			id: 4586506,
			name: 'atalanda name',
			price: 203,
		},
		shop: {
			description: 'shop desc',
			name: 'shop name',
			price: 204,
		},
		click_and_collect: {
			description: 'click desc',
			name: 'click name',
			price: 205,
		},
		ebay: {
			description: 'ebay desc',
			images: [
				{
					id: 763101,
					new: true,
				},
			],
			name: 'ebay name',
			price: 200,
		},
	},
};

/** The answer to it, as far as the page prints it. */
export const updateAnswer = {
	attributes: {
		color: ['blue'],
		material: ['Denim'],
		size: ['SM'],
	},
	name: 'T-shirt',
	id: 4094157,
	quantity: '200.00',
	reorder_level: '100.00',
	safety_stock: '50.00',
	price: '155.89',
	tax_type: 11500,
	custom_price: false,
	ebay_product_id: null,
	ebay_url: null,
	in_shop: false,
	shop_url: null,
	thumbnail: {
		ipad: 'http://app.inventorum.com/uploads/4158/product/a3/14/c3/49/cd/a2/18/52/92/1a/12/a5/3a/8b/61/a314c349cda21852921a12a53a8b6131.ipad.png',
		new: true,
		id: -763102,
	},
	variation_count: 0,
	variations: [],
	average_purchase_price: '0',
	description: 'This is the product description',
	product_code: 'TS-128y982137',
	ean: 'aaggagga',
	categories: [
		{
			parent: null,
			is_leaf: true,
			hint: 'Accessoires',
			tree_id: 45973,
			id: 56130,
			channel: null,
			translations: [
				{
					name: 'Accessoires',
					language: 'de',
					id: null,
				},
			],
			image: null,
			name: 'Accessoires',
			products_count: 23,
			products: [4094157],
		},
	],
	images: [
		{
			id: 763102,
			urls: {
				ipad: 'https://app.inventorum.com/uploads/4158/product/a3/14/c3/49/cd/a2/18/52/92/1a/12/a5/3a/8b/61/a314c349cda21852921a12a53a8b6131.ipad.png',
			},
			type: 0,
			new: true,
		},
	],
	custom_sale: false,
	shipping_services: [],
	is_favourite: false,
	brand: 'NIKE',
	supplier: 'Wholesaler inc.',
	meta: {
		shop: {
			channel: 4,
			description: 'shop desc',
			gross_price: '242.76',
			id: 4587308,
			images: null,
			name: 'shop name',
			price: '204.0000000000',
		},
	},
	is_giftcard: false,
	gross_price: '185.51',
	purchase_price: '0',
	states: [],
	attributes_str: 'SM, blue, Denim',
	inv_id: '612672236550287870',
	package_size_value: '1',
	package_size_unit: 'pc',
	base_price: '185.51',
	base_size_value: '1',
	base_size_unit: 'pc',
};

/** The answer, with status 400, when the tax rate is unknown. */
export const updateRefusal = {
	error: {
		fields: {
			tax_type: ['Invalid tax'],
		},
		description: 'Serialization error',
		key: 'common.serializer_error',
	},
};
