import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, Faults } from './faults';
import type { RequestLog } from './requestLog';

const BAD_GATEWAY_PAGE =
	'<html><head><title>502 Bad Gateway</title></head>' +
	'<body><center><h1>502 Bad Gateway</h1></center></body></html>';

interface FaultSurroundings {
	faults: Faults;
	log: RequestLog;
	/** The vendor's own error body for a status without a given body. */
	errorBody: (status: number) => unknown;
}

/** Lets faults strike every route of `scope`: some before the handler, some on its way out. */
export function installFaults(scope: FastifyInstance, around: FaultSurroundings): void {
	const onTheWayOut = new WeakMap<FastifyRequest, Fault>();

	scope.addHook('onRequest', async (request, reply) => {
		const fault = around.faults.take(request.method, request.url);
		if (!fault) return undefined;
		around.log.noteFault(request, fault.kind);
		if (strikesLate(fault)) {
			onTheWayOut.set(request, fault);
			return undefined;
		}
		return await strikeEarly(fault, request, reply, around);
	});

	scope.addHook('onSend', async (request, _reply, payload) => {
		const fault = onTheWayOut.get(request);
		return fault ? strikeLate(fault, request, payload) : payload;
	});
}

const strikesLate = ({ kind }: Fault): boolean =>
	kind === 'resetAfterWrite' || kind === 'truncate' || kind === 'empty';

async function strikeEarly(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	around: FaultSurroundings,
): Promise<FastifyReply | undefined> {
	switch (fault.kind) {
		case 'delay':
			await sleep(fault.ms ?? 0);
			return undefined;
		case 'reset':
			reply.hijack();
			request.raw.socket.resetAndDestroy();
			return reply;
		case 'html':
			return reply.code(502).type('text/html').send(BAD_GATEWAY_PAGE);
		default:
			return sendStatus(fault, reply, around);
	}
}

function sendStatus(fault: Fault, reply: FastifyReply, around: FaultSurroundings): FastifyReply {
	const status = fault.status ?? 500;
	if (fault.retryAfter !== undefined) reply.header('Retry-After', fault.retryAfter);
	return reply.code(status).send(fault.body ?? around.errorBody(status));
}

function strikeLate(fault: Fault, request: FastifyRequest, payload: unknown): unknown {
	if (fault.kind === 'resetAfterWrite') {
		request.raw.socket.resetAndDestroy();
		return payload;
	}
	if (fault.kind === 'empty') return '';
	return typeof payload === 'string' ? payload.slice(0, Math.ceil(payload.length / 2)) : payload;
}
