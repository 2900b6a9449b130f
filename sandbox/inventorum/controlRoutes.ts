import type { FastifyInstance, FastifyReply } from 'fastify';
import { isJsonObject } from '../shared/json';
import { readFault } from '../shared/faults';
import type { InventorumSandbox } from './server';
import { readSettings } from './settings';

/** The sandbox's own addresses, beside the vendor's and without authentication. */
export function addControlRoutes(control: FastifyInstance, sandbox: InventorumSandbox): void {
	control.setErrorHandler(async (error: Error, _request, reply) => refuse(reply, error));

	control.get('/requests', async () => sandbox.requests.list());
	control.delete('/requests', async () => done(() => sandbox.requests.clear()));

	control.get('/ledger', async ({ query }) => {
		const after = isJsonObject(query) ? Number(query.after ?? 0) : 0;
		return sandbox.ledger.after(after);
	});

	control.get('/stats', async () => sandbox.stats());

	control.get('/settings', async () => sandbox.settings);
	control.post('/settings', async ({ body }) =>
		Object.assign(sandbox.settings, readSettings(body)),
	);

	control.get('/faults', async () => sandbox.faults.list());
	control.post('/faults', async ({ body }) => {
		for (const fault of [body].flat()) sandbox.faults.add(readFault(fault));
		return sandbox.faults.list();
	});
	control.delete('/faults', async () => done(() => sandbox.faults.clear()));

	control.post('/reset', async () => done(() => sandbox.reset()));
}

function done(action: () => void): { ok: true } {
	action();
	return { ok: true };
}

async function refuse(reply: FastifyReply, error: Error): Promise<FastifyReply> {
	const isCallersFault = error instanceof TypeError || error instanceof SyntaxError;
	return await reply.code(isCallersFault ? 400 : 500).send({ error: error.message });
}
