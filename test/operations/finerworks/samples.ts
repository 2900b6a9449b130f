/** Samples of the vendor's pages, and where those were cut off, of clients that cite them. */

/** List Virtual Inventory: the request. */
export const listRequest = {
	search_filter: '',
	sku_filter: null,
	product_code_filter: null,
	guid_filter: null,
	page_number: 1,
	per_page: 10,
	sort_field: 'id',
	sort_direction: 'DESC',
	created_date_from: null,
	created_date_to: null,
	account_key: null,
};

/** List Virtual Inventory: the answer. */
export const listAnswer = {
	status: {
		success: true,
		status_code: 200,
		message: '',
		debug: null,
		reference_id: '749faa41b2de4ba49d7140580dd0202a',
	},
	products: [
		{
			monetary_format: 'USD',
			quantity: 1,
			quantity_in_stock: 0,
			sku: 'AP1556P79511',
			product_code: '5M41M9S8X10F131S13X15J2S9X11G1',
			price_details: null,
			per_item_price: 113.0,
			total_price: 113.0,
			asking_price: 200.0,
			name: 'Framed Giclee - Fine Art Paper Prints',
			description_short: 'Giclee - Fine Art Paper Prints',
			description_long:
				'<h4>Framed Giclee - Fine Art Paper Prints</h4><ul>8 x 10" Archival Canvas Paper<ul><li>1/2" Extra Border Added</li></ul></li><li>Frame: Rustic Britanny<ul><li>Vermill Red 1-1/2" (354303)<ul><li>13 x 15"</li></ul></li></ul></li><li>Single Mat: Off White (A4902)<ul><li>13 x 15" (window: 9 x 11)</li></ul></li><li>Glazing (Acrylic Glass): Premium Clear </li></ul>',
			labels: [
				{
					key: 'sku',
					value: 'AP1556P79511',
					priority: 5,
				},
				{
					key: 'type',
					value: 'Framed Giclee - Fine Art Paper Prints',
					priority: 0,
				},
				{
					key: 'media',
					value: '8 x 10" Archival Canvas Paper',
					priority: 1,
				},
				{
					key: 'style',
					value: '1/2" Extra Border Added',
					priority: 1,
				},
				{
					key: 'collection',
					value: 'Rustic Britanny',
					priority: 1,
				},
				{
					key: 'frame',
					value: '13 x 15 Vermill Red 1-1/2"',
					priority: 1,
				},
				{
					key: 'base mat',
					value: 'Off White',
					priority: 1,
				},
				{
					key: 'glazing',
					value: 'Premium Clear',
					priority: 1,
				},
			],
			image_url_1: 'https://somewhere.com/image.png',
			image_url_2: null,
			image_url_3: null,
			image_url_4: null,
			image_url_5: null,
			image_guid: '09d83a97-086d-42d0-a29b-c4e18cf5f519',
			product_size: null,
			third_party_integrations: null,
			framing_options: null,
			product_guid: '00000000-0000-0000-0000-000000000000',
			debug: null,
		},
	],
	page_number: 0,
	per_page: 0,
	count: 0,
};

/** Update Virtual Inventory: the request, its HTML text shortened. */
export const updateRequest = {
	virtual_inventory: [
		{
			sku: 'AP1556P79511',
			asking_price: 200,
			name: 'Framed Giclee - Paper Prints',
			description: '<h4>...</h4> (HTML text, shortened here)',
			quantity_in_stock: 10,
			track_inventory: true,
			third_party_integrations: {
				etsy_product_id: 0,
				shopify_product_id: 123456789,
				shopify_variant_id: 24681012,
				squarespace_product_id: null,
				squarespace_variant_id: null,
				wix_inventory_id: null,
				wix_product_id: null,
				wix_variant_id: null,
				woocommerce_product_id: 0,
				woocommerce_variant_id: 0,
			},
		},
	],
};

/** Delete Virtual Inventory: the request. */
export const deleteRequest = {
	skus: ['AP0001P0001', 'AP0001P0002', 'AP0001P0003', 'AP0001P0004'],
	account_key: null,
};

/** Disconnect Virtual Inventory: the request. */
export const disconnectRequest = {
	platform: 'sample string 1',
	account_key: 'sample string 2',
};

