/** Products page, PUT /products/{product_id}/adjust_inventory: the body. */
export const adjustRequest = {
	stock: {
		quantity: '102',
		note: 'some reason',
		price: '1',
		date: '15.01.2018',
	},
};

/** The answer to it, as far as the page prints it. */
export const adjustAnswer = {
	attributes: {},
	name: '00CZJ K900',
	id: 2716814,
	quantity: '201.00',
	reorder_level: '2.00',
	safety_stock: '1.00',
	price: '33.2916666667',
	tax_type: 6442,
	custom_price: false,
	ebay_product_id: null,
	ebay_url: null,
	in_shop: true,
	shop_url: 'https://inventorum-workshop.inventorum.com/products/details?pid=2716814',
	thumbnail: {
		ipad: 'http://app.inventorum.com/uploads/1627/product/ipad.png',
		new: true,
		id: -702078,
	},
	variation_count: 0,
	variations: [],
	average_purchase_price: '9.095238095238095238095238095',
	description: 'TULCAN T-SHIRT',
	product_code: '00J2MC 4J.',
	ean: '8053621788200',
	categories: [
		{
			parent: null,
			is_leaf: true,
			hint: 'DIESEL',
			tree_id: 41616,
			id: 47569,
			channel: null,
			translations: [
				{
					name: 'DIESEL',
					language: 'de',
					id: null,
				},
			],
			image: null,
			name: 'DIESEL',
			products_count: 27,
			products: [2716805],
		},
	],
	images: [
		{
			ipad: 'https://app.inventorum.com/uploads/1627/product/...ipad.png',
			new: true,
			id: -702078,
		},
	],
	custom_sale: false,
	shipping_services: [],
	is_favourite: false,
	brand: '',
	supplier: '',
	meta: {
		shop: {
			channel: 4,
			description: '',
			gross_price: null,
			id: 586866,
			images: null,
			name: '',
			price: null,
		},
	},
	is_giftcard: false,
	gross_price: '39.95',
	purchase_price: '1',
	states: [
		{
			channel: 'shop',
			details: null,
			state: 'published',
		},
	],
	attributes_str: '',
	inv_id: '612666708292466421',
	package_size_value: null,
	package_size_unit: null,
	base_price: null,
	base_size_value: null,
	base_size_unit: null,
};
