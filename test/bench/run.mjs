/**
 * Measures our nodes in a real n8n and writes docs/benchmarks.md: `npm run bench`. With names of measures
 * behind it only these are taken, and printed.
 */
import { cleanUp } from '../e2e/harness/cleanup.mjs';
import { sandboxCredentials } from '../e2e/harness/credentials.mjs';
import { createUserFolder } from '../e2e/harness/n8n.mjs';
import { startSandbox } from '../e2e/harness/sandbox.mjs';
import { prepare } from '../e2e/harness/workspace.mjs';
import { HEADER_AUTH } from './httpRequest.mjs';
import { Lab } from './lab.mjs';
import { measureList, PRODUCTS } from './list.mjs';
import { measurePace } from './pace.mjs';
import { measureReads } from './reads.mjs';
import { isMet, line, writeReport } from './report.mjs';
import { measureSize } from './size.mjs';
import { measureStarts } from './starts.mjs';
import { sampleAnswers, startVendor } from './vendorProcess.mjs';
import { measureJobs, measureUpdates } from './writes.mjs';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);

const MEASURES = {
	reads: measureReads,
	updates: measureUpdates,
	jobs: measureJobs,
	pace: measurePace,
	list: measureList,
	starts: measureStarts,
	size: measureSize,
};

/** Everything that the measures need: n8n, the vendors, and credentials for them. */
async function setUp() {
	const { tarball } = await prepare();
	const sandbox = await startSandbox();
	const credentials = sandboxCredentials(sandbox);
	const { inventorumApi, finerWorksApi, comestriApi } = credentials;
	const { refreshToken, ids, ...samples } = await sampleAnswers(sandbox, inventorumApi);
	const vendor = await startVendor(samples, PRODUCTS);
	const lab = await Lab.start(await createUserFolder({ tarball }));
	const unlimited = { requestsPerSecond: 0 };
	await lab.addCredential('till', 'inventorumApi', { ...inventorumApi, refreshToken });
	await lab.addCredential('till without limit', 'inventorumApi', {
		...inventorumApi,
		...unlimited,
		baseUrl: vendor.api,
	});
	await lab.addCredential('header', HEADER_AUTH, { name: 'Authorization', value: 'Bearer token' });
	await lab.addCredential('print shop without limit', 'finerWorksApi', {
		...finerWorksApi,
		...unlimited,
	});
	await lab.addCredential('catalogue without limit', 'comestriApi', {
		...comestriApi,
		...unlimited,
	});
	return { tarball, sandbox, credentials, vendor, lab, ids, rounds: ROUNDS };
}

function chosenMeasures(names) {
	const unknown = names.find((name) => !(name in MEASURES));
	if (unknown === undefined) return names.length > 0 ? names : Object.keys(MEASURES);
	throw new Error(`No measure "${unknown}"; there are ${Object.keys(MEASURES).join(', ')}`);
}

async function main(names) {
	const chosen = chosenMeasures(names);
	const surroundings = await setUp();
	const rows = [];
	for (const name of chosen) {
		const taken = await MEASURES[name](surroundings);
		for (const row of taken) console.log(line(row));
		rows.push(...taken);
	}
	if (names.length === 0) await writeReport(rows, ROUNDS);
	if (!rows.every(isMet)) process.exitCode = 1;
}

try {
	await main(process.argv.slice(2));
} finally {
	await cleanUp();
}
