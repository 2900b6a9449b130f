import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
	briefly,
	deliveriesOf,
	missedChanges,
	repetitions,
	withPolls,
	wrongEndings,
} from '../harness/account.mjs';
import { cleanUp } from '../harness/cleanup.mjs';
import { sandboxCredentials } from '../harness/credentials.mjs';
import { createUserFolder, startN8n } from '../harness/n8n.mjs';
import { seededRandom } from '../harness/random.mjs';
import { startRecorder } from '../harness/recorder.mjs';
import { Rest } from '../harness/rest.mjs';
import { startSandbox } from '../harness/sandbox.mjs';
import { until } from '../harness/wait.mjs';
import { startWiretap } from '../harness/wiretap.mjs';
import { chain, recorderNode, TRIGGER, triggerNode } from '../harness/production.mjs';
import { prepare } from '../harness/workspace.mjs';

const MINUTES = Number(process.env.RETAILKIT_KILL_MINUTES ?? 1);
const KILLS = Number(process.env.RETAILKIT_KILLS ?? 4);
const SEED = Number(process.env.RETAILKIT_KILL_SEED ?? Date.now() % 1_000_000);

const CHANGES_PER_SECOND = 5;
const POLL_EVERY_MS = 5000;

/** So long after the answer to a poll's last request n8n is busy storing what came. */
const STORING_MS = 60;

/** What docs/queue-mode.md names against losses: the trigger's own option, or n8n's cursors. */
const MODES = {
	'n8n as it comes': { env: {}, options: { repeatAfterRestart: true } },
	'n8n with durable poll cursors': {
		env: {
			N8N_SCHEDULER_ENABLED: 'true',
			N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
			N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
			N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
		},
		options: {},
	},
};

after(cleanUp);

const isLastOfPoll = ({ url }) => url.includes('/delta/deleted/');

async function setUp({ env, options }) {
	const { tarball } = await prepare();
	const sandbox = await startSandbox();
	const wiretap = await startWiretap(sandbox.inventorum);
	const recorder = await startRecorder();
	const userFolder = await createUserFolder({ tarball });
	const start = async (port) => await startN8n({ userFolder, port, env });
	const n8n = await start();
	const rest = new Rest(n8n.url);
	await rest.setUpOwner();
	const data = { ...sandboxCredentials(sandbox).inventorumApi, baseUrl: `${wiretap.url}/api` };
	const credential = await rest.createCredential({ name: 'Shop', type: 'inventorumApi', data });
	const trigger = triggerNode(credential, { includeExisting: true, ...options });
	const workflow = await rest.createWorkflow(chain('Kills', [trigger, recorderNode(recorder)]));
	await rest.activate(workflow.id);
	await until('the products that exist arrive', () => recorder.entries.length > 0);
	return { sandbox, wiretap, recorder, start, n8n, rest, workflow };
}

async function live({ sandbox }, running) {
	const life = { running, changesPerSecond: CHANGES_PER_SECOND };
	await sandbox.control('inventorum', 'POST', '/life', life);
}

/** Every second kill is aimed at the moment at which n8n stores what a poll has brought. */
async function untilMomentToKill({ wiretap }, { random, lap, spareMs }) {
	await sleep(spareMs * random());
	if (lap % 2 === 1) return;
	await wiretap.nextAnswer(isLastOfPoll, 4 * POLL_EVERY_MS);
	await sleep(STORING_MS * random());
}

/** Kills and starts n8n until the time is over, and at least as often as asked. */
async function killAgainAndAgain(scene, random) {
	const lapMs = (MINUTES * 60_000) / KILLS;
	const kills = [];
	let { n8n } = scene;
	for (let lap = 0; lap < KILLS; lap += 1) {
		const began = Date.now();
		await untilMomentToKill(scene, { random, lap, spareMs: lapMs / 2 });
		kills.push(Date.now());
		await n8n.kill('SIGKILL');
		n8n = await scene.start(n8n.port);
		await sleep(Math.max(0, began + lapMs - Date.now()));
	}
	return kills;
}

