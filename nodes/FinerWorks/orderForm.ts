import { z } from 'zod/v4';
import {
	boolean,
	choice,
	expected,
	integer,
	json,
	list,
	sentAs,
	shownWhen,
	text,
	type Field,
	type SomeValuesOf,
} from '../shared/contract/field';
import { keyText, moment } from './fields';

/** Client code: 51 characters were refused. */
const LONGEST_ORDER_PO = 50;

const ORDER_PO = 'your own reference of the order';

/** The page's sample writes it in lower case. */
const countryCode = sentAs(
	keyText({
		displayName: 'Country Code',
		description: 'The two letters of the country, as in ISO 3166-1',
		placeholder: 'e.g. US',
		what: 'a country code of two letters, such as US',
		maxLength: 2,
	}),
	(code) => code.toLowerCase(),
);

const SHIPPING_CODES = [
	{ name: 'Economy', value: 'EC' },
	{ name: 'Fastest', value: 'FS' },
	{ name: 'Ground', value: 'SD' },
] as const;

/** Codes to choose from; the shipping calls give others, which an expression can hand over. */
const shippingCode: Field<string> = {
	...choice({
		displayName: 'Shipping Code',
		description: 'How the parcel travels. An expression may give another code of FinerWorks.',
		choices: SHIPPING_CODES,
		default: 'EC',
	}),
	schema: keyText({ displayName: 'Shipping Code', what: 'a shipping code such as EC' }).schema,
};

/** From 1 to 999 (page of Submit Orders V2). */
const anyQuantity = integer({
	displayName: 'Quantity',
	wireName: 'product_qty',
	description: 'The number of copies',
	minValue: 1,
});

const quantity: Field<number> = {
	...anyQuantity,
	schema: anyQuantity.schema.refine(
		(number) => number <= 999,
		expected('a whole number from 1 to 999'),
	),
};

const itemFields = {
	quantity,
	sku: text({
		displayName: 'SKU',
		wireName: 'product_sku',
		description: 'SKU of the virtual inventory, or a product code',
		placeholder: 'e.g. AP1234P1234',
	}),
};

const moreItemFields = {
	customData1: text({ displayName: 'Custom Data 1', description: 'Your own note on the product' }),
	customData2: text({ displayName: 'Custom Data 2', description: 'Your own note on the product' }),
	customData3: text({ displayName: 'Custom Data 3', description: 'Your own note on the product' }),
	imageGuid: text({
		displayName: 'Image GUID',
		wireName: 'product_guid',
		description: 'The GUID of the image. Usually not needed.',
	}),
	imageHeight: integer({
		displayName: 'Image Height',
		wireName: 'pixel_height',
		description: 'In pixels. Give it with the image if you know it.',
	}),
	imageUrl: text({
		displayName: 'Image URL',
		wireName: 'product_url_file',
		description:
			'Public address of the file to print. Needed when the SKU is a product code and not of the virtual inventory.',
		placeholder: 'e.g. https://example.com/print.jpg',
	}),
	imageWidth: integer({
		displayName: 'Image Width',
		wireName: 'pixel_width',
		description: 'In pixels. Give it with the image if you know it.',
	}),
	itemOrderPo: text({
		displayName: 'Item Reference',
		wireName: 'product_order_po',
		description: 'Your own reference of this line or order',
	}),
	thumbnailUrl: text({
		displayName: 'Thumbnail URL',
		wireName: 'product_url_thumbnail',
		description: 'Public address of a small picture of the file',
	}),
	title: text({
		displayName: 'Title',
		wireName: 'product_title',
		description: 'Shown on the packing slip',
		placeholder: 'e.g. The Big Blue Mountain',
	}),
};

export type ItemEntry = SomeValuesOf<typeof itemFields & typeof moreItemFields>;

const orderItems = list({
	displayName: 'Order Items',
	description: 'What is ordered, one entry for each product',
	entryName: 'Item',
	addText: 'Add Item',
	fields: itemFields,
	optionalFields: moreItemFields,
});

const orderPoSchema = keyText({
	displayName: 'Order PO',
	what: 'a text as “order_po”',
	maxLength: LONGEST_ORDER_PO,
}).schema;

const orderJson = json({
	displayName: 'Order (JSON)',
	description: 'An order with the field names that FinerWorks uses; “order_po” is required',
	in: 'none',
	placeholder: 'e.g. {"order_po": "PO_0001", "recipient": {}, "order_items": []}',
	schema: z.looseObject(
		{
			order_po: orderPoSchema,
			recipient: z.looseObject({}, expected('an object as “recipient”')).optional(),
			order_items: z
				.array(z.looseObject({}, expected('an object for each item')), {
					error: 'a list as “order_items”',
				})
				.optional(),
		},
		{ error: 'a JSON object for the order' },
	),
});

const BY_FIELDS = { specifyOrder: ['fields'] };

