import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

const SECRET_NAME = /secret|token|key|password/i;
const SHORTEST_SECRET = 6;
const MASK = '***';

/** The values of a credential that must never be seen. */
export function secretsOf(credential: ICredentialDataDecryptedObject): string[] {
	return Object.entries(credential)
		.filter(([name]) => SECRET_NAME.test(name))
		.map(([, value]) => value)
		.filter((value): value is string => typeof value === 'string')
		.filter(isSecretEnough);
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
