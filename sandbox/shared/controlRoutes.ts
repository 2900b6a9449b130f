import type { FastifyInstance, FastifyReply } from 'fastify';
import { readFault, type Faults } from './faults';
import type { Ledger } from './ledger';
import { readLife, type Life } from './life';
import { positive, queryOf } from './paging';
import type { RequestLog } from './requestLog';
import { readSettings } from './settings';

/** What every vendor stand-in can be asked and told beside its API. */
export interface Controlled<S extends object> {
	requests: RequestLog;
	faults: Faults;
	settings: S;
	ledger: Ledger;
	life: Life;
	stats(): object;
	/** Back to the first records, empty logs and no faults. Settings and tokens stay. */
	reset(): void;
}

/** The sandbox's own addresses, beside the vendor's and without authentication. */
export function addControlRoutes<S extends object>(
	control: FastifyInstance,
	sandbox: Controlled<S>,
	defaults: S,
): void {
	control.setErrorHandler(async (error: Error, _request, reply) => refuse(reply, error));

	control.get('/requests', async () => sandbox.requests.list());
	control.delete('/requests', async () => done(() => sandbox.requests.clear()));

	control.get('/ledger', async (request) => {
		const { after = '0', entity, limit } = queryOf(request);
		return sandbox.ledger.after(Number(after), entity).slice(0, positive(limit));
	});

	control.get('/life', async () => sandbox.life.status());
	control.post('/life', async ({ body }) => sandbox.life.configure(readLife(body)));

	control.get('/stats', async () => sandbox.stats());

	control.get('/settings', async () => sandbox.settings);
	control.post('/settings', async ({ body }) =>
		Object.assign(sandbox.settings, readSettings(defaults, body)),
	);

	control.get('/faults', async () => sandbox.faults.list());
	control.post('/faults', async ({ body }) => {
		for (const fault of [body].flat()) sandbox.faults.add(readFault(fault));
		return sandbox.faults.list();
	});
	control.delete('/faults', async () => done(() => sandbox.faults.clear()));

	control.post('/reset', async () => done(() => sandbox.reset()));
}

export function done(action: () => void): { ok: true } {
	action();
	return { ok: true };
}

async function refuse(reply: FastifyReply, error: Error): Promise<FastifyReply> {
	const isCallersFault = error instanceof TypeError || error instanceof SyntaxError;
	return await reply.code(isCallersFault ? 400 : 500).send({ error: error.message });
}