const name = (displayName: string) =>
	keyText({ displayName, description: 'Of the person who gets the parcel', what: 'a name' });

/** An order, by fields or as JSON. Source: Submit Orders V2 and its model order_details. */
export const orderFields = {
	specifyOrder: choice({
		displayName: 'Specify Order',
		description: 'How you describe the order',
		in: 'none',
		choices: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
	}),
	orderPo: shownWhen(
		BY_FIELDS,
		keyText({
			displayName: 'Order PO',
			description:
				'Your own reference of the order. Use each one once only: FinerWorks does not promise to notice a second order with the same reference.',
			placeholder: 'e.g. PO_0001',
			what: ORDER_PO,
			maxLength: LONGEST_ORDER_PO,
		}),
	),
	firstName: shownWhen(BY_FIELDS, name('First Name')),
	lastName: shownWhen(BY_FIELDS, name('Last Name')),
	address1: shownWhen(
		BY_FIELDS,
		keyText({
			displayName: 'Address Line 1',
			description: 'Street and number',
			placeholder: 'e.g. 742 Evergreen Terrace',
			what: 'an address',
		}),
	),
	city: shownWhen(
		BY_FIELDS,
		text({ displayName: 'City', description: 'Town of the recipient', mayBeEmpty: true }),
	),
	zipPostalCode: shownWhen(
		BY_FIELDS,
		keyText({
			displayName: 'ZIP or Postal Code',
			description: 'Postal code of the recipient',
			placeholder: 'e.g. 88888',
			what: 'a postal code',
		}),
	),
	stateCode: shownWhen(
		BY_FIELDS,
		text({
			displayName: 'State',
			description:
				'The two letters of a state of the US. Leave it empty elsewhere, and use Province under Additional Fields.',
			placeholder: 'e.g. AK',
			mayBeEmpty: true,
		}),
	),
	countryCode: shownWhen(BY_FIELDS, countryCode),
	orderItems: shownWhen(BY_FIELDS, orderItems),
	shippingCode: shownWhen(BY_FIELDS, shippingCode),
	orderJson: shownWhen({ specifyOrder: ['json'] }, orderJson),
};

const CUSTOM = 'Your own note on the order, at most 255 characters';

/** What an order may have besides; also added to an order that is given as JSON. */
export const moreOrderFields = {
	address2: text({ displayName: 'Address Line 2', description: 'More of the address' }),
	address3: text({ displayName: 'Address Line 3', description: 'More of the address' }),
	companyName: text({ displayName: 'Company', description: 'Company of the recipient' }),
	customData1: text({ displayName: 'Custom Data 1', description: CUSTOM }),
	customData2: text({ displayName: 'Custom Data 2', description: CUSTOM }),
	customData3: text({ displayName: 'Custom Data 3', description: CUSTOM }),
	documentUrl: text({
		displayName: 'Document URL',
		description:
			'Address of a page to put into the parcel: one page of 8.5 x 11 inches, JPG or PDF',
		placeholder: 'e.g. https://example.com/letter.pdf',
	}),
	email: text({
		displayName: 'Email',
		description: 'Shown on the packing slip',
		placeholder: 'e.g. name@email.com',
	}),
	fedexAccount: text({
		displayName: 'FedEx Account Number',
		wireName: 'acct_number_fedex',
		description: 'An account registered with FinerWorks that pays for the shipping',
	}),
	giftMessage: text({
		displayName: 'Gift Message',
		description: 'Printed on the packing slip',
		rows: 3,
	}),
	phone: text({ displayName: 'Phone', description: 'Phone number of the recipient' }),
	province: text({ displayName: 'Province', description: 'Region, outside of the US' }),
	shipByDate: moment({
		displayName: 'Ship By',
		wireName: 'ship_by_date',
		description: 'The latest day to ship on',
	}),
	taxId: text({
		displayName: 'Customs Tax ID',
		description: 'VAT or other tax number, for parcels to other countries',
	}),
	taxType: sentAs(
		choice({
			displayName: 'Customs Tax Type',
			description: 'What kind of number the Customs Tax ID is',
			choices: [
				{ name: 'IOSS', value: '1' },
				{ name: 'Other', value: '2' },
				{ name: 'VAT', value: '0' },
			],
			default: '0',
		}),
		(type) => Number(type),
	),
	testMode: boolean({
		displayName: 'Test Mode',
		description: 'Whether this is a test order, which is not produced or billed',
		default: true,
	}),
	upsAccount: text({
		displayName: 'UPS Account Number',
		wireName: 'acct_number_ups',
		description: 'An account registered with FinerWorks that pays for the shipping',
	}),
	webhookOrderStatusUrl: text({
		displayName: 'Webhook URL',
		wireName: 'webhook_order_status_url',
		description:
			'FinerWorks posts every new status of the order here. It does not sign the message, so put a secret into the address.',
		placeholder: 'e.g. https://example.com/webhook/order-status',
	}),
};
