import type { FastifyError, FastifyInstance } from 'fastify';
import { addControlRoutes, done } from '../shared/controlRoutes';
import { installFaults } from '../shared/faultHooks';
import { Faults } from '../shared/faults';
import { Ledger } from '../shared/ledger';
import type { PageHook } from '../shared/paging';
import { Random } from '../shared/random';
import { RequestLog } from '../shared/requestLog';
import { settingsFrom } from '../shared/settings';
import { listen, newVendorServer } from '../shared/vendorServer';
import { Access, addTokenRoute, installAccessCheck } from './access';
import { Catalogue } from './catalogue';
import { notFound, plainError, VendorError } from './envelope';
import { addJobRoutes } from './jobRoutes';
import { Jobs } from './jobs';
import { jobSummary } from './jobViews';
import { addListRoutes, type Feed } from './listRoutes';
import { readRecordFailure, RecordFailures } from './recordFailures';
import { seedCatalogue } from './seed';
import { DEFAULT_SETTINGS, type Settings } from './settings';

export interface ComestriSandboxOptions extends Partial<Settings> {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Invented products beside those of the documentation. */
	generatedProducts?: number;
	/** The same seed gives the same products, orders of details and chances. */
	seed?: number;
	/** The vendor's clock: jobs, change times, token lifetimes and the `Date` header follow it. */
	clock?: () => Date;
}

export interface ComestriStats {
	requests: number;
	faultsFired: number;
	/** Requests with missing or wrong credentials. */
	credentialsRefused: number;
	tokensIssued: number;
	jobs: number;
	recordsProcessed: number;
	recordsFailed: number;
	products: number;
	priceItems: number;
}

export interface ComestriSandbox {
	/** Scheme, host and port; the addresses of the API start with /api/v2. */
	url: string;
	port: number;
	catalogue: Catalogue;
	jobs: Jobs;
	/** Which records fail although nothing is wrong with them. */
	failures: RecordFailures;
	access: Access;
	ledger: Ledger;
	requests: RequestLog;
	faults: Faults;
	settings: Settings;
	/** Called before each page of a list is put together; a test may change rows in it. */
	onPage: PageHook<Feed> | undefined;
	stats(): ComestriStats;
	/** Back to the first records, no jobs, empty logs, no faults. Access tokens stay. */
	reset(): void;
	close(): Promise<void>;
}

export async function startComestriSandbox(
	options: ComestriSandboxOptions = {},
): Promise<ComestriSandbox> {
	const sandbox = assemble(options);
	const server = newVendorServer({ clock: sandbox.clock, brokenJson });
	await serve(server, sandbox);
	const { port, origin } = await listen(server, options.port);
	sandbox.port = port;
	sandbox.url = origin;
	sandbox.close = async () => await server.close();
	return sandbox;
}

const brokenJson = (): Error => new VendorError(400, plainError(400));

interface Assembly extends ComestriSandbox {
	clock: () => Date;
}

/** Everything but the network. */
function assemble(options: ComestriSandboxOptions): Assembly {
	const { clock = () => new Date(), seed = 1, generatedProducts = 100 } = options;
	const settings = settingsFrom(DEFAULT_SETTINGS, options);
	const ledger = new Ledger();
	const catalogue = new Catalogue(ledger);
	const failures = new RecordFailures();
	const requests = new RequestLog(clock);
	const faults = new Faults(new Random(seed + 2));
	const jobs = new Jobs({ clock, catalogue, settings, failures, seed: seed + 1 });
	const access = new Access({ clock, lifetimeSeconds: () => settings.tokenLifetimeSeconds });
	const reset = () => {
		for (const part of [jobs, catalogue, failures, ledger, requests, faults]) part.clear();
		faults.fired = 0;
		access.refused = 0;
		access.tokensIssued = 0;
		seedCatalogue(catalogue, { now: clock().getTime(), seed, generatedProducts });
	};
	reset();
	const sandbox: Assembly = {
		url: '',
		port: 0,
		clock,
		catalogue,
		jobs,
		failures,
		access,
		ledger,
		requests,
		faults,
		settings,
		onPage: undefined,
		stats: () => statsOf(sandbox),
		reset,
		close: async () => undefined,
	};
	return sandbox;
}

function statsOf({ requests, faults, access, jobs, catalogue }: Assembly): ComestriStats {
	const outcomes = jobs.list().flatMap((job) => job.outcomes);
	return {
		requests: requests.total,
		faultsFired: faults.fired,
		credentialsRefused: access.refused,
		tokensIssued: access.tokensIssued,
		jobs: jobs.list().length,
		recordsProcessed: outcomes.length,
		recordsFailed: outcomes.filter(({ errors }) => errors.length > 0).length,
		products: catalogue.products.size,
		priceItems: catalogue.priceItems.size,
	};
}

async function serve(server: FastifyInstance, sandbox: Assembly): Promise<void> {
	server.addHook('preHandler', async () => sandbox.jobs.advance());
	await server.register(async (control) => serveControl(control, sandbox), {
		prefix: '/__sandbox',
	});
	await server.register(async (vendor) => await serveVendor(vendor, sandbox));
}

function serveControl(control: FastifyInstance, sandbox: Assembly): void {
	const ledgerAfter = (sequence: number) => sandbox.ledger.after(sequence);
	addControlRoutes(control, sandbox, { defaults: DEFAULT_SETTINGS, ledgerAfter });
	const { jobs, failures } = sandbox;

	control.get('/jobs', async () => jobs.list().map(jobSummary));

	control.get('/failures', async () => failures.list());
	control.post('/failures', async ({ body }) => {
		for (const failure of [body].flat()) failures.add(readRecordFailure(failure));
		return failures.list();
	});
	control.delete('/failures', async () => done(() => failures.clear()));
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
		catalogue: sandbox.catalogue,
		beforePage: async (page) => await sandbox.onPage?.(page),
	});
}
