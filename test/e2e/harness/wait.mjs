import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is truthy, and says what was waited for when that takes too long. */
export async function until(what, ask, { timeoutMs = 30_000, everyMs = 100 } = {}) {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer) return answer;
		if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
		await sleep(everyMs);
	}
}

/** Asks again until the answer is the expected one; the last answer is what a failure shows. */
export async function untilEqual(expected, ask, patience) {
	let answer;
	const asExpected = async () => isDeepStrictEqual((answer = await ask()), expected);
	await until('the expected answer', asExpected, patience).catch(() =>
		assert.deepEqual(answer, expected),
	);
}
