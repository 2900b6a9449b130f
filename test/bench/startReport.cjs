/** Loaded into n8n before its own code: tells on request what memory is in use. */
const { writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

process.on('SIGUSR2', () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	// What finalizers let go of is collected the second time.
	for (let time = 0; time < 2; time += 1) collectGarbage();
	const { heapUsed, external, rss } = process.memoryUsage();
	writeFileSync(`${process.env.BENCH_REPORT}`, JSON.stringify({ used: heapUsed + external, rss }));
});
