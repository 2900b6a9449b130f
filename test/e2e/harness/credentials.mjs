import { credentials } from '../../../sandbox/playground/credentials.mjs';

/** What each credential form takes to reach this sandbox, by the type of the credential. */
export function sandboxCredentials(sandbox) {
	return Object.fromEntries(credentials.map(({ type, data }) => [type, data(sandbox)]));
}
