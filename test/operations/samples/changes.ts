/** Products page, GET /products/delta/modified: the answer. */
export const modifiedPage = {
	total: 200,
	data: [
		{
			name: 'Example product',
			id: 12980855,
			quantity: '13.00',
			reorder_level: '5.00',
			safety_stock: '0.00',
			price: '0.5042016807',
			tax_type: 59105,
			custom_price: false,
			ebay_product_id: null,
			ebay_url: null,
			in_shop: false,
			shop_url: null,
			thumbnail: null,
			variation_count: 0,
			is_giftcard: false,
			gross_price: '0.60',
			ean: '400000000',
			inv_id: '612743774036966711',
			state: 'created',
			parent: null,
			custom_sale: false,
			categories: [
				{
					id: 159381,
					hint: 'Schulhefte',
					name: 'Schulhefte',
				},
			],
			attributes_str: '',
			description: 'Lorem ipsum',
			product_code: 'V47514',
			attributes: {},
			brand: 'Venceremos BUND',
			average_purchase_price: '0.27',
		},
	],
};

/** Products page, GET /products/delta/deleted: the answer. */
export const deletedPage = {
	total: 3,
	data: [13344583, 13344584, 13344585],
};
