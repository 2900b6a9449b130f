import type { FastifyError, FastifyInstance } from 'fastify';
import { addControlRoutes } from '../shared/controlRoutes';
import { Faults } from '../shared/faults';
import { installFaults } from '../shared/faultHooks';
import { Ledger } from '../shared/ledger';
import { Random } from '../shared/random';
import { RequestLog } from '../shared/requestLog';
import { settingsFrom } from '../shared/settings';
import { listen, newVendorServer } from '../shared/vendorServer';
import { addAuthRoutes } from './authRoutes';
import { addCatalogRoutes } from './catalogRoutes';
import { addDeltaRoutes } from './deltaRoutes';
import { notFound, VendorError } from './envelope';
import { installGate, installSlashRedirect } from './gate';
import { Life } from './life';
import type { FeedHook } from './paging';
import { ProductCommands } from './productCommands';
import { addProductRoutes } from './productRoutes';
import { ProductStore } from './productStore';
import { ProductViews } from './productViews';
import { seedProducts } from './seed';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { Tokens } from './tokens';

export interface InventorumSandboxOptions extends Partial<Settings> {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Time between two acts of life. */
	lifeIntervalMs?: number;
	/** Invented products beside those of the documentation. */
	generatedProducts?: number;
	/** The same seed gives the same products, acts and chances. */
	seed?: number;
	/** The vendor's clock: change times, token lifetimes and the `Date` header come from it. */
	clock?: () => Date;
	/** Where tokens survive a restart. */
	stateFile?: string;
}

export interface SandboxStats {
	requests: number;
	rateLimited: number;
	tokenExchanges: number;
	reusedRefreshTokens: number;
	faultsFired: number;
	lifeActs: number;
	/** Rows, variations included. */
	products: number;
}

export interface InventorumSandbox {
	/** Base address of the API, without a slash at the end. */
	url: string;
	port: number;
	store: ProductStore;
	commands: ProductCommands;
	ledger: Ledger;
	requests: RequestLog;
	faults: Faults;
	settings: Settings;
	tokens: Tokens;
	life: Life;
	/** Called before each page of a list is put together; a test may change rows in it. */
	onPage: FeedHook | undefined;
	stats(): SandboxStats;
	/** Back to the first products, empty logs and no faults. Tokens stay, clients hold them. */
	reset(): void;
	close(): Promise<void>;
}

export async function startInventorumSandbox(
	options: InventorumSandboxOptions = {},
): Promise<InventorumSandbox> {
	const sandbox = assemble(options);
	const server = newVendorServer({ clock: sandbox.clock, brokenJson });
	await serve(server, sandbox);
	const { port, origin } = await listen(server, options.port);
	sandbox.life.start();
	sandbox.port = port;
	sandbox.url = `${origin}/api`;
	sandbox.close = async () => {
		sandbox.life.stop();
		await server.close();
	};
	return sandbox;
}

const brokenJson = (): Error =>
	new VendorError(400, 'common.parse_error', 'The body is not valid JSON.');

interface Assembly extends InventorumSandbox {
	clock: () => Date;
	views: ProductViews;
	counters: { rateLimited: number };
}

/** Everything but the network. */
function assemble(options: InventorumSandboxOptions): Assembly {
	const { clock = () => new Date(), seed = 1, generatedProducts = 300 } = options;
	const settings = settingsFrom(DEFAULT_SETTINGS, options);
	const ledger = new Ledger();
	const store: ProductStore = new ProductStore({
		clock,
		ledger,
		describe: (product) => views.deltaRow(product, true),
	});
	const views = new ProductViews(store);
	const commands = new ProductCommands(store);
	const requests = new RequestLog(clock);
	const faults = new Faults(new Random(seed + 2));
	const generatedIds = new Set<number>();
	const tokens = new Tokens({
		clock,
		lifetimeSeconds: () => settings.tokenLifetimeSeconds,
		stateFile: options.stateFile,
	});
	const life = new Life({
		store,
		commands,
		seed,
		intervalMs: options.lifeIntervalMs ?? 3000,
		isOn: () => settings.life,
		generatedIds,
	});
	const counters = { rateLimited: 0 };
	const reset = () => {
		for (const part of [store, ledger, requests, faults, generatedIds]) part.clear();
		counters.rateLimited = 0;
		faults.fired = 0;
		const ids = seedProducts(store, { now: clock().getTime(), seed, generatedProducts });
		for (const id of ids) generatedIds.add(id);
	};
	reset();
	return {
		url: '',
		port: 0,
		clock,
		store,
		views,
		commands,
		ledger,
		requests,
		faults,
		settings,
		tokens,
		life,
		counters,
		onPage: undefined,
		stats: () => ({
			requests: requests.total,
			rateLimited: counters.rateLimited,
			tokenExchanges: tokens.exchanges,
			reusedRefreshTokens: tokens.reused,
			faultsFired: faults.fired,
			lifeActs: life.acts,
			products: store.size,
		}),
		reset,
		close: async () => undefined,
	};
}

async function serve(server: FastifyInstance, sandbox: Assembly): Promise<void> {
	const extras = {
		defaults: DEFAULT_SETTINGS,
		ledgerAfter: (sequence: number) => sandbox.ledger.after(sequence),
	};
	await server.register(async (control) => addControlRoutes(control, sandbox, extras), {
		prefix: '/__sandbox',
	});
	await server.register(async (api) => await serveApi(api, sandbox), { prefix: '/api' });
}

/** Hooks run in this order: a fault strikes first, like a gateway before the vendor's servers. */
async function serveApi(api: FastifyInstance, sandbox: Assembly): Promise<void> {
	installErrors(api);
	sandbox.requests.install(api);
	installFaults(api, {
		faults: sandbox.faults,
		log: sandbox.requests,
		errorBody: (status) => new VendorError(status, 'common.unknown').toEnvelope(),
	});
	installSlashRedirect(api);
	await api.register(async (open) => addAuthRoutes(open, sandbox.tokens));
	await api.register(async (guarded) => {
		installGate(guarded, {
			settings: sandbox.settings,
			tokens: sandbox.tokens,
			countRateLimited: () => (sandbox.counters.rateLimited += 1),
		});
		installNotFound(guarded);
		const around = { ...sandbox, beforePage: beforePageOf(sandbox) };
		addProductRoutes(guarded, around);
		addDeltaRoutes(guarded, around);
		addCatalogRoutes(guarded, around);
	});
}

/** Reads the hook at the time of the request, so that a test can set it at any moment. */
const beforePageOf =
	(sandbox: Assembly): FeedHook =>
	async (page) =>
		await sandbox.onPage?.(page);

/** Inside the gate, so that an unknown address without a token answers 401 like any other. */
function installNotFound(api: FastifyInstance): void {
	api.setNotFoundHandler(async (_request, reply) => {
		const missing = notFound();
		return await reply.code(missing.status).send(missing.toEnvelope());
	});
}

function installErrors(api: FastifyInstance): void {
	api.setErrorHandler(async (error: FastifyError | VendorError, _request, reply) => {
		const shown =
			error instanceof VendorError
				? error
				: new VendorError(error.statusCode ?? 500, 'common.unknown', error.message);
		return await reply.code(shown.status).send(shown.toEnvelope());
	});
}
