import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

const SECRET_NAME = /secret|token|key|password/i;
const SHORTEST_SECRET = 6;
const MASK = '***';

/** The values of a credential that must never be seen. */
export function secretsOf(credential: ICredentialDataDecryptedObject): string[] {
	return Object.entries(credential).flatMap(([name, value]) => secretTexts(name, value));
}

function secretTexts(name: string, value: unknown): string[] {
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([inner, each]) => secretTexts(inner, each));
	}
	const isSecret = typeof value === 'string' && SECRET_NAME.test(name) && isSecretEnough(value);
	return isSecret ? [value] : [];
}

/** Very short texts are no secrets, and masking them would garble every message. */
export function isSecretEnough(value: string): boolean {
	return value.length >= SHORTEST_SECRET;
}

/** The text without any of the secrets, in whatever place they turn up. */
export function redact(text: string, secrets: readonly string[]): string {
	// The longest first: a secret may be part of another one.
	const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
	return longestFirst.reduce((clean, secret) => clean.split(secret).join(MASK), text);
}
