import fastify, { type FastifyInstance } from 'fastify';
import { installBodyParsers } from './bodyParsers';

const HOST = '127.0.0.1';
/** A bulk job with thousands of records is one body; the framework's 1 MB would refuse it. */
const BODY_LIMIT = 64 * 1024 * 1024;

export interface VendorServerOptions {
	clock: () => Date;
	/** The vendor's error for a body that is not JSON. */
	brokenJson: () => Error;
}

/** A server that reads bodies leniently and stamps every answer with the vendor's clock. */
export function newVendorServer({ clock, brokenJson }: VendorServerOptions): FastifyInstance {
	const server = fastify({ logger: false, forceCloseConnections: true, bodyLimit: BODY_LIMIT });
	installBodyParsers(server, brokenJson);
	server.addHook('onRequest', async (_request, reply) => {
		reply.header('Date', clock().toUTCString());
	});
	return server;
}

export interface Listening {
	port: number;
	/** Scheme, host and port, without a slash at the end. */
	origin: string;
}

/** Port 0 takes a free one. */
export async function listen(server: FastifyInstance, port = 0): Promise<Listening> {
	const address = await server.listen({ host: HOST, port });
	const taken = Number(new URL(address).port);
	return { port: taken, origin: `http://${HOST}:${taken}` };
}