/** Lets the last changes arrive: after them come polls that start nothing. */
async function untilQuiet(scene) {
	await sleep(2 * POLL_EVERY_MS);
	await live(scene, false);
	const { requests } = scene.wiretap;
	const end = Date.now();
	const pollsSince = () => requests.filter((it) => it.at > end && isLastOfPoll(it)).length;
	await until('polls after the last change', () => pollsSince() >= 3, { timeoutMs: 60_000 });
}

/** Executions that an interrupted poll may come back in: all up to the first one that is stored. */
function excused(deliveries, kills) {
	return kills.flatMap((time) => {
		const first = deliveries.find(({ at, askedAt }) => at > time && askedAt > time);
		return first === undefined ? [] : [first.id];
	});
}

async function accountOf({ rest, workflow, wiretap, sandbox }, kills) {
	await rest.login();
	const stored = await deliveriesOf(rest, workflow.id, TRIGGER);
	const deliveries = withPolls(stored, wiretap.requests);
	const ledger = await sandbox.control('inventorum', 'GET', '/ledger?entity=product');
	const repeated = repetitions(ledger, deliveries);
	const nextToKills = excused(deliveries, kills);
	return {
		deliveries,
		ledger,
		missed: missedChanges(ledger, deliveries),
		wrong: wrongEndings(ledger, deliveries),
		repeated,
		inexcusable: repeated.filter(({ delivery }) => !nextToKills.includes(delivery.id)),
	};
}

/** In one line, for whoever reads the result of the test. */
function summary({ deliveries, ledger, repeated }, kills) {
	const crashed = deliveries.filter(({ status }) => status === 'crashed').length;
	const events = deliveries.flatMap(({ items }) => items).length;
	return (
		`${ledger.length} changes, ${kills.length} kills, ${events} events in ${deliveries.length} ` +
		`executions (${crashed} crashed), ${repeated.length} events repeated next to kills`
	);
}

function recordedBy(recorder, execution) {
	return recorder.entries.find(({ executionId }) => Number(executionId) === execution)?.items;
}

for (const [mode, settings] of Object.entries(MODES)) {
	test(`${mode}, killed ${KILLS} times in ${MINUTES} minutes (seed ${SEED})`, async (t) => {
		const scene = await setUp(settings);
		await live(scene, true);
		const kills = await killAgainAndAgain(scene, seededRandom(SEED));
		await untilQuiet(scene);
		const account = await accountOf(scene, kills);
		const { ledger, deliveries, missed, wrong, repeated, inexcusable } = account;
		t.diagnostic(summary(account, kills));

		await t.test('no change is missed', () => {
			assert.deepEqual(briefly(missed), []);
		});

		await t.test('the last event of each product tells how it ended', () => {
			assert.deepEqual(briefly(wrong), []);
		});

		await t.test('only what a kill interrupted comes again', () => {
			assert.deepEqual(briefly(inexcusable), []);
		});

		await t.test('what n8n ran is what it stored', () => {
			for (const { id, status, items } of deliveries) {
				if (status !== 'success') continue;
				const isSame = isDeepStrictEqual(recordedBy(scene.recorder, id), items);
				assert.ok(isSame, `execution ${id}`);
			}
		});

		await t.test('the account would show a delivery that is lost, or made twice', () => {
			const without = (one) => deliveries.filter((each) => each !== one);
			const isNoticed = (one) => missedChanges(ledger, without(one)).length > missed.length;
			assert.ok(deliveries.some(isNoticed));
			const last = deliveries.findLast(({ items }) => items.length > 0);
			const again = { ...last, id: Infinity };
			const twice = repetitions(ledger, [...deliveries, again]);
			assert.ok(twice.length > repeated.length);
		});
	});
}
