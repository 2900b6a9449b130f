import { parseArgs } from 'node:util';
import { API_EMAIL, API_TOKEN } from './comestri/credentials';
import { startComestriSandbox } from './comestri/server';
import { APP_KEY, WEB_API_KEY } from './finerworks/credentials';
import { startFinerWorksSandbox } from './finerworks/server';
import { startInventorumSandbox } from './inventorum/server';
import { CLIENT_ID, CLIENT_SECRET, FIRST_REFRESH_TOKEN } from './inventorum/tokens';

const FLAGS = {
	port: { type: 'string', default: '8790' },
	'finerworks-port': { type: 'string', default: '8791' },
	'comestri-port': { type: 'string', default: '8792' },
	life: { type: 'boolean', default: false },
	'life-interval-ms': { type: 'string', default: '3000' },
	rate: { type: 'string', default: '20' },
	'token-lifetime': { type: 'string', default: '36000' },
	products: { type: 'string', default: '300' },
	'orders-first-page': { type: 'string', default: '0' },
	'state-file': { type: 'string' },
} as const;

type Flags = ReturnType<typeof readFlags>;

interface Running {
	close(): Promise<void>;
}

const readFlags = () => parseArgs({ options: FLAGS }).values;

/** One that cannot start, for example because its port is taken, ends the others as well. */
async function main(): Promise<void> {
	const flags = readFlags();
	const running: Running[] = [];
	const stop = async () => {
		await Promise.all(running.map(async (sandbox) => await sandbox.close()));
	};
	try {
		for (const start of [startInventorum, startFinerWorks, startComestri]) {
			running.push(await start(flags));
		}
	} catch (error) {
		await stop();
		throw error;
	}
	process.once('SIGINT', () => void stop());
	process.once('SIGTERM', () => void stop());
}

async function startInventorum(flags: Flags): Promise<Running> {
	const sandbox = await startInventorumSandbox({
		port: numberFrom('port', flags.port),
		...lifeOf(flags),
		requestsPerSecond: numberFrom('rate', flags.rate),
		tokenLifetimeSeconds: numberFrom('token-lifetime', flags['token-lifetime']),
		generatedProducts: numberFrom('products', flags.products),
		ordersFirstPage: numberFrom('orders-first-page', flags['orders-first-page']),
		stateFile: flags['state-file'],
	});
	console.log(`INVENTORUM sandbox listening on ${sandbox.url}`);
	console.log(
		`Credential: client ID ${CLIENT_ID}, client secret ${CLIENT_SECRET}, ` +
			`first refresh token ${FIRST_REFRESH_TOKEN} (works once, then the new one counts)`,
	);
	return sandbox;
}

async function startFinerWorks(flags: Flags): Promise<Running> {
	const port = numberFrom('finerworks-port', flags['finerworks-port']);
	const sandbox = await startFinerWorksSandbox({ port, ...lifeOf(flags) });
	const credential = `web_api_key ${WEB_API_KEY}, app_key ${APP_KEY}`;
	console.log(`FinerWorks sandbox listening on ${sandbox.url} (${credential})`);
	return sandbox;
}

async function startComestri(flags: Flags): Promise<Running> {
	const port = numberFrom('comestri-port', flags['comestri-port']);
	const sandbox = await startComestriSandbox({ port, ...lifeOf(flags) });
	const credential = `token ${API_TOKEN}, e-mail ${API_EMAIL}`;
	console.log(`Comestri sandbox listening on ${sandbox.url} (${credential})`);
	return sandbox;
}

const lifeOf = (flags: Flags) => ({
	life: flags.life,
	lifeIntervalMs: numberFrom('life-interval-ms', flags['life-interval-ms']),
});

function numberFrom(flag: string, text: string): number {
	const value = Number(text);
	if (text.trim() !== '' && value >= 0) return value;
	throw new RangeError(`--${flag} takes a number that is not negative, not "${text}"`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
