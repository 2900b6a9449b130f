import { parseArgs } from 'node:util';
import { startInventorumSandbox } from './inventorum/server';
import { CLIENT_ID, CLIENT_SECRET, FIRST_REFRESH_TOKEN } from './inventorum/tokens';

const FLAGS = {
	port: { type: 'string', default: '8790' },
	life: { type: 'boolean', default: false },
	'life-interval-ms': { type: 'string', default: '3000' },
	rate: { type: 'string', default: '20' },
	'token-lifetime': { type: 'string', default: '36000' },
	products: { type: 'string', default: '300' },
	'state-file': { type: 'string' },
} as const;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: FLAGS });
	const stateFile = values['state-file'];
	const sandbox = await startInventorumSandbox({
		port: numberFrom('port', values.port),
		life: values.life,
		lifeIntervalMs: numberFrom('life-interval-ms', values['life-interval-ms']),
		requestsPerSecond: numberFrom('rate', values.rate),
		tokenLifetimeSeconds: numberFrom('token-lifetime', values['token-lifetime']),
		generatedProducts: numberFrom('products', values.products),
		stateFile,
	});

	console.log(`INVENTORUM sandbox listening on ${sandbox.url}`);
	console.log(
		`Credential: client ID ${CLIENT_ID}, client secret ${CLIENT_SECRET}, ` +
			`first refresh token ${FIRST_REFRESH_TOKEN} (works once, then the new one counts)`,
	);

	const stop = () => void sandbox.close();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function numberFrom(flag: string, text: string): number {
	const value = Number(text);
	if (text.trim() !== '' && value >= 0) return value;
	throw new RangeError(`--${flag} takes a number that is not negative, not "${text}"`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
