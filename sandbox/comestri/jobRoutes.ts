import type { FastifyInstance } from 'fastify';
import type { Access } from './access';
import { notFound } from './envelope';
import { readJobRequest } from './jobRequest';
import type { Jobs } from './jobs';
import { createdJobView, jobView } from './jobViews';
import type { Settings } from './settings';

interface JobRouteSurroundings {
	access: Access;
	jobs: Jobs;
	settings: Settings;
}

export function addJobRoutes(
	api: FastifyInstance,
	{ access, jobs, settings }: JobRouteSurroundings,
): void {
	/** The page shows no status for success; 201 is what a Rails application gives a new record. */
	api.post('/jobs', async (request, reply) => {
		const job = readJobRequest(request.body, settings.maximumRecords);
		const { email = '' } = access.userOf(request) ?? {};
		return await reply.code(201).send(createdJobView(jobs.create(job, email)));
	});

	api.get<{ Params: { id: string } }>('/jobs/:id', async ({ params }) => {
		const job = jobs.get(Number(params.id));
		if (!job) throw notFound();
		return jobView(job);
	});
}
