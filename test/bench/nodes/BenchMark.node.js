const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const SAMPLE_EVERY_MS = 10;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** The marks of the execution that runs; the benchmark starts one at a time. */
let marks = [];
let sampler;

const heap = () => {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
};

/** What has happened since the last mark, before anything here changes it. */
function arrive(items) {
	const arrival = { at: performance.now(), cpu: process.cpuUsage(), items: items.length };
	clearInterval(sampler?.timer);
	const errors = items.filter(({ json, error }) => error ?? json.error).length;
	return { ...arrival, errors, peak: Math.max(sampler?.peak ?? 0, heap()) };
}

/** From here on the next node's work counts. */
function leave() {
	collectGarbage();
	const start = heap();
	sampler = { peak: start };
	sampler.timer = setInterval(() => {
		sampler.peak = Math.max(sampler.peak, heap());
	}, SAMPLE_EVERY_MS);
	return { heap: start, cpu: process.cpuUsage(), at: performance.now() };
}

/**
 * Stands before, between and after the nodes that are measured: notes time, CPU time and memory of the
 * n8n process, and hands the next node fresh items.
 */
exports.BenchMark = class BenchMark {
	description = {
		displayName: 'Bench Mark',
		name: 'benchMark',
		group: ['transform'],
		version: 1,
		description: 'Notes time and memory',
		defaults: { name: 'Bench Mark' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{
				displayName: 'Place',
				name: 'place',
				type: 'options',
				options: ['first', 'middle', 'last'].map((value) => ({ name: value, value })),
				default: 'middle',
			},
			{ displayName: 'Items', name: 'items', type: 'json', default: '[]' },
			{ displayName: 'Size', name: 'size', type: 'boolean', default: false },
		],
	};

	async execute() {
		const input = this.getInputData();
		const arrival = arrive(input);
		const place = this.getNodeParameter('place', 0);
		if (place === 'first') marks = [];
		const isMeasured = this.getNodeParameter('size', 0) && place !== 'first';
		const size = isMeasured ? JSON.stringify(input.map(({ json }) => json)).length : 0;
		if (place === 'last') {
			marks.push({ arrival: { ...arrival, size } });
			return [[{ json: { marks } }]];
		}
		const items = JSON.parse(this.getNodeParameter('items', 0)).map((json) => ({ json }));
		marks.push({ arrival: { ...arrival, size }, departure: leave() });
		return [items];
	}
};
