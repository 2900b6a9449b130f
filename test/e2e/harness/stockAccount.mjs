/** So long before a write its value may have been read at the till. */
const OLDEST_READ_MS = 10_000;

const timeOf = ({ time }) => Date.parse(time);

/** Whole pieces, and less than none is none: what examples/stock-to-finerworks.json hands over. */
const pieces = ({ quantity }) => Math.max(0, Math.floor(Number(quantity)));

/** The ledger entries of each product that changed at the till, by its code; an end has no snapshot. */
function histories(till) {
	const changed = [...Map.groupBy(till, ({ id }) => id).values()];
	return new Map(
		changed.map((entries) => [
			entries.findLast(({ snapshot }) => snapshot)?.snapshot.product_code,
			entries,
		]),
	);
}

/** The writes that the ledger of the print shop shows, oldest first, by SKU. */
function writes(printShop) {
	const updates = printShop.filter(({ kind }) => kind === 'updated');
	return Map.groupBy(updates, ({ marker }) => marker);
}

/** SKUs of products that are still there whose stock at the print shop is not that of the till. */
export function differentStock(till, printShop) {
	const products = histories(till);
	return [...writes(printShop)]
		.map(([sku, updates]) => [sku, products.get(sku)?.at(-1), updates.at(-1)])
		.filter(([, change]) => change !== undefined && change.kind !== 'deleted')
		.map(([sku, change, update]) => ({
			sku,
			here: pieces(change.snapshot),
			changed: change.time,
			there: update.snapshot.quantity_in_stock,
			written: update.time,
		}))
		.filter(({ there, here }) => there !== here);
}

/** Writes of the stock that was there already, although nothing had changed at the till. */
export function writtenTwice(till, printShop) {
	const products = histories(till);
	return [...writes(printShop)].flatMap(([sku, updates]) =>
		updates.slice(1).flatMap((update, index) => {
			const before = updates[index];
			if (update.snapshot.quantity_in_stock !== before.snapshot.quantity_in_stock) return [];
			const since = timeOf(before) - OLDEST_READ_MS;
			const hasChanged = (products.get(sku) ?? []).some(
				(entry) => timeOf(entry) > since && timeOf(entry) < timeOf(update),
			);
			return hasChanged ? [] : [{ sku, first: before.time, again: update.time }];
		}),
	);
}
