/**
 * Runs a task for each entry, several at a time, and returns the results in the order of the entries.
 * Once a result says stop, no further task starts; those under way are waited for.
 */
export async function inOrder<T, R>(
	entries: readonly T[],
	atOnce: number,
	task: (entry: T) => Promise<R>,
	stopAfter: (result: R) => boolean,
): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	let isStopped = false;
	const lane = async () => {
		while (next < entries.length && !isStopped) {
			const index = next;
			next += 1;
			const result = await task(entries[index] as T);
			results[index] = result;
			isStopped ||= stopAfter(result);
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, entries.length) }, lane));
	return results;
}
