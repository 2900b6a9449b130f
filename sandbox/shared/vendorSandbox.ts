import type { FastifyInstance } from 'fastify';
import { addControlRoutes, type Controlled } from './controlRoutes';
import { Faults } from './faults';
import { Ledger } from './ledger';
import type { Life } from './life';
import type { PageHook } from './paging';
import { Random } from './random';
import { RequestLog } from './requestLog';
import { settingsFrom } from './settings';
import { listen, newVendorServer } from './vendorServer';

/** How every vendor's stand-in can be started; each has its settings beside these. */
export interface VendorOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Time between two acts of life. */
	lifeIntervalMs?: number;
	/** Invented products beside those of the documentation. */
	generatedProducts?: number;
	/** The same seed gives the same products, acts and chances. */
	seed?: number;
	/** The vendor's clock: change times, lifetimes and the `Date` header come from it. */
	clock?: () => Date;
}

/** What all stand-ins have beside what is their own. */
export interface VendorSandbox<S extends object, F extends string> extends Controlled<S> {
	/** Base address of the API, without a slash at the end. */
	url: string;
	port: number;
	/** Called before each page of a list is put together; a test may change rows in it. */
	onPage: PageHook<F> | undefined;
	close(): Promise<void>;
}

/** The parts that no vendor has a version of its own of. */
export interface VendorBasics<S extends object> {
	clock: () => Date;
	seed: number;
	settings: S;
	ledger: Ledger;
	requests: RequestLog;
	faults: Faults;
}

export function vendorBasics<S extends object>(
	defaults: S,
	options: VendorOptions & Partial<S>,
): VendorBasics<S> {
	const { clock = () => new Date(), seed = 1 } = options;
	return {
		clock,
		seed,
		settings: settingsFrom(defaults, options),
		ledger: new Ledger(),
		requests: new RequestLog(clock),
		faults: new Faults(new Random(seed + 2)),
	};
}

export function clearBasics({ ledger, requests, faults }: VendorBasics<object>): void {
	for (const part of [ledger, requests, faults]) part.clear();
	faults.fired = 0;
}

interface Start<S extends object> {
	port?: number;
	/** Where the base address leads, below scheme, host and port. */
	path: string;
	defaults: S;
	/** The vendor's error for a body that is not JSON. */
	brokenJson: () => Error;
	/** Adds what only this vendor can be told, beside the addresses that all have. */
	control: (control: FastifyInstance) => void;
	/** Adds the vendor's API. */
	serve: (server: FastifyInstance) => Promise<void>;
}

type Startable<S extends object> = VendorSandbox<S, never> & { clock: () => Date; life: Life };

/** Puts an assembled sandbox on the network and lets its life begin. */
export async function startVendor<S extends object, A extends Startable<S>>(
	sandbox: A,
	{ port, path, defaults, brokenJson, control, serve }: Start<S>,
): Promise<A> {
	const server = newVendorServer({ clock: sandbox.clock, brokenJson });
	await server.register(
		async (scope) => {
			addControlRoutes(scope, sandbox, defaults);
			control(scope);
		},
		{ prefix: '/__sandbox' },
	);
	await serve(server);
	const listening = await listen(server, port);
	sandbox.port = listening.port;
	sandbox.url = listening.origin + path;
	sandbox.close = async () => {
		sandbox.life.stop();
		await server.close();
	};
	sandbox.life.start();
	return sandbox;
}
