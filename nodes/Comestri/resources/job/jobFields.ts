import { z } from 'zod/v4';
import {
	boolean,
	choice,
	decimal,
	expected,
	integer,
	json,
	list,
	shownWhen,
	text,
	type Field,
} from '../../../shared/contract/field';
import type { InputOf } from '../../../shared/contract/operation';
import { API_PAGES } from '../../vendor';

export const CREATE_PAGE = `${API_PAGES}/jobs/create.html`;
export const SHOW_PAGE = `${API_PAGES}/jobs/show.html`;

/** Stands for a value that the lists do not have. */
const OTHER = 'other';

const OTHER_CHOICE = {
	name: 'Other',
	value: OTHER,
	description: 'One that is not in this list, by its own name',
} as const;

/** Known from the vendor's examples; the page's own list was cut off, so any other can be typed in. */
const entity = choice({
	displayName: 'Entity',
	description: 'What kind of records the job has',
	in: 'none',
	choices: [
		{ name: 'Category', value: 'Category' },
		OTHER_CHOICE,
		{ name: 'Price Book', value: 'PriceBook' },
		{ name: 'Price Item', value: 'PriceItem' },
		{ name: 'Product', value: 'Product' },
		{ name: 'Product Variation', value: 'ProductVariation' },
	],
	default: 'Product',
});

/** As with the entities: from the examples, with room for others. */
const jobOperation = choice({
	displayName: 'Job Operation',
	description: 'What the job does with each record',
	in: 'none',
	wireName: 'operation',
	choices: [
		{
			name: 'Create or Update',
			value: 'upsert',
			description: 'Create a new record, or update the current one if it already exists (upsert)',
		},
		{ name: 'Insert', value: 'insert', description: 'Known to work for categories' },
		OTHER_CHOICE,
		{
			name: 'Purge',
			value: 'purge',
			description: 'Remove all prices of a product in a price book; for price items only',
		},
		{
			name: 'Reset',
			value: 'reset',
			description:
				'Replace what is there: the prices of a product in a price book, or the parent of a product variation. Give several prices of one product in one price book record, or they may replace each other.',
		},
	],
	default: 'upsert',
});

const anything = z.unknown() as z.ZodType<unknown>;

/** A value of any kind: an expression keeps its numbers, lists and objects. */
const anyValue: Field = {
	...text({
		displayName: 'Value',
		description:
			'A fixed value is sent as a text; an expression keeps its numbers, lists and objects',
	}),
	schema: anything,
};

export type JobRecord = Record<string, unknown>;

const recordShape = z.record(
	z.string(),
	anything,
	expected('a JSON object with the fields of one record'),
) as unknown as z.ZodType<JobRecord>;

const record = {
	dataFrom: choice({
		displayName: 'Data From',
		description: 'Each input item is one record of the job',
		in: 'none',
		choices: [
			{
				name: 'Fields Below',
				value: 'fields',
				description: 'Choose the fields of the record one by one',
			},
			{
				name: 'Input Item',
				value: 'inputItem',
				description: 'The fields of the input item are the fields of the record',
			},
			{ name: 'JSON', value: 'json', description: 'Write the record as JSON' },
		],
		default: 'inputItem',
	}),
	inputItem: shownWhen(
		{ dataFrom: ['inputItem'] },
		{
			...json({
				displayName: 'Input Item',
				description:
					'The whole input item, unless you replace the expression by one for a part of it. Comestri must know all of its fields.',
				in: 'none',
				schema: recordShape,
			}),
			default: '={{ $json }}',
		},
	),
	recordFields: shownWhen(
		{ dataFrom: ['fields'] },
		list({
			displayName: 'Record Fields',
			description: 'A field whose value is null is left out',
			in: 'none',
			entryName: 'Field',
			addText: 'Add Field',
			fields: {
				name: text({
					displayName: 'Name',
					description: 'The name of the field in Comestri',
					placeholder: 'e.g. code',
				}),
				value: anyValue,
			},
		}),
	),
	recordJson: shownWhen(
		{ dataFrom: ['json'] },
		json({
			displayName: 'Record (JSON)',
			description:
				'One record with the fields that Comestri has for its entity. A _request_data_id of your own is kept.',
			in: 'none',
			schema: recordShape,
			default: '{\n\t"code": "12345",\n\t"name": "Product 12345"\n}',
		}),
	),
};

/**
 * The form of a new job. The two typed names may be empty for n8n, which would ask for them also where
 * an expression chooses a known value; `newJobProblem` asks where they count.
 */
export const newJobForm = {
	fields: {
		entity,
		entityName: shownWhen(
			{ entity: [OTHER] },
			text({
				displayName: 'Entity Name',
				description: 'As Comestri spells it, in the singular',
				placeholder: 'e.g. MediaItem',
				in: 'none',
				mayBeEmpty: true,
			}),
		),
		jobOperation,
		jobOperationName: shownWhen(
			{ jobOperation: [OTHER] },
			text({
				displayName: 'Job Operation Name',
				description: 'As Comestri spells it',
				placeholder: 'e.g. update',
				in: 'none',
				mayBeEmpty: true,
			}),
		),
		...record,
		recordsPerJob: integer({
			displayName: 'Records per Job',
			description:
				'More input items than this make several jobs. Comestri states no maximum; 1000 is our own choice.',
			in: 'none',
			minValue: 1,
			default: 1000,
		}),
	},
	options: {
		lang: text({
			displayName: 'Language Code',
			description: 'The language that translatable fields are saved under',
			placeholder: 'e.g. en',
			in: 'none',
		}),
		objectInResponse: boolean({
			displayName: 'Return Saved Objects',
			description:
				'Whether Comestri returns each object as it was saved. Without this option it does not, because the objects of a large job make its answer long and slow; the default of Comestri itself is to return them.',
			in: 'none',
			default: true,
		}),
	},
} as const;

/** Until when to ask for the outcome. */
export const giveUpAfter = {
	...decimal({
		displayName: 'Give Up After (Minutes)',
		description:
			'How long to wait for each job. What is known by then is returned; the job itself goes on in Comestri. The default of 10 minutes is our own choice.',
		in: 'none',
		minValue: 0,
	}),
	default: 10,
} satisfies Field<number>;

export const MINUTE_MS = 60_000;

const DIGITS = expected('a job ID such as 429');

/** The ID that Comestri gave a job. */
export const jobId: Field<string> = {
	...text({
		displayName: 'Job ID',
		description: 'The job_id that Create and Create and Wait return',
		placeholder: 'e.g. 429',
		in: 'path',
	}),
	schema: z.preprocess(
		(value) => (typeof value === 'number' ? String(value) : value),
		z.string(DIGITS).trim().regex(/^\d+$/, DIGITS),
	) as unknown as z.ZodType<string>,
};

export type NewJob = InputOf<typeof newJobForm>;

export const entityOf = ({ entity: chosen, entityName }: NewJob): string =>
	chosen === OTHER ? (entityName ?? '').trim() : chosen;

export const jobOperationOf = ({ jobOperation: chosen, jobOperationName }: NewJob): string =>
	chosen === OTHER ? (jobOperationName ?? '').trim() : chosen;
