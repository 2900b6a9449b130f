import { z } from 'zod/v4';
import {
	boolean,
	choice,
	json,
	list,
	optionalId,
	sentAs,
	shownWhen,
	type FieldMap,
} from '../../../shared/contract/field';
import {
	attributeLists,
	attributes,
	attributeTexts,
	channelValues,
	images,
	stockAndPriceFields,
	taxType,
	type Attribute,
} from './productFields';

const optionalFields = {
	...stockAndPriceFields,
	images,
	isGiftcard: boolean({
		displayName: 'Gift Card',
		description: 'Whether the variation is a gift card',
	}),
};

/** A variation of a new product; the page writes its attributes as plain texts. */
const newVariationFields = { attributes: sentAs(attributes, attributeTexts) };

/** A variation of an existing product: with its id it is kept, without it is new. */
const wantedVariationFields = {
	id: optionalId({
		displayName: 'Variation ID',
		description: 'ID of the variation to keep. Leave it empty for a new variation.',
		placeholder: 'e.g. 13825788',
	}),
	attributes: sentAs(attributes, (entries: Attribute[]) => attributeLists(entries)),
};

const wantedOptionalFields = {
	...optionalFields,
	channelValues,
	taxType: {
		...taxType,
		description: 'Needed for a new variation: the tax rate of the product',
	},
};

const EXISTING_ID = 'a whole number as “id”: the ID of an existing variation';

const wantedVariation = z.looseObject(
	{
		id: z.int({ error: EXISTING_ID }).positive({ error: EXISTING_ID }).optional(),
		attributes: z
			.record(z.string(), z.unknown(), { error: 'an object as “attributes”' })
			.optional(),
	},
	{ error: 'an object for each variation' },
);

/** A variation in the vendor's own field names. */
export type WireVariation = z.infer<typeof wantedVariation>;

const jsonVariations = json({
	displayName: 'Variations (JSON)',
	wireName: 'variations',
	description: 'A list of variations, with the field names that INVENTORUM uses',
	placeholder: 'e.g. [{"attributes": {"size": "M"}, "price": 140, "quantity": 30}]',
	default: '[]',
	schema: z.array(wantedVariation, { error: 'a JSON list of variations' }),
});

const SPECIFIED = [
	{ name: 'Using Fields Below', value: 'fields' },
	{ name: 'Using JSON', value: 'json' },
] as const;

function variationList<M extends FieldMap, O extends FieldMap>(fields: M, optional: O) {
	return list({
		displayName: 'Variations',
		description: 'One entry for each variation',
		entryName: 'Variation',
		addText: 'Add Variation',
		fields,
		optionalFields: optional,
	});
}

/** For a new product, which may have no variations at all. */
export const newVariations = {
	specifyVariations: choice({
		displayName: 'Variations',
		description:
			'Whether the product has variations, such as sizes or colors, and how you list them',
		in: 'none',
		choices: [{ name: 'None', value: 'none' }, ...SPECIFIED],
		default: 'none',
	}),
	variations: shownWhen(
		{ specifyVariations: ['fields'] },
		variationList(newVariationFields, optionalFields),
	),
	variationsJson: shownWhen({ specifyVariations: ['json'] }, jsonVariations),
};

/** For an existing product: the complete list. */
export const wantedVariations = {
	specifyVariations: choice({
		displayName: 'Specify Variations',
		description: 'How you list the variations',
		in: 'none',
		choices: SPECIFIED,
		default: 'fields',
	}),
	variations: shownWhen(
		{ specifyVariations: ['fields'] },
		variationList(wantedVariationFields, wantedOptionalFields),
	),
	variationsJson: shownWhen({ specifyVariations: ['json'] }, jsonVariations),
};
