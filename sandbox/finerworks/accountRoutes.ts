import type { FastifyInstance } from 'fastify';
import type { Surroundings } from './surroundings';

const ADDRESS = {
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
	address_order_po: null,
};

/**
 * The account that the keys belong to. Real answers hold OAuth tokens of connected platforms in
 * `connections`, so there is one here for clients to hide.
 */
export function addAccountRoutes(api: FastifyInstance, { answers, settings }: Surroundings): void {
	api.get('/test_my_credentials', async () =>
		answers.success({
			user_account: {
				account_id: 1556,
				account_username: 'sandbox',
				account_email: 'sandbox@example.com',
				account_firstname: ADDRESS.first_name,
				account_lastname: ADDRESS.last_name,
				billing_info: ADDRESS,
				business_info: ADDRESS,
				logo_url: null,
				profile_img_url: null,
				payment_profile_id: '4711',
				user_account_credits: 0,
				enable_invoice_payment: settings.invoiceAllowed,
				account_key: null,
				shipping_preferences: [0],
				connections: [
					{ name: 'Shopify', id: '1', data: '{"access_token":"sandbox-connection-secret"}' },
				],
				user_profile_complete: true,
			},
		}),
	);
}
