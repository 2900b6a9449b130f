/** Page jobs/create: the sample request, its trailing comma mended. */
export const productUpsert = {
	job: {
		entity: 'Product',
		operation: 'upsert',
		options: { object_in_response: false },
		data: [
			{
				_request_data_id: '7y3k9iuye6',
				product_type: 'product',
				code: '12345',
				status: 'active',
				name: 'Product 12345',
				attribute_set: 'Automotive',
			},
		],
	},
};

/** The answer to it. It says `insert` although the request says `upsert`. */
export const createdAnswer = {
	id: 429,
	request_id: '2e2b36a6-e6f7-42ae-a388-e53bfa2626be',
	entity: 'Product',
	format: 'json',
	status: 'ready_to_process',
	percent_completed: 0,
	file_name: null,
	operation: 'insert',
	created_at: '2016-05-30T14:55:57.316+10:00',
	updated_at: '2016-05-30T14:55:57.429+10:00',
	sidekiq_job_id: '2f8717aec0a079b0afcc13fc',
	created_by: 'test@fusionfactory.com',
	error_count: 0,
	import_method: 'api',
	file_upload_id: null,
};

/** "Reset price items in the specified price book for the product." */
export const priceItemReset = {
	job: {
		entity: 'PriceItem',
		operation: 'reset',
		options: { object_in_response: false },
		data: [
			{
				amount: 12,
				from: '2016-07-05T09:00:00.000+10:00',
				to: '2016-07-08T09:00:00.000+10:00',
				product_id: 6,
				price_book_id: 1,
			},
		],
	},
};

const PRICES = [
	{
		amount: 14,
		from: '2016-07-05T09:00:00.000+10:00',
		to: '2016-07-08T09:00:00.000+10:00',
	},
	{ amount: 1 },
];

/** The same through the price book, by ids. */
export const priceBookResetById = {
	job: {
		entity: 'PriceBook',
		operation: 'reset',
		options: { object_in_response: false },
		data: [{ id: 1, products: [{ id: 28, price_items: PRICES }] }],
	},
};

/** "Or we can use PriceBook Name and product code instead of IDs." */
export const priceBookResetByName = {
	job: {
		entity: 'PriceBook',
		operation: 'reset',
		options: { object_in_response: false },
		data: [{ name: 'default', products: [{ code: 'product_1', price_items: PRICES }] }],
	},
};

/** "Delete price items by product and price book." */
export const priceItemPurge = {
	job: {
		entity: 'PriceItem',
		operation: 'purge',
		options: { object_in_response: false },
		data: [
			{ product_code: '1000-INK-SIL', price_book_name: 'AUD Sale' },
			{ product_id: 1367, price_book_id: 1 },
		],
	},
};

/** "Reset product variation for the child product", by ids. */
export const variationResetById = {
	job: {
		entity: 'ProductVariation',
		operation: 'reset',
		options: { object_in_response: false },
		data: [{ parent_id: 8, child_id: 7 }],
	},
};

/** The same by codes. */
export const variationResetByCode = {
	job: {
		entity: 'ProductVariation',
		operation: 'reset',
		options: { object_in_response: false },
		data: [{ parent_product_code: 'Product-ABC', child_product_code: 'Product-ABC-variation-1' }],
	},
};

/** Page jobs/show: the sample answer. The objects are left out on the page. */
export const shownAnswer = {
	id: 429,
	request_id: '2e2b36a6-e6f7-42ae-a388-e53bfa2626be',
	entity: 'Category',
	status: 'complete',
	percent_completed: 1,
	operation: 'insert',
	created_at: '2016-05-30T14:55:57.316+10:00',
	updated_at: '2016-05-30T14:55:58.671+10:00',
	created_by: 'test@fusionfactory.com',
	error_count: 0,
	result: 'Success',
	processing_details: [
		{ errors: [], id: 327, category: {} },
		{ _request_data_id: '7y3k9iuye6', errors: [], id: 330, category: {} },
		{ errors: [], id: 333, category: {} },
	],
};
