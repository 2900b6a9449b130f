import type { Category } from './catalog';

/** A category inside a product has no image; rows of the category list have an address. */
export const categoryDetail = (
	category: Category,
	productIds: number[],
	image: string | null = null,
): Record<string, unknown> => ({
	parent: null,
	is_leaf: true,
	hint: category.name,
	tree_id: category.treeId,
	id: category.id,
	channel: null,
	translations: [{ name: category.name, language: 'de', id: null }],
	image,
	name: category.name,
	products_count: productIds.length,
	products: productIds,
});
