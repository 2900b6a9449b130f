import type { Variation } from './catalogue';
import type { Handler, WorkContext } from './handlers';
import { isBlank, numberOf, refuse, requireProduct } from './records';
import { categoryView, variationView } from './views';

/** Gives the child this parent in place of the one it has. */
export const resetVariation: Handler = (record, context) => {
	const { catalogue } = context;
	const parent = requireProduct(catalogue, record, ['parent_id', 'parent_product_code'], 'Parent');
	const child = requireProduct(catalogue, record, ['child_id', 'child_product_code'], 'Child');
	refuse([parent.id === child.id && 'Child must be other than its parent']);
	const variation = link(parent.id, child.id, context);
	return { id: variation.id, view: () => variationView(variation) };
};

/** The link keeps its id; no page says whether it does. */
function link(parentId: number, childId: number, { catalogue, time }: WorkContext): Variation {
	const existing = catalogue.parentOf(childId);
	const variation = existing
		? Object.assign(existing, { parentId, updatedAt: time })
		: catalogue.putVariation({ parentId, childId, createdAt: time, updatedAt: time });
	catalogue.record(existing ? 'updated' : 'created', 'product_variation', variation, time);
	return variation;
}

/** The entity of the sample job; of its members only the name is required here. */
export const insertCategory: Handler = (record, { catalogue, time }) => {
	refuse([isBlank(record.name) && "Name can't be blank"]);
	const parentId = numberOf(record.parent_id) ?? null;
	const category = catalogue.putCategory({ name: String(record.name), parentId });
	catalogue.record('created', 'category', category, time);
	return { id: category.id, view: () => categoryView(category) };
};
