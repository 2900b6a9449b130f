/** Both keys are GUIDs, sent as headers of these names on every request. */
export const WEB_API_KEY = 'f1a7e000-0000-4000-8000-000000000001';
export const APP_KEY = 'f1a7e000-0000-4000-8000-000000000002';

/** Pays every order. */
export const PAYMENT_TOKEN = 'sandbox-payment-token';
/** Belongs to a card that is always declined. */
export const DECLINED_PAYMENT_TOKEN = 'sandbox-declined-token';
/** "invoice" pays later, for accounts that qualify. */
export const INVOICE_TOKEN = 'invoice';
/** "xxxx" makes every order of the request a test. */
export const TEST_TOKEN = 'xxxx';
