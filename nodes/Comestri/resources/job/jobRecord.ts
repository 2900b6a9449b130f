import { entityOf, jobOperationOf, type JobRecord, type NewJob } from './jobFields';

/** The record that an input item stands for, whichever way the form gives it. */
export function recordOf({ inputItem, recordFields, recordJson }: NewJob): JobRecord {
	const fromFields = recordFields?.map(({ name, value }): [string, unknown] => [name ?? '', value]);
	const given = inputItem ?? recordJson;
	return given ?? Object.fromEntries((fromFields ?? []).filter(([, value]) => value !== undefined));
}

/** Of each group of names one must have a value. */
type Key = readonly (readonly string[])[];

/**
 * What a record is known by, as far as the examples of the page jobs/create show it. Other entities are
 * not checked.
 */
const KEYS: Readonly<Record<string, Key>> = {
	Product: [['code']],
	PriceItem: [
		['product_id', 'product_code'],
		['price_book_id', 'price_book_name'],
	],
	PriceBook: [['id', 'name']],
	ProductVariation: [
		['parent_id', 'parent_product_code'],
		['child_id', 'child_product_code'],
	],
};

const CONTROLS = {
	fields: 'Record Fields',
	inputItem: 'Input Item',
	json: 'Record (JSON)',
} as const;

interface Problem {
	field: string;
	problem: string;
}

/** What keeps an item from becoming a record of a job. */
export function newJobProblem(input: NewJob): Problem | undefined {
	return missingName(input) ?? missingKey(input);
}

function missingName(input: NewJob): Problem | undefined {
	if (entityOf(input) === '') {
		return { field: 'Entity Name', problem: 'expected the name of an entity, but got nothing' };
	}
	if (jobOperationOf(input) !== '') return undefined;
	return {
		field: 'Job Operation Name',
		problem: 'expected the name of an operation, but got nothing',
	};
}

/** Refuses a record that Comestri could not tell from others. */
function missingKey(input: NewJob): Problem | undefined {
	const entity = entityOf(input);
	const record = recordOf(input);
	const missing = KEYS[entity]?.filter((names) => names.every((name) => isBlank(record[name])));
	if (missing === undefined || missing.length === 0) return undefined;
	const wanted = missing
		.map((names) => names.map((name) => `“${name}”`).join(' or '))
		.join(', and ');
	return {
		field: CONTROLS[input.dataFrom],
		problem: `expected a ${entity} record with a value for ${wanted}, but got ${foundIn(record)}`,
	};
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || String(value).trim() === '';
}

const MOST_NAMES = 8;

/** The names that are there, which show most mistakes: `code` may be `Code`, or sit one level deeper. */
function foundIn(record: JobRecord): string {
	const names = Object.keys(record);
	if (names.length === 0) return 'an empty record';
	const some = names.slice(0, MOST_NAMES).join(', ');
	return `the fields ${some}${names.length > MOST_NAMES ? ', …' : ''}`;
}
