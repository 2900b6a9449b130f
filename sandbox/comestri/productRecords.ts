import { isJsonObject, type JsonObject } from '../shared/json';
import type { Product } from './catalogue';
import type { Handler, Saved, WorkContext } from './handlers';
import { findProduct, isBlank, RecordError, refuse } from './records';
import { productView } from './views';

const STATUSES = ['active', 'inactive'];
const OWN_FIELDS = new Set([
	'_request_data_id',
	'id',
	'code',
	'name',
	'status',
	'product_type',
	'product_attributes',
	'discontinued',
]);

/** Creates the product or changes the one with this id or code. */
export const upsertProduct: Handler = (record, context) => {
	const existing = findProduct(context.catalogue, record, ['id', 'code']);
	if (!existing && !isBlank(record.id)) throw new RecordError('Product must exist');
	check(record, existing);
	return existing ? change(existing, record, context) : create(record, context);
};

/** The sample's answer says "insert"; with an existing code that cannot be. */
export const insertProduct: Handler = (record, context) => {
	const isTaken = findProduct(context.catalogue, record, ['', 'code']) !== undefined;
	refuse([isTaken && 'Code has already been taken']);
	check(record, undefined);
	return create(record, context);
};

function check(record: JsonObject, existing: Product | undefined): void {
	const { code, name, status, product_attributes: attributes } = record;
	const isNameMissing = existing ? name !== undefined && isBlank(name) : isBlank(name);
	refuse([
		!existing && isBlank(code) && "Code can't be blank",
		isNameMissing && "Name can't be blank",
		!isBlank(status) && !STATUSES.includes(String(status)) && 'Status is not included in the list',
		!isBlank(attributes) && !isJsonObject(attributes) && 'Product attributes is invalid',
	]);
}

/** An upsert without any difference still counts as an update; a choice. */
function change(product: Product, record: JsonObject, context: WorkContext): Saved {
	Object.assign(product, contentOf(record, product, context), { updatedAt: context.time });
	context.catalogue.record('updated', 'product', product, context.time);
	return saved(product, context);
}

function create(record: JsonObject, context: WorkContext): Saved {
	const { catalogue, time } = context;
	const blank = {
		code: String(record.code),
		productType: null,
		status: 'active',
		names: {},
		attributes: {},
		others: {},
		discontinued: false,
		createdAt: time,
		updatedAt: time,
	};
	const product = catalogue.putProduct({ ...blank, ...contentOf(record, blank, context) });
	catalogue.record('created', 'product', product, time);
	return saved(product, context);
}

type Content = Omit<Product, 'id'>;

/** Members that are left out stay as they are; attributes are changed one by one. */
function contentOf(record: JsonObject, current: Content, { lang }: WorkContext): Partial<Content> {
	const { name, status, product_type: type, product_attributes: attributes } = record;
	const others = Object.entries(record).filter(([field]) => !OWN_FIELDS.has(field));
	return {
		names: isBlank(name) ? current.names : { ...current.names, [lang]: String(name) },
		status: isBlank(status) ? current.status : String(status),
		productType: isBlank(type) ? current.productType : String(type),
		discontinued: truthOf(record.discontinued) ?? current.discontinued,
		attributes: { ...current.attributes, ...attributesOf(attributes) },
		others: { ...current.others, ...Object.fromEntries(others) },
	};
}

/** "Booleans accept true, false, 1, 0." */
function truthOf(value: unknown): boolean | undefined {
	if (isBlank(value)) return undefined;
	return value === true || value === 1 || value === '1' || value === 'true';
}

/** Written plain, read back with their base type. */
const attributesOf = (attributes: unknown): JsonObject =>
	isJsonObject(attributes)
		? Object.fromEntries(
				Object.entries(attributes).map(([code, value]) => [
					code,
					{ value, base_type: baseTypeOf(value) },
				]),
			)
		: {};

function baseTypeOf(value: unknown): string {
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'boolean' || typeof value === 'number') return typeof value;
	return isJsonObject(value) ? 'map' : 'string';
}

const saved = (product: Product, { catalogue, lang }: WorkContext): Saved => ({
	id: product.id,
	view: () => productView(catalogue, product, lang),
});
