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
import { addAuthRoutes } from './authRoutes';
import { addCatalogRoutes } from './catalogRoutes';
import { addDeltaRoutes } from './deltaRoutes';
import { notFound, VendorError } from './envelope';
import { installGate, installSlashRedirect } from './gate';
import { addOrderDeltaRoutes } from './orderDeltaRoutes';
import { Orders } from './orders';
import type { Feed, FeedHook } from './paging';
import { ProductCommands } from './productCommands';
import { addProductRoutes } from './productRoutes';
import { ProductStore } from './productStore';
import { ProductViews } from './productViews';
import { Returns } from './returns';
import { SAMPLE_AGE_MS, seedProducts } from './seed';
import { addShopControl } from './shopControl';
import { ShopLife } from './shopLife';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { Tokens } from './tokens';

export interface InventorumSandboxOptions extends VendorOptions, Partial<Settings> {
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
	orders: number;
	returns: number;
}

export interface InventorumSandbox extends VendorSandbox<Settings, Feed> {
	store: ProductStore;
	commands: ProductCommands;
	orders: Orders;
	returns: Returns;
	tokens: Tokens;
	stats(): SandboxStats;
}

export async function startInventorumSandbox(
	options: InventorumSandboxOptions = {},
): Promise<InventorumSandbox> {
	const sandbox = assemble(options);
	return await startVendor(sandbox, {
		port: options.port,
		path: '/api',
		defaults: DEFAULT_SETTINGS,
		brokenJson: () => new VendorError(400, 'common.parse_error', 'The body is not valid JSON.'),
		control: (control) => addShopControl(control, sandbox),
		serve: async (server) => {
			await server.register(async (api) => await serveApi(api, sandbox), { prefix: '/api' });
		},
	});
}

interface Assembly extends InventorumSandbox {
	clock: () => Date;
	views: ProductViews;
	counters: { rateLimited: number };
}

/** Everything but the network. */
function assemble(options: InventorumSandboxOptions): Assembly {
	const basics = vendorBasics(DEFAULT_SETTINGS, options);
	const { clock, settings, ledger } = basics;
	const store: ProductStore = new ProductStore({
		clock,
		ledger,
		describe: (product) => views.deltaRow(product, true),
	});
	const views = new ProductViews(store);
	const commands = new ProductCommands(store);
	const orders = new Orders({ clock, ledger, settings, store, views });
	const returns = new Returns({ clock, ledger, orders });
	const { stateFile } = options;
	const lifetimeSeconds = () => settings.tokenLifetimeSeconds;
	const shop = new ShopLife({ store, commands, orders, returns, seed: basics.seed + 1 });
	const sandbox: Assembly = {
		...basics,
		url: '',
		port: 0,
		store,
		views,
		commands,
		orders,
		returns,
		tokens: new Tokens({ clock, lifetimeSeconds, stateFile }),
		life: new Life({ settings, intervalMs: options.lifeIntervalMs, act: () => shop.act() }),
		counters: { rateLimited: 0 },
		onPage: undefined,
		stats: () => statsOf(sandbox),
		reset: () => {
			clearBasics(basics);
			sandbox.counters.rateLimited = 0;
			shop.reset(fill(sandbox, options));
		},
		close: async () => undefined,
	};
	sandbox.reset();
	return sandbox;
}

/** Brings the first records back. Returns the ids of the invented products. */
function fill(
	{ store, orders, returns, clock }: Assembly,
	{ seed = 1, generatedProducts = 300 }: InventorumSandboxOptions,
): number[] {
	const now = clock().getTime();
	store.clear();
	for (const part of [orders, returns]) part.reset(now - SAMPLE_AGE_MS);
	return seedProducts(store, { now, seed, generatedProducts });
}

function statsOf(sandbox: Assembly): SandboxStats {
	const { requests, counters, tokens, faults, life, store, orders, returns } = sandbox;
	return {
		requests: requests.total,
		rateLimited: counters.rateLimited,
		tokenExchanges: tokens.exchanges,
		reusedRefreshTokens: tokens.reused,
		faultsFired: faults.fired,
		lifeActs: life.acts,
		products: store.size,
		orders: orders.records.size,
		returns: returns.records.size,
	};
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
		addOrderDeltaRoutes(guarded, around);
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
