import {
	startFinerWorksSandbox,
	type FinerWorksSandbox,
	type FinerWorksSandboxOptions,
} from '../../sandbox/finerworks/server';
import { APP_KEY, PAYMENT_TOKEN, WEB_API_KEY } from '../../sandbox/finerworks/credentials';
import { VendorBench, type Row } from './vendorClient';

/** All that tests pick out of bodies. */
export interface FinerWorksBody {
	status: { success: boolean; status_code: number; message: string };
	ModelState: Record<string, string[]>;
	products: Row[];
	orders: Row[] | null;
	total_count: number;
	count: number;
	user_account: Row;
}

export type FinerWorksBench = VendorBench<FinerWorksSandbox, FinerWorksBody>;

export const KEYS = { web_api_key: WEB_API_KEY, app_key: APP_KEY };

export const startFinerWorks = async (
	options: FinerWorksSandboxOptions = {},
): Promise<FinerWorksBench> =>
	await VendorBench.start<FinerWorksSandbox, FinerWorksBody>(
		async ({ clock }) => await startFinerWorksSandbox({ generatedProducts: 0, clock, ...options }),
		KEYS,
	);

/** The first order of the submission page's sample. */
export const sampleOrder = (orderPo = 'PO_0001', change: Row = {}): Row => ({
	order_po: orderPo,
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
	...change,
});

export const submission = (orders: Row[], change: Row = {}): Row => ({
	orders,
	validate_only: false,
	payment_token: PAYMENT_TOKEN,
	...change,
});
