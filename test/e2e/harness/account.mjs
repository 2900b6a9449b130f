import { isDeepStrictEqual } from 'node:util';

const PAGE_SIZE = 100;

async function executionIds(rest, workflowId) {
	const ids = [];
	for (;;) {
		const lastId = ids.length > 0 ? { lastId: ids.at(-1) } : {};
		const filter = JSON.stringify({ workflowId });
		const query = new URLSearchParams({ filter, limit: PAGE_SIZE, ...lastId });
		const { results } = await rest.request('GET', `/rest/executions?${query}`);
		ids.push(...results.map(({ id }) => id));
		if (results.length < PAGE_SIZE) return ids.reverse();
	}
}

/**
 * What a trigger handed to each execution, oldest first, from n8n's own records. An execution whose
 * records n8n has overwritten comes without items.
 */
export async function deliveriesOf(rest, workflowId, triggerName) {
	const deliveries = [];
	for (const id of await executionIds(rest, workflowId)) {
		deliveries.push(deliveryOf(await rest.execution(id), triggerName));
	}
	return deliveries;
}

/**
 * An execution that n8n never finished still holds what it was to begin with: n8n stores the trigger's
 * items as the first entry of the stack before it runs anything.
 */
function deliveryOf({ id, status, createdAt, data }, triggerName) {
	const ran = data?.resultData?.runData?.[triggerName]?.[0]?.data?.main?.[0];
	const isStandIn = ran?.some(({ json }) => json.isArtificialRecoveredEventItem);
	const waiting = data?.executionData?.nodeExecutionStack?.find(
		({ node }) => node.name === triggerName,
	);
	const items = ran && !isStandIn ? ran : (waiting?.data.main[0] ?? []);
	return {
		id: Number(id),
		status,
		at: Date.parse(createdAt),
		items: items.map(({ json }) => json),
	};
}

const isFirstPage = ({ url, status }) =>
	status === 200 && url.includes('/delta/modified/') && /[?&]page=1(&|$)/.test(url);

/** Deliveries with the moment at which their poll asked for its first page. */
export function withPolls(deliveries, requests) {
	const starts = requests.filter(isFirstPage).map(({ at }) => at);
	return deliveries.map((delivery) => ({
		...delivery,
		askedAt: starts.findLast((at) => at <= delivery.at),
	}));
}

/** Whether an event tells the state that a ledger entry left behind. */
function tells(event, { kind, snapshot }) {
	const { event: name, ...content } = event;
	if (kind === 'deleted' || name === 'productDeleted') {
		return kind === 'deleted' && name === 'productDeleted';
	}
	return Object.entries(content).every(([key, value]) => isDeepStrictEqual(value, snapshot[key]));
}

function eventsById(deliveries) {
	const events = deliveries.flatMap((delivery) =>
		delivery.items.map((event) => ({ event, delivery })),
	);
	return Map.groupBy(events, ({ event }) => event.id);
}

/**
 * Changes that did not arrive in time. A change has to be told, by itself or by a later state of the
 * same product, no later than by the first delivery whose poll asked after it had happened: the one it
 * is `due` with.
 */
export function missedChanges(ledger, deliveries) {
	const told = eventsById(deliveries);
	const byProduct = Map.groupBy(ledger, ({ id }) => id);
	return [...byProduct].flatMap(([id, entries]) =>
		entries
			.map((entry) => ({ ...entry, due: dueWith(entry, deliveries) }))
			.filter((entry, index) => !isTold(entry, entries.slice(index), told.get(id) ?? [])),
	);
}

function dueWith({ time }, deliveries) {
	const happened = Date.parse(time);
	return deliveries.find(({ askedAt }) => askedAt > happened)?.id ?? Infinity;
}

function isTold({ due }, states, events) {
	const inTime = events.filter(({ delivery }) => delivery.id <= due);
	return states.some((state) => inTime.some(({ event }) => tells(event, state)));
}

/** Products whose last event does not tell how they ended. */
export function wrongEndings(ledger, deliveries) {
	const told = eventsById(deliveries);
	const endings = Map.groupBy(ledger, ({ id }) => id);
	return [...endings]
		.map(([id, entries]) => ({ id, ending: entries.at(-1), event: told.get(id)?.at(-1)?.event }))
		.filter(({ ending, event }) => event === undefined || !tells(event, ending));
}

/**
 * Events that say what the one before about the same product has said already, although nothing happened
 * to the product since that poll. A change that leaves no trace in the content is a change all the same.
 */
export function repetitions(ledger, deliveries) {
	const times = Map.groupBy(ledger, ({ id }) => id);
	const hasChanged = (id, since) =>
		(times.get(id) ?? []).some(({ time }) => Date.parse(time) >= since);
	return [...eventsById(deliveries)].flatMap(([id, events]) =>
		events.filter(({ event }, index) => {
			const before = events[index - 1];
			if (before === undefined || !sayTheSame(event, before.event)) return false;
			return !hasChanged(id, before.delivery.askedAt);
		}),
	);
}

function sayTheSame({ event: one, ...content }, { event: other, ...before }) {
	const deletions = [one, other].filter((name) => name === 'productDeleted').length;
	return deletions === 2 || (deletions === 0 && isDeepStrictEqual(content, before));
}

const SHOWN = 5;

/**
 * The first of some ledger entries or events, in a few words. Comparing thousands of whole records would
 * keep `assert` busy for hours and fill the memory.
 */
export function briefly(list) {
	const words = list.slice(0, SHOWN).map(inWords);
	return list.length > SHOWN ? [...words, `and ${list.length - SHOWN} more`] : words;
}

function inWords({ sequence, time, kind, id, event, ending, delivery }) {
	if (ending !== undefined) return `ends as ${inWords(ending)}`;
	if (delivery !== undefined) return `${event.event} ${event.id} in execution ${delivery.id}`;
	return `${sequence}: ${kind} ${id} at ${time}`;
}
