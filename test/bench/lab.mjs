import path from 'node:path';
import lodash from 'lodash';
import { startN8n } from '../e2e/harness/n8n.mjs';
import { Rest } from '../e2e/harness/rest.mjs';

const { mapValues } = lodash;

/** An n8n that runs the nodes to be measured, each between two marks. */
export class Lab {
	#n8n;
	#rest;
	#credentials = {};
	#workflows = 0;

	static async start(userFolder) {
		const lab = new Lab();
		lab.#n8n = await startN8n({
			userFolder,
			env: { N8N_CUSTOM_EXTENSIONS: path.join(import.meta.dirname, 'nodes') },
		});
		lab.#rest = new Rest(lab.#n8n.url);
		await lab.#rest.setUpOwner();
		return lab;
	}

	stop = async () => await this.#n8n.stop();

	/** Stores a credential; nodes refer to it by this name. */
	async addCredential(name, type, data) {
		const { id } = await this.#rest.createCredential({ name, type, data });
		this.#credentials[name] = { [type]: { id, name } };
	}

	/**
	 * Runs nodes one after the other in one execution, so many rounds, every second time in the opposite
	 * order. The result has an entry for each round: by the name of the node what was measured of it, and
	 * as `counted` by how much the counters of the vendor went up.
	 *
	 * @param items the input items that each node gets
	 * @param counters asks the vendor for its counters
	 * @param size whether to measure how large the output is
	 */
	async measure(
		nodes,
		{ items, rounds, counters = async () => ({}), size = false, warmUp = true },
	) {
		const forwards = await this.#workflow(nodes, items, size);
		const backwards = await this.#workflow([...nodes].reverse(), items, size);
		const results = [];
		// The first run loads code and opens connections; it does not count.
		if (warmUp) await forwards();
		for (let round = 0; round < rounds; round += 1) {
			const run = round % 2 === 0 ? forwards : backwards;
			const before = await counters();
			const spans = await run();
			results.push({
				...spans,
				counted: mapValues(await counters(), (now, name) => now - before[name]),
			});
		}
		return results;
	}

	/** Publishes a workflow with these nodes and returns what starts it and takes the measurements. */
	async #workflow(nodes, items, size) {
		const hook = `bench-${(this.#workflows += 1)}`;
		const mark = (place) => ({
			type: 'CUSTOM.benchMark',
			parameters: { place, size, items: JSON.stringify(items) },
		});
		const chain = [
			{ name: 'Start', ...webhook(hook) },
			{ name: 'First Mark', ...mark('first') },
			...nodes.flatMap(({ credential, ...node }, index) => [
				{ ...node, credentials: this.#credentials[credential] },
				{ name: `Mark ${index}`, ...mark(index === nodes.length - 1 ? 'last' : 'middle') },
			]),
		];
		const { id } = await this.#rest.createWorkflow({
			name: hook,
			nodes: chain.map(placed),
			connections: connected(chain),
			settings: { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all' },
		});
		await this.#rest.activate(id);
		return async () => spansOf(await this.#call(hook), nodes, items.length);
	}

	async #call(hook) {
		const response = await fetch(`${this.#n8n.url}/webhook/${hook}`);
		const text = await response.text();
		const { marks } = response.ok ? JSON.parse(text) : {};
		if (marks === undefined) throw new Error(`${hook}: HTTP ${response.status} ${text}`);
		return marks;
	}
}

const webhook = (hook) => ({
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: hook,
	parameters: { path: hook, responseMode: 'lastNode', responseData: 'firstEntryJson' },
});

const placed = (node, index) => ({
	id: `node-${index}`,
	typeVersion: 1,
	position: [index * 200, 0],
	...node,
});

function connected(chain) {
	return Object.fromEntries(
		chain
			.slice(1)
			.map(({ name }, index) => [
				chain[index].name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
}

function spansOf(marks, nodes, count) {
	return Object.fromEntries(
		nodes.map(({ name }, index) => [
			name,
			spanBetween(marks[index], marks[index + 1], name, count),
		]),
	);
}

/** What n8n's process spent between two marks. */
function spanBetween({ departure }, { arrival }, name, count) {
	if (arrival.errors > 0) throw new Error(`${name}: ${arrival.errors} items with an error`);
	const cpuMs = (cpu) => (cpu.user + cpu.system) / 1000;
	return {
		ms: arrival.at - departure.at,
		cpuMs: cpuMs(arrival.cpu) - cpuMs(departure.cpu),
		cpuMsPerItem: (cpuMs(arrival.cpu) - cpuMs(departure.cpu)) / count,
		peakBytes: arrival.peak - departure.heap,
		items: arrival.items,
		bytes: arrival.size,
	};
}
