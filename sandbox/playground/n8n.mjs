import fs from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './checks.mjs';
import { serviceEnvironment } from './environment.mjs';
import { warn } from './messages.mjs';
import { places } from './paths.mjs';
import { run, startService, untilAnswering } from './processes.mjs';
import { playgroundRuntime } from './runtime.mjs';

const START_TIMEOUT_MS = 180_000;
const HOST = '127.0.0.1';

/** The account of the local n8n. It listens on this machine only, so the password is no secret. */
export const owner = {
	email: 'owner@retailkit.local',
	firstName: 'Retail',
	lastName: 'Kit',
	password: 'RetailKit-local-1',
};

/** What n8n complains about and a playground can live without: no internet, no Python, advice. */
const NOISE = [
	/api\.n8n\.io/,
	/Python task runner/,
	/deprecations related to your n8n setup/,
	/license SDK/,
];

export const editorUrl = (port) => `http://${HOST}:${port}`;

/**
 * What every n8n process is told. n8n starts helpers as plain `node`, which must be the Node n8n
 * itself runs on, hence the PATH.
 */
export async function n8nSettings({ port, userFolder, node }) {
	return {
		PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
		N8N_USER_FOLDER: userFolder,
		N8N_HOST: HOST,
		N8N_LISTEN_ADDRESS: HOST,
		N8N_PORT: String(port),
		N8N_PROTOCOL: 'http',
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		EXECUTIONS_DATA_PRUNE_MAX_COUNT: '1000',
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	};
}

/** The environment of every process of the playground's n8n. */
export async function n8nEnvironment(port) {
	const node = playgroundRuntime.node();
	return serviceEnvironment(await n8nSettings({ port, userFolder: places.n8nFolder, node }));
}

/** Runs one of n8n's commands, as in `n8n import:workflow`, and returns what it printed. */
export async function n8nCommand(port, ...args) {
	await fs.mkdir(places.n8nFolder, { recursive: true });
	return await run(playgroundRuntime.node(), [playgroundRuntime.n8nScript, ...args], {
		cwd: places.n8nFolder,
		env: await n8nEnvironment(port),
		log: places.installLog,
		what: `n8n ${args[0]}`,
	});
}

/**
 * n8n logs JSON here, because only that tells a warning from chatter. The file gets readable
 * lines; warnings and errors also go to the terminal, unless they are known and harmless.
 */
export function readableLogLine(line) {
	const entry = parseEntry(line);
	if (!entry) return line;
	const { level, message, metadata } = entry;
	const text = `${metadata?.timestamp ?? ''} ${level.padEnd(5)} ${message.trim()}`;
	if (['warn', 'error'].includes(level) && !NOISE.some((known) => known.test(line))) {
		warn(`n8n ${level}: ${message.trim().split('\n')[0]}`);
	}
	return text.trim();
}

function parseEntry(line) {
	try {
		const entry = JSON.parse(line);
		return typeof entry?.message === 'string' && typeof entry.level === 'string'
			? entry
			: undefined;
	} catch {
		return undefined;
	}
}

export async function startN8n(port) {
	return startService('n8n', playgroundRuntime.node(), [playgroundRuntime.n8nScript, 'start'], {
		cwd: places.n8nFolder,
		env: { ...(await n8nEnvironment(port)), N8N_LOG_FORMAT: 'json' },
		log: places.n8nLog,
		readable: readableLogLine,
	});
}

/** n8n answers its readiness address only after the database and the active workflows are up. */
export async function untilN8nIsReady(service, port) {
	await untilAnswering(service, `${editorUrl(port)}/healthz/readiness`, {
		timeoutMs: START_TIMEOUT_MS,
		accept: ({ status }) => status === 200,
	});
}

/** Creates the owner account, unless the user already has one: then n8n no longer asks for it. */
export async function setUpOwner(port) {
	const settings = await (await fetch(`${editorUrl(port)}/rest/settings`)).json();
	if (!settings.data?.userManagement?.showSetupOnFirstLoad) return;
	const answer = await fetch(`${editorUrl(port)}/rest/owner/setup`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(owner),
	});
	if (!answer.ok) warn(`The n8n account could not be created (HTTP ${answer.status}).`);
}
