import type { FastifyError, FastifyInstance } from 'fastify';
import { installFaults } from '../shared/faultHooks';
import { Life } from '../shared/life';
import {
	clearBasics,
	startVendor,
	vendorBasics,
	type VendorOptions,
	type VendorSandbox,
} from '../shared/vendorSandbox';
import { Access, addTokenRoute, installAccessCheck } from './access';
import { Catalogue } from './catalogue';
import { CatalogueCommands } from './catalogueCommands';
import { addCatalogueControl } from './catalogueControl';
import { CatalogueLife } from './catalogueLife';
import { notFound, plainError, VendorError } from './envelope';
import { addJobRoutes } from './jobRoutes';
import { Jobs } from './jobs';
import { completion } from './jobViews';
import { addListRoutes, type Feed } from './listRoutes';
import { RecordFailures } from './recordFailures';
import { seedCatalogue } from './seed';
import { DEFAULT_SETTINGS, type Settings } from './settings';

export type ComestriSandboxOptions = VendorOptions & Partial<Settings>;

export interface ComestriStats {
	requests: number;
	faultsFired: number;
	/** Requests with missing or wrong credentials. */
	credentialsRefused: number;
	tokensIssued: number;
	jobs: number;
	recordsProcessed: number;
	recordsFailed: number;
	lifeActs: number;
	products: number;
	priceItems: number;
}

export interface ComestriSandbox extends VendorSandbox<Settings, Feed> {
	catalogue: Catalogue;
	/** What users of the product information do, beside the jobs of clients. */
	commands: CatalogueCommands;
	jobs: Jobs;
	/** Which records fail although nothing is wrong with them. */
	failures: RecordFailures;
	access: Access;
	stats(): ComestriStats;
}

export async function startComestriSandbox(
	options: ComestriSandboxOptions = {},
): Promise<ComestriSandbox> {
	const sandbox = assemble(options);
	return await startVendor(sandbox, {
		port: options.port,
		path: '',
		defaults: DEFAULT_SETTINGS,
		brokenJson: () => new VendorError(400, plainError(400)),
		control: (control) => addCatalogueControl(control, sandbox),
		serve: async (server) => {
			server.addHook('preHandler', async () => sandbox.jobs.advance());
			await server.register(async (vendor) => await serveVendor(vendor, sandbox));
		},
	});
}

interface Assembly extends ComestriSandbox {
	clock: () => Date;
}

/** Everything but the network. */
function assemble(options: ComestriSandboxOptions): Assembly {
	const basics = vendorBasics(DEFAULT_SETTINGS, options);
	const { clock, seed, settings, ledger } = basics;
	const catalogue = new Catalogue(ledger);
	const commands = new CatalogueCommands(catalogue, clock);
	const failures = new RecordFailures();
	const jobs = new Jobs({
		clock,
		catalogue,
		settings,
		failures,
		seed: seed + 1,
		onComplete: (job, time) => ledger.add(completion(job, time)),
	});
	const catalogueLife = new CatalogueLife({ catalogue, commands, jobs, seed: seed + 3 });
	const { lifeIntervalMs: intervalMs, generatedProducts = 100 } = options;
	const sandbox: Assembly = {
		...basics,
		url: '',
		port: 0,
		catalogue,
		commands,
		jobs,
		failures,
		access: new Access({ clock, lifetimeSeconds: () => settings.tokenLifetimeSeconds }),
		life: new Life({ settings, intervalMs, act: () => catalogueLife.act() }),
		onPage: undefined,
		stats: () => statsOf(sandbox),
		reset: () => {
			clearBasics(basics);
			for (const part of [jobs, catalogue, failures]) part.clear();
			sandbox.access.refused = 0;
			sandbox.access.tokensIssued = 0;
			seedCatalogue(catalogue, { now: clock().getTime(), seed, generatedProducts });
		},
		close: async () => undefined,
	};
	sandbox.reset();
	return sandbox;
}

function statsOf({ requests, faults, access, jobs, catalogue, life }: Assembly): ComestriStats {
	const outcomes = jobs.list().flatMap((job) => job.outcomes);
	return {
		requests: requests.total,
		faultsFired: faults.fired,
		credentialsRefused: access.refused,
		tokensIssued: access.tokensIssued,
		jobs: jobs.list().length,
		recordsProcessed: outcomes.length,
		recordsFailed: outcomes.filter(({ errors }) => errors.length > 0).length,
		lifeActs: life.acts,
		products: catalogue.products.size,
		priceItems: catalogue.priceItems.size,
	};
}

/** Hooks run in this order: a fault strikes first, like a gateway before the vendor's servers. */
async function serveVendor(vendor: FastifyInstance, sandbox: Assembly): Promise<void> {
	vendor.setErrorHandler(async (error: FastifyError | VendorError, _request, reply) => {
		if (error instanceof VendorError) return await reply.code(error.status).send(error.body);
		const status = error.statusCode ?? 500;
		return await reply.code(status).send(plainError(status));
	});
	sandbox.requests.install(vendor);
	const { faults, requests: log, access } = sandbox;
	installFaults(vendor, { faults, log, errorBody: plainError });
	addTokenRoute(vendor, access);
	await vendor.register(async (api) => serveApi(api, sandbox), { prefix: '/api/v2' });
}

function serveApi(api: FastifyInstance, sandbox: Assembly): void {
	installAccessCheck(api, sandbox.access);
	api.setNotFoundHandler(async (_request, reply) => {
		const missing = notFound();
		return await reply.code(missing.status).send(missing.body);
	});
	addJobRoutes(api, sandbox);
	addListRoutes(api, {
		...sandbox,
		beforePage: async (page) => await sandbox.onPage?.(page),
	});
}
