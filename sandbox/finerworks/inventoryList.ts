import type { PageRequest } from '../shared/paging';
import { ModelReader } from './modelReader';
import type { Settings } from './settings';
import type { InventoryProduct } from './virtualInventory';

const DEFAULT_PAGE_SIZE = 10;
const MAXIMUM_PAGE_SIZE = 50;
/** "The max it will search is 50, otherwise the filter will be ignored." */
const MAXIMUM_FILTER = 50;

const SORT_KEYS: Record<string, (product: InventoryProduct) => number | string> = {
	id: ({ id }) => id,
	title: ({ name }) => name.toLowerCase(),
	file_name: ({ fileName }) => fileName,
	file_size: ({ fileSize }) => fileSize,
	date_added: ({ createdAt }) => createdAt,
};

export interface InventoryQuery {
	fits: Filter;
	sortKey: (product: InventoryProduct) => number | string;
	isAscending: boolean;
	page: PageRequest<'inventory'>;
}

/**
 * The list page's filters, which all have to fit. An empty list filters nothing, `account_key`
 * is ignored as for any account without that permission, and so are members no page knows.
 */
export function readInventoryQuery(body: unknown, settings: Settings): InventoryQuery {
	const reader = ModelReader.of(body ?? {});
	const query = {
		fits: readFilters(reader, settings),
		...readOrder(reader),
		page: readPage(reader, 'inventory', DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE),
	};
	reader.finish();
	return query;
}

/** 0 is in the page's sample answer as a page number; it reads as the first page. */
export function readPage<F extends string>(
	reader: ModelReader,
	feed: F,
	preset: number,
	maximum: number,
): PageRequest<F> {
	const page = reader.number('page_number', { whole: true, min: 0 }) ?? 1;
	const size = reader.number('per_page', { whole: true, min: 0 }) ?? preset;
	return { feed, page: Math.max(page, 1), limit: Math.min(size === 0 ? preset : size, maximum) };
}

type Filter = (product: InventoryProduct) => boolean;

function readFilters(reader: ModelReader, { dateBoundsIncluded }: Settings): Filter {
	const text = reader.text('search_filter')?.toLowerCase() ?? '';
	const skus = limitedFilter(reader.texts('sku_filter'));
	const codes = limitedFilter(reader.texts('product_code_filter'));
	const guids = setOf(reader.texts('guid_filter'));
	const isAdded = reader.period('created_date_from', 'created_date_to', dateBoundsIncluded);
	const filters: Filter[] = [
		({ sku }) => skus?.has(sku) ?? true,
		({ productCode }) => codes?.has(productCode) ?? true,
		({ imageGuid }) => guids?.has(imageGuid) ?? true,
		(product) => textOf(product).includes(text),
		({ createdAt }) => isAdded(createdAt),
	];
	return (product) => filters.every((fits) => fits(product));
}

const limitedFilter = (values: string[] | null): Set<string> | null =>
	values && values.length > MAXIMUM_FILTER ? null : setOf(values);

const setOf = (values: string[] | null): Set<string> | null => values && new Set(values);

/** "Searches based on text in the title or description." */
const textOf = ({ name, descriptionShort, descriptionLong }: InventoryProduct): string =>
	[name, descriptionShort, descriptionLong].join('\n').toLowerCase();

/** Refusing other fields and directions is a choice: a sort that is not applied goes unnoticed. */
function readOrder(reader: ModelReader) {
	const field = reader.text('sort_field') ?? 'id';
	const direction = (reader.text('sort_direction') ?? 'DESC').toUpperCase();
	const sortKey = SORT_KEYS[field];
	if (!sortKey) reader.fail('sort_field', `Use one of ${Object.keys(SORT_KEYS).join(', ')}.`);
	if (!['ASC', 'DESC'].includes(direction)) reader.fail('sort_direction', 'Use ASC or DESC.');
	return {
		sortKey: sortKey ?? (({ id }: InventoryProduct) => id),
		isAscending: direction === 'ASC',
	};
}

/** The matches in order; equal ones by id, so that pages never overlap. */
export function matching(
	products: readonly InventoryProduct[],
	{ fits, sortKey, isAscending }: InventoryQuery,
): InventoryProduct[] {
	const sign = isAscending ? 1 : -1;
	return products
		.filter(fits)
		.sort((left, right) => sign * (compare(sortKey(left), sortKey(right)) || left.id - right.id));
}

function compare(left: number | string, right: number | string): number {
	if (left === right) return 0;
	return left < right ? -1 : 1;
}
