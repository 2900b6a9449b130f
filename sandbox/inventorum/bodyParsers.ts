import type { FastifyInstance } from 'fastify';
import { VendorError } from './envelope';

/**
 * Bodies are JSON whatever content type they claim, forms aside. An empty body is no body even
 * with a JSON content type: clients send that with publishing, which has no body.
 */
export function installBodyParsers(server: FastifyInstance): void {
	server.removeAllContentTypeParsers();
	server.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		async (_request: unknown, text: string | Buffer) =>
			Object.fromEntries(new URLSearchParams(String(text))),
	);
	server.addContentTypeParser(
		'*',
		{ parseAs: 'string' },
		async (_request: unknown, text: string | Buffer) => parseJson(String(text)),
	);
}

function parseJson(text: string): unknown {
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		throw new VendorError(400, 'common.parse_error', 'The body is not valid JSON.');
	}
}
