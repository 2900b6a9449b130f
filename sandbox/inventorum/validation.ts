import { DateTime } from 'luxon';
import { isJsonObject, type JsonObject } from '../shared/json';
import type { Attributes } from './attributes';
import { findCategory, findTax, imageExists } from './catalog';
import type { Decimal } from './decimals';
import { invalidFields } from './envelope';
import { FieldReader, REQUIRED } from './fieldReader';
import {
	META_CHANNELS,
	type MetaPatch,
	type ProductPatch,
	type VariationPatch,
} from './productModel';
import { NESTED_IMAGES_SINCE, type WrittenTexts } from './productViews';
import { PACKAGE_UNITS } from './viewParts';

export interface ProductWrite {
	patch: ProductPatch;
	variations?: VariationPatch[];
	written: WrittenTexts;
}

export interface StockAdjustment {
	quantity: Decimal;
	price: Decimal;
}

/** The create page: name and tax are required; images, variations and meta exist since V8. */
export function readCreate(body: unknown, version: number): ProductWrite {
	const source = withoutUndefined({
		...objectOf(body),
		...(version < NESTED_IMAGES_SINCE && {
			images: undefined,
			variations: undefined,
			meta: undefined,
		}),
	});
	const reader = new FieldReader(source);
	reader.require('name', 'tax_type');
	return readProduct(reader, undefined);
}

/** The update pages: every field is optional; new variations need the tax of the product. */
export function readUpdate(body: unknown, currentTax: number): ProductWrite {
	const reader = new FieldReader(objectOf(body));
	for (const field of ['name', 'tax_type']) if (reader.has(field)) reader.require(field);
	return readProduct(reader, currentTax);
}

/** All four fields are required texts; only `note` may be empty. */
export function readAdjustment(body: unknown): StockAdjustment {
	const { stock } = objectOf(body);
	if (!isJsonObject(stock)) throw invalidFields({ stock: [REQUIRED] });
	const reader = new FieldReader(stock);
	reader.require('quantity', 'price', 'date');
	if (!reader.has('note')) reader.fail('note', REQUIRED);
	for (const field of ['quantity', 'note', 'price', 'date']) {
		const value = reader.raw(field);
		if (value !== undefined && typeof value !== 'string') reader.fail(field, 'Not a valid string.');
	}
	refuse(reader);
	if (!isDate(reader.text('date'))) reader.fail('date', 'Use the format DD.MM.YYYY.');
	const [quantity, price] = [reader.decimal('quantity'), reader.decimal('price')];
	if (quantity === undefined || price === undefined) throw invalidFields(reader.errors);
	refuse(reader);
	return { quantity, price };
}

function readProduct(reader: FieldReader, currentTax: number | undefined): ProductWrite {
	const patch = readPatch(reader);
	const tax = patch.taxType ?? currentTax;
	const variations = reader.list('variations')?.map((entry) => readVariation(reader, entry, tax));
	refuse(reader);
	const written = {
		price: reader.decimalText('price'),
		packageSizeValue: patch.packageSizeValue ? reader.decimalText('package_size_value') : undefined,
	};
	return { patch, variations, written };
}

/** What is wrong with a variation is reported under the same names as for the product. */
function readVariation(
	parent: FieldReader,
	entry: unknown,
	parentTax: number | undefined,
): VariationPatch {
	const reader = new FieldReader(isJsonObject(entry) ? entry : {});
	const id = reader.integer('id');
	if (id === undefined) reader.require('tax_type');
	const patch = readPatch(reader);
	const isOtherTax = patch.taxType !== undefined && patch.taxType !== parentTax;
	if (isOtherTax && parentTax !== undefined) reader.fail('tax_type', 'Invalid tax');
	for (const [field, texts] of Object.entries(reader.errors)) parent.errors[field] ??= texts;
	return id === undefined ? patch : { ...patch, id };
}

