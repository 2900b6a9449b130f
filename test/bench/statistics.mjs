export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return sorted.length % 2 === 1
		? sorted[Math.floor(middle)]
		: (sorted[middle - 1] + sorted[middle]) / 2;
}

export const spread = (values) => ({
	median: median(values),
	least: Math.min(...values),
	most: Math.max(...values),
});

/** `0.85 (0.80–0.91)` */
export function shownSpread(values, show) {
	const { median: middle, least, most } = spread(values);
	return `${show(middle)} (${show(least)}–${show(most)})`;
}

/** The same of one value of one node in each round. */
export const spreadOf = (results, name, measure, show) =>
	shownSpread(
		results.map((result) => result[name][measure]),
		show,
	);

export const decimals = (places) => (value) => value.toFixed(places);
export const percent = (value) => `${(100 * value).toFixed(1)} %`;
