/** A user whose token may do everything. */
export const API_TOKEN = 'sandbox-api-token';
export const API_EMAIL = 'api@example.com';

/** A user who may read only: writes answer 403. */
export const READER_TOKEN = 'sandbox-reader-token';
export const READER_EMAIL = 'reader@example.com';

/** An API account. */
export const CLIENT_ID = 'sandbox-client';
export const CLIENT_SECRET = 'sandbox-secret';
