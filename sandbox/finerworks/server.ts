import type { FastifyError, FastifyInstance } from 'fastify';
import { installFaults } from '../shared/faultHooks';
import { Life } from '../shared/life';
import { Random } from '../shared/random';
import {
	clearBasics,
	startVendor,
	vendorBasics,
	type VendorOptions,
	type VendorSandbox,
} from '../shared/vendorSandbox';
import { addAccountRoutes } from './accountRoutes';
import { APP_KEY, WEB_API_KEY } from './credentials';
import { Answers, noSuchRoute, serverFault, VendorError, wrongKeys } from './envelope';
import { addInventoryRoutes } from './inventoryRoutes';
import { OrderBook } from './orderBook';
import { addOrderRoutes } from './orderRoutes';
import { PendingOrders } from './pendingOrders';
import { addPendingRoutes } from './pendingRoutes';
import { PrintShop } from './printShop';
import { addPrintShopControl } from './printShopControl';
import { PrintShopLife } from './printShopLife';
import { seedInventory } from './seed';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { Feed, Surroundings } from './surroundings';
import { VirtualInventory } from './virtualInventory';

export type FinerWorksSandboxOptions = VendorOptions & Partial<Settings>;

export interface FinerWorksStats {
	requests: number;
	faultsFired: number;
	lifeActs: number;
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

export interface FinerWorksSandbox extends VendorSandbox<Settings, Feed> {
	inventory: VirtualInventory;
	pending: PendingOrders;
	orders: OrderBook;
	/** What happens in the print shop and on its pages, beside the requests of clients. */
	commands: PrintShop;
	stats(): FinerWorksStats;
}

export async function startFinerWorksSandbox(
	options: FinerWorksSandboxOptions = {},
): Promise<FinerWorksSandbox> {
	const sandbox = assemble(options);
	return await startVendor(sandbox, {
		port: options.port,
		path: '',
		defaults: DEFAULT_SETTINGS,
		brokenJson: () =>
			new VendorError(400, { Message: 'The request is invalid. The body is not valid JSON.' }),
		control: (control) => addPrintShopControl(control, sandbox),
		serve: async (server) => {
			await server.register(async (api) => serveApi(api, sandbox), { prefix: '/v3' });
		},
	});
}

interface Assembly extends FinerWorksSandbox {
	clock: () => Date;
	answers: Answers;
	counters: { keysRefused: number };
}

/** Everything but the network. */
function assemble(options: FinerWorksSandboxOptions): Assembly {
	const basics = vendorBasics(DEFAULT_SETTINGS, options);
	const { clock, seed, settings, ledger } = basics;
	const inventory = new VirtualInventory(clock, ledger);
	const pending = new PendingOrders();
	const orders = new OrderBook(clock, seed + 1, ledger);
	const commands = new PrintShop({ clock, inventory, orders, seed: seed + 4 });
	const printShopLife = new PrintShopLife({ commands, orders, seed: seed + 5 });
	const { lifeIntervalMs: intervalMs, generatedProducts = 1000 } = options;
	const sandbox: Assembly = {
		...basics,
		url: '',
		port: 0,
		inventory,
		pending,
		orders,
		commands,
		counters: { keysRefused: 0 },
		answers: new Answers(new Random(seed + 3)),
		life: new Life({ settings, intervalMs, act: () => printShopLife.act() }),
		onPage: undefined,
		stats: () => statsOf(sandbox),
		reset: () => {
			clearBasics(basics);
			for (const part of [inventory, pending]) part.clear();
			sandbox.counters.keysRefused = 0;
			seedInventory(inventory, { now: clock().getTime(), seed, generatedProducts });
			orders.reset();
		},
		close: async () => undefined,
	};
	sandbox.reset();
	return sandbox;
}

function statsOf(sandbox: Assembly): FinerWorksStats {
	const { requests, faults, life, counters, inventory, pending, orders } = sandbox;
	const accounts = orders.ledger();
	const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
	return {
		requests: requests.total,
		faultsFired: faults.fired,
		lifeActs: life.acts,
		keysRefused: counters.keysRefused,
		products: inventory.size,
		pendingOrders: pending.all().length,
		ordersPlaced: sum(accounts.map(({ placed }) => placed)),
		duplicateOrders: sum(accounts.map(({ placed }) => Math.max(placed - 1, 0))),
		unpaidOrders: sum(accounts.map(({ unpaid }) => unpaid)),
	};
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
