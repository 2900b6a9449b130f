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

	scope.addHook('onSend', async (request, reply, payload) => {
		const fault = onTheWayOut.get(request);
		return fault ? await strikeLate(fault, { request, reply, payload }, around) : payload;
	});
}

const LATE_KINDS = new Set<Fault['kind']>([
	'resetAfterWrite',
	'statusAfterWrite',
	'delayAfterWrite',
	'truncate',
	'empty',
]);

const strikesLate = ({ kind }: Fault): boolean => LATE_KINDS.has(kind);

async function strikeEarly(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	around: FaultSurroundings,
): Promise<FastifyReply | undefined> {
	switch (fault.kind) {
		case 'delay':
			await pause(fault);
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
	return markStatus(fault, reply).send(errorOf(fault, around));
}

interface Outgoing {
	request: FastifyRequest;
	reply: FastifyReply;
	payload: unknown;
}

async function strikeLate(
	fault: Fault,
	{ request, reply, payload }: Outgoing,
	around: FaultSurroundings,
): Promise<unknown> {
	switch (fault.kind) {
		case 'resetAfterWrite':
			request.raw.socket.resetAndDestroy();
			return payload;
		case 'statusAfterWrite':
			markStatus(fault, reply);
			return JSON.stringify(errorOf(fault, around));
		case 'delayAfterWrite':
			await pause(fault);
			return payload;
		case 'empty':
			return '';
		default:
			return firstHalf(payload);
	}
}

function markStatus({ status = 500, retryAfter }: Fault, reply: FastifyReply): FastifyReply {
	if (retryAfter !== undefined) reply.header('Retry-After', retryAfter);
	return reply.code(status);
}

const errorOf = ({ body, status = 500 }: Fault, { errorBody }: FaultSurroundings): unknown =>
	body ?? errorBody(status);

const firstHalf = (payload: unknown): unknown =>
	typeof payload === 'string' ? payload.slice(0, Math.ceil(payload.length / 2)) : payload;

/** A closed sandbox must not keep its process alive for an answer nobody waits for. */
const pause = async ({ ms = 0 }: Fault): Promise<void> => {
	await sleep(ms, undefined, { ref: false });
};
