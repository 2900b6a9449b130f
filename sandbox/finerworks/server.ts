import type { FastifyError, FastifyInstance } from 'fastify';
import { addControlRoutes } from '../shared/controlRoutes';
import { installFaults } from '../shared/faultHooks';
import { Faults } from '../shared/faults';
import type { PageHook } from '../shared/paging';
import { Random } from '../shared/random';
import { RequestLog } from '../shared/requestLog';
import { settingsFrom } from '../shared/settings';
import { listen, newVendorServer } from '../shared/vendorServer';
import { addAccountRoutes } from './accountRoutes';
import { APP_KEY, WEB_API_KEY } from './credentials';
import { Answers, noSuchRoute, serverFault, VendorError, wrongKeys } from './envelope';
import { addInventoryRoutes } from './inventoryRoutes';
import { OrderBook } from './orderBook';
import { addOrderControl } from './orderControl';
import { addOrderRoutes } from './orderRoutes';
import { PendingOrders } from './pendingOrders';
import { addPendingRoutes } from './pendingRoutes';
import { seedInventory } from './seed';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { Feed, Surroundings } from './surroundings';
import { VirtualInventory } from './virtualInventory';

export interface FinerWorksSandboxOptions extends Partial<Settings> {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Invented products beside those of the documentation. */
	generatedProducts?: number;
	/** The same seed gives the same products, ids and chances. */
	seed?: number;
	/** The vendor's clock: dates of orders and products and the `Date` header come from it. */
	clock?: () => Date;
}

export interface FinerWorksStats {
	requests: number;
	faultsFired: number;
	/** Requests with missing or wrong keys. */
	keysRefused: number;
	products: number;
	pendingOrders: number;
	/** Placed since the start, test orders included. */
	ordersPlaced: number;
	/** How many of those repeat an order_po. */
	duplicateOrders: number;
	unpaidOrders: number;
}

export interface FinerWorksSandbox {
	/** Scheme, host and port; the addresses of the API start with /v3. */
	url: string;
	port: number;
	inventory: VirtualInventory;
	pending: PendingOrders;
	orders: OrderBook;
	requests: RequestLog;
	faults: Faults;
	settings: Settings;
	/** Called before each page of a list is put together; a test may change rows in it. */
	onPage: PageHook<Feed> | undefined;
	stats(): FinerWorksStats;
	/** Back to the first products and orders, empty logs and no faults. */
	reset(): void;
	close(): Promise<void>;
}

export async function startFinerWorksSandbox(
	options: FinerWorksSandboxOptions = {},
): Promise<FinerWorksSandbox> {
	const sandbox = assemble(options);
	const server = newVendorServer({ clock: sandbox.clock, brokenJson });
	await serve(server, sandbox);
	const { port, origin } = await listen(server, options.port);
	sandbox.port = port;
	sandbox.url = origin;
	sandbox.close = async () => await server.close();
	return sandbox;
}

const brokenJson = (): Error =>
	new VendorError(400, { Message: 'The request is invalid. The body is not valid JSON.' });

interface Assembly extends FinerWorksSandbox {
	clock: () => Date;
	answers: Answers;
	counters: { keysRefused: number };
}

/** Everything but the network. */
function assemble(options: FinerWorksSandboxOptions): Assembly {
	const { clock = () => new Date(), seed = 1, generatedProducts = 1000 } = options;
	const inventory = new VirtualInventory();
	const pending = new PendingOrders();
	const orders = new OrderBook(clock, seed + 1);
	const requests = new RequestLog(clock);
	const faults = new Faults(new Random(seed + 2));
	const counters = { keysRefused: 0 };
	const reset = () => {
		for (const part of [inventory, pending, requests, faults]) part.clear();
		faults.fired = 0;
		counters.keysRefused = 0;
		seedInventory(inventory, { now: clock().getTime(), seed, generatedProducts });
		orders.reset();
	};
	reset();
	const sandbox: Assembly = {
		url: '',
		port: 0,
		clock,
		inventory,
		pending,
		orders,
		requests,
		faults,
		counters,
		answers: new Answers(new Random(seed + 3)),
		settings: settingsFrom(DEFAULT_SETTINGS, options),
		onPage: undefined,
		stats: () => statsOf(sandbox),
		reset,
		close: async () => undefined,
	};
	return sandbox;
}

function statsOf(sandbox: Assembly): FinerWorksStats {
	const { requests, faults, counters, inventory, pending, orders } = sandbox;
	const accounts = orders.ledger();
	const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
	return {
		requests: requests.total,
		faultsFired: faults.fired,
		keysRefused: counters.keysRefused,
		products: inventory.size,
		pendingOrders: pending.all().length,
		ordersPlaced: sum(accounts.map(({ placed }) => placed)),
		duplicateOrders: sum(accounts.map(({ placed }) => Math.max(placed - 1, 0))),
		unpaidOrders: sum(accounts.map(({ unpaid }) => unpaid)),
	};
}

async function serve(server: FastifyInstance, sandbox: Assembly): Promise<void> {
	const extras = { defaults: DEFAULT_SETTINGS, ledgerAfter: () => sandbox.orders.ledger() };
	await server.register(
		async (control) => {
			addControlRoutes(control, sandbox, extras);
			addOrderControl(control, sandbox);
		},
		{ prefix: '/__sandbox' },
	);
	await server.register(async (api) => serveApi(api, sandbox), { prefix: '/v3' });
}

/** Hooks run in this order: a fault strikes first, like a gateway before the vendor's servers. */
function serveApi(api: FastifyInstance, sandbox: Assembly): void {
	api.setErrorHandler(async (error: FastifyError | VendorError, _request, reply) => {
		if (error instanceof VendorError) return await reply.code(error.status).send(error.body);
		return await reply.code(error.statusCode ?? 500).send(serverFault());
	});
	sandbox.requests.install(api);
	installFaults(api, { faults: sandbox.faults, log: sandbox.requests, errorBody: serverFault });
	installKeyCheck(api, sandbox);
	api.setNotFoundHandler(async ({ url }, reply) => {
		const missing = noSuchRoute(url);
		return await reply.code(missing.status).send(missing.body);
	});
	const around: Surroundings = {
		...sandbox,
		beforePage: async (page) => await sandbox.onPage?.(page),
	};
	addAccountRoutes(api, around);
	addInventoryRoutes(api, around);
	addPendingRoutes(api, around);
	addOrderRoutes(api, around);
}

/** Keys in the query, which the oldest pages ask for, are not accepted: they end up in logs. */
function installKeyCheck(api: FastifyInstance, { counters }: Assembly): void {
	api.addHook('onRequest', async ({ headers }) => {
		if (headers.web_api_key === WEB_API_KEY && headers.app_key === APP_KEY) return;
		counters.keysRefused += 1;
		throw wrongKeys();
	});
}
