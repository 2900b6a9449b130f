import type { FastifyInstance } from 'fastify';

/**
 * Bodies are JSON whatever content type they claim, forms aside. An empty body is no body even
 * with a JSON content type: clients send that with publishing, which has no body. `brokenJson`
 * makes the vendor's own error for anything else.
 */
export function installBodyParsers(server: FastifyInstance, brokenJson: () => Error): void {
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
		async (_request: unknown, text: string | Buffer) => parseJson(String(text), brokenJson),
	);
}

function parseJson(text: string, brokenJson: () => Error): unknown {
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		throw brokenJson();
	}
}
