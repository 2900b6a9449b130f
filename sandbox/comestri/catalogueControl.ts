import type { FastifyInstance } from 'fastify';
import { objectOf, textOf } from '../shared/controlBody';
import { done } from '../shared/controlRoutes';
import type { JsonObject } from '../shared/json';
import type { Catalogue } from './catalogue';
import type { CatalogueCommands, ProductPatch } from './catalogueCommands';
import type { Jobs } from './jobs';
import { jobSummary } from './jobViews';
import { readRecordFailure, type RecordFailures } from './recordFailures';
import { DEFAULT_LANGUAGE, productView } from './views';

interface ControlSurroundings {
	catalogue: Catalogue;
	commands: CatalogueCommands;
	jobs: Jobs;
	failures: RecordFailures;
}

interface WithId {
	Params: { id: string };
}

/** What the sandbox can be told about jobs and products beside the vendor's API. */
export function addCatalogueControl(control: FastifyInstance, around: ControlSurroundings): void {
	const { jobs, failures, catalogue, commands } = around;

	control.get('/jobs', async () => jobs.list().map(jobSummary));

	control.get('/failures', async () => failures.list());
	control.post('/failures', async ({ body }) => {
		for (const failure of [body].flat()) failures.add(readRecordFailure(failure));
		return failures.list();
	});
	control.delete('/failures', async () => done(() => failures.clear()));

	control.post('/products', async ({ body }) => {
		const source = objectOf(body ?? {});
		const product = commands.create({ code: textOf(source, 'code'), ...readPatch(source) });
		return productView(catalogue, product, DEFAULT_LANGUAGE);
	});
	control.post<WithId>('/products/:id', async ({ params, body }) => {
		const product = catalogue.products.get(Number(params.id));
		if (!product) throw new TypeError(`There is no product ${params.id}`);
		commands.update(product, readPatch(objectOf(body)));
		return productView(catalogue, product, DEFAULT_LANGUAGE);
	});
}

function readPatch(source: JsonObject): ProductPatch {
	const [name, status] = [textOf(source, 'name'), textOf(source, 'status')];
	return { ...(name !== undefined && { name }), ...(status !== undefined && { status }) };
}
