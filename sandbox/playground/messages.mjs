/**
 * A failure the user can act on: its message is a whole sentence, printed on one line without a
 * stack. Anything else that is thrown is a bug and keeps its stack.
 */
export class StartError extends Error {}

const REDRAW_MS = 1000;
const PLAIN_LINE_MS = 30_000;

const seconds = (since) => Math.round((Date.now() - since) / 1000);

/** `75` as `1 min 15 s`. */
export function duration(total) {
	return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}

export function say(line = '') {
	process.stdout.write(`${line}\n`);
}

export function warn(line) {
	process.stderr.write(`${line}\n`);
}

/** Redraws one line on a terminal; elsewhere (CI, a pipe) adds a line now and then. */
function progressLine(text) {
	const terminal = process.stdout.isTTY;
	const draw = () => {
		if (!terminal) return say(`  ${text()}`);
		const width = process.stdout.columns || 80;
		process.stdout.write(`\r\u001b[K${`  ${text()}`.slice(0, width - 1)}`);
	};
	const timer = setInterval(draw, terminal ? REDRAW_MS : PLAIN_LINE_MS);
	draw();
	return (last) => {
		clearInterval(timer);
		say(terminal ? `\r\u001b[K  ${last}` : `  ${last}`);
	};
}

/**
 * Shows that something long is going on: what, since how many seconds, and how far it is.
 * `work` gets a function that sets the detail shown behind the time.
 */
export async function step(label, work) {
	const since = Date.now();
	let detail = '';
	const end = progressLine(() => {
		const passed = seconds(since);
		return `${label} … ${[passed && duration(passed), detail].filter(Boolean).join(', ')}`;
	});
	try {
		const result = await work((text) => (detail = text));
		end(`${label}: done in ${duration(seconds(since))}`);
		return result;
	} catch (error) {
		end(`${label}: stopped after ${duration(seconds(since))}`);
		throw error;
	}
}

/** The block a user reads when everything runs. */
export function welcome({ editor, sandbox, owner, examples, logs, elapsed }) {
	say();
	say(`RetailKit is running (ready after ${duration(elapsed)}).`);
	say();
	say(`  n8n       ${editor}`);
	say(`  Log in    ${owner.email}  ${owner.password}`);
	say(`  Sandbox   ${sandbox}  (API under /api, what it has seen under /__sandbox/stats)`);
	for (const example of examples) describeExample(editor, example);
	say();
	say(`  Logs      ${logs.join(', ')}`);
	say('  Stop      Ctrl-C');
	say();
}

function describeExample(editor, { id, name, active }) {
	say();
	if (active) {
		say(`  Watch     "${name}" runs by itself; look for executions in a minute or two:`);
		say(`            ${editor}/workflow/${id}/executions`);
	} else {
		say(`  Try       "${name}": open it and press Execute workflow:`);
		say(`            ${editor}/workflow/${id}`);
	}
}
