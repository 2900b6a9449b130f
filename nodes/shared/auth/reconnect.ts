import { fingerprint } from './refreshChain';

const REFUSED = 'needs to be reconnected';
const UNANSWERED = 'could not be asked for a new access token';
const FINGERPRINT = /\(refused: #([0-9a-f]{8})\)/;

/**
 * The sentence for a refresh token that the vendor no longer takes. Credentials throw it; the engine
 * knows it again by {@link refusedToken}, since n8n hands on nothing but the message.
 */
export function reconnectMessage(vendor: string, refreshToken: string): string {
	return `The ${vendor} credential ${REFUSED}: paste a new refresh token (refused: #${fingerprint(refreshToken)})`;
}

/** The sentence for a token endpoint that did not answer properly. */
export function unansweredMessage(vendor: string, detail: string): string {
	return `${vendor} ${UNANSWERED}: ${detail}`;
}

/** The fingerprint of the refused refresh token, if this is the message about one. */
export function refusedToken(message: string): string | undefined {
	return message.includes(REFUSED) ? FINGERPRINT.exec(message)?.[1] : undefined;
}

/** Why the token endpoint gave nothing, if this is the message about that. */
export function unansweredReason(message: string): string | undefined {
	return new RegExp(`${UNANSWERED}: (.*)`).exec(message)?.[1];
}