function readPatch(reader: FieldReader): ProductPatch {
	return withoutUndefined({
		name: reader.text('name'),
		taxType: readTax(reader),
		quantity: reader.decimal('quantity'),
		reorderLevel: reader.decimal('reorder_level'),
		safetyStock: reader.decimal('safety_stock'),
		price: reader.decimal('price'),
		purchasePrice: reader.decimalText('purchase_price'),
		customPrice: reader.boolean('custom_price'),
		isGiftcard: reader.boolean('is_giftcard'),
		customSale: reader.boolean('custom_sale'),
		isFavourite: reader.boolean('is_favourite'),
		productCode: reader.nullableText('product_code'),
		ean: reader.nullableText('ean'),
		description: reader.text('description'),
		brand: reader.text('brand'),
		supplier: reader.text('supplier'),
		attributes: readAttributes(reader),
		categoryIds: readIds(reader, 'categories', (id) => findCategory(id) !== undefined),
		imageIds: readIds(reader, 'images', imageExists),
		packageSizeValue: reader.nullableDecimal('package_size_value'),
		packageSizeUnit: readPackageUnit(reader),
		meta: readMeta(reader),
	});
}

function readTax(reader: FieldReader): number | undefined {
	if (reader.errors.tax_type) return undefined;
	const id = reader.integer('tax_type');
	if (id === undefined) return undefined;
	return findTax(id) ? id : reader.fail('tax_type', 'Invalid tax');
}

/** Values are lists in most samples and plain texts in the create sample with variations. */
function readAttributes(reader: FieldReader): Attributes | undefined {
	const value = reader.raw('attributes');
	if (value === undefined) return undefined;
	if (!isJsonObject(value)) return reader.fail('attributes', 'Expected an object of lists.');
	return Object.fromEntries(
		Object.entries(value).map(([key, values]) => [key, [values].flat().map(String)]),
	);
}

function readIds(
	reader: FieldReader,
	field: string,
	exists: (id: number) => boolean,
): number[] | undefined {
	const ids = reader.list(field)?.map((entry) => (isJsonObject(entry) ? Number(entry.id) : NaN));
	const unknown = ids?.find((id) => !exists(id));
	return unknown === undefined ? ids : reader.fail(field, `Unknown id ${unknown}.`);
}

function readPackageUnit(reader: FieldReader): string | null | undefined {
	const unit = reader.nullableText('package_size_unit');
	if (unit === undefined || unit === null || PACKAGE_UNITS.includes(unit)) return unit;
	return reader.fail('package_size_unit', `"${unit}" is not a valid choice.`);
}

/** Channels a client cannot write, like `ipad`, are passed over: answers contain them. */
function readMeta(reader: FieldReader): MetaPatch | undefined {
	const value = reader.raw('meta');
	if (!isJsonObject(value)) return undefined;
	const meta: MetaPatch = {};
	for (const channel of META_CHANNELS) {
		const texts = value[channel];
		if (isJsonObject(texts)) meta[channel] = readChannel(reader, channel, texts);
	}
	return meta;
}

function readChannel(parent: FieldReader, channel: string, texts: JsonObject) {
	const reader = new FieldReader(texts);
	const content = withoutUndefined({
		name: reader.nullableText('name'),
		description: reader.nullableText('description'),
		price: reader.nullableDecimal('price'),
		imageIds: reader.raw('images') === null ? null : readIds(reader, 'images', imageExists),
	});
	const [problem] = Object.entries(reader.errors);
	if (problem) parent.fail('meta', `${channel}.${problem[0]}: ${problem[1].join(' ')}`);
	return content;
}

function objectOf(body: unknown): JsonObject {
	if (isJsonObject(body)) return body;
	throw invalidFields({ non_field_errors: ['Expected a JSON object.'] });
}

function refuse({ errors }: FieldReader): void {
	if (Object.keys(errors).length > 0) throw invalidFields(errors);
}

const isDate = (text = ''): boolean =>
	/^\d{2}\.\d{2}\.\d{4}$/.test(text) && DateTime.fromFormat(text, 'dd.MM.yyyy').isValid;

/** Undefined means "not sent", which must not overwrite anything. */
function withoutUndefined<T extends object>(
	fields: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
	const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