/** Disconnect Virtual Inventory and Delete Pending Orders: the answer. */
export const statusAnswer = {
	status: {
		success: true,
		status_code: 100,
		message: 'sample string 2',
		debug: {},
		reference_id: 'sample string 4',
	},
};

/** Delete Pending Orders: the request. */
export const deletePendingRequest = {
	ids: [1, 2],
	account_key: 'sample string 1',
};

/** List Pending Orders: the request. */
export const listPendingRequest = {
	ids: [1, 2],
	account_key: 'sample string 1',
};

/** Submit Orders V2: the request, cut off after its orders. */
export const submitRequest = {
	orders: [
		{
			order_po: 'PO_0001',
			order_key: null,
			recipient: {
				first_name: 'Bob',
				last_name: 'Ross',
				company_name: 'Happy Little Trees, Inc',
				address_1: '742 Evergreen Terrace',
				address_2: null,
				address_3: null,
				city: 'Mountain Scene',
				state_code: 'AK',
				province: null,
				zip_postal_code: '88888',
				country_code: 'us',
				phone: '555-555-5555',
				email: null,
				address_order_po: 'PO_0001',
			},
			order_items: [
				{
					product_order_po: 'PO_0001',
					product_qty: 1,
					product_sku: 'AP1234P1234',
					product_image: null,
					product_title: 'The Big Blue Mountain',
					template: null,
					product_guid: '00000000-0000-0000-0000-000000000000',
					custom_data_1: null,
					custom_data_2: null,
					custom_data_3: null,
				},
			],
			shipping_code: 'SD',
			ship_by_date: null,
			customs_tax_info: null,
			gift_message: null,
			test_mode: false,
			webhook_order_status_url: null,
			document_url: null,
			acct_number_ups: null,
			acct_number_fedex: null,
			custom_data_1: null,
			custom_data_2: null,
			custom_data_3: null,
		},
	],
};

/** Submit Orders V2: the answer, from a client. */
export const submitAnswer = {
	status: {
		success: true,
		status_code: 200,
		message: '',
		debug: null,
		reference_id: 'ref-1',
		domain: null,
	},
	orders: [
		{
			order_po: 'PO_0001',
			order_id: 123456,
			order_confirmation_id: 411111111,
			order_guid: '00000000-0000-0000-0000-000000000000',
			order_email: null,
			order_confirmation_datetime: '2026-09-11T10:50:27.4466133-05:00',
		},
	],
};

/** Get Order Status: the request. */
export const statusRequest = {
	order_pos: null,
	order_ids: [123456, 123457],
	account_key: null,
};

/** Get Order Status: the answer, from a client. */
export const orderStatusAnswer = {
	status: {
		success: true,
		status_code: 200,
		message: '',
		debug: null,
		reference_id: 'ref-1',
		domain: null,
	},
	orders: [
		{
			order_confirmation_id: 411111111,
			order_po: 'PO_0001',
			order_id: 123456,
			order_status_id: 7,
			order_status_label: 'Shipped',
			shipments: [
				{
					tracking_number: '1HYZ1234567890',
					tracking_url: 'https://shippingservice.com/?tracking=1HYZ1234567890',
					weight: 3,
				},
			],
			processing: false,
		},
	],
};

/** List Orders: the request. */
export const listOrdersRequest = {
	search_filter: 'sample string 1',
	status: 'sample string 2',
	order_ids: [1, 2],
	date_from: '2026-02-28T18:11:11.8211438-06:00',
	date_to: '2026-02-28T18:11:11.8211438-06:00',
	account_key: 'sample string 3',
	per_page: 4,
	page_number: 5,
	show_cancelled: true,
};

/** Production Status List: the answer. */
export const definitionsAnswer = {
	status: {
		success: true,
		status_code: 200,
		message: '',
		debug: null,
	},
	definitions: [
		{
			order_status_id: 1,
			order_status_label: 'Waiting Customer Response',
		},
		{
			order_status_id: 2,
			order_status_label: 'Pending Payment',
		},
		{
			order_status_id: 3,
			order_status_label: 'Order Received',
		},
	],
};
