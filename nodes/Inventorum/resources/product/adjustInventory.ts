import { DateTime } from 'luxon';
import { date, decimalText, sentAs, text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { product, PRODUCTS_PAGE } from './productFields';
import { productDetails, SIMPLE_PRODUCT } from './productOutput';

const DAY_FORMAT = 'dd.MM.yyyy';

export const adjustInventory = defineOperation({
	resource: 'product',
	name: 'adjustInventory',
	displayName: 'Adjust Inventory',
	action: 'Adjust the inventory of a product',
	description: 'Book a difference in stock, up or down, for a plain product or a variation',
	source: `${PRODUCTS_PAGE} (PUT /products/{product_id}/adjust_inventory)`,
	evidence: 'documented',
	// The quantity is a difference: booked twice, it counts twice.
	safety: 'once-only write',
	method: 'PUT',
	path: '/products/{product}/adjust_inventory/',
	apiVersion: 7,
	form: {
		fields: {
			product: {
				...product,
				description: 'A product without variations, or a variation by its ID',
			},
			quantity: decimalText({
				displayName: 'Quantity Change',
				description: 'The difference to book: 5 adds five pieces, -5 takes five away',
				placeholder: 'e.g. -5',
			}),
			price: decimalText({
				displayName: 'Purchase Price',
				description: 'What one piece of the added stock cost',
				placeholder: 'e.g. 10.50',
			}),
			note: text({
				displayName: 'Note',
				description: 'The reason for the change. May stay empty.',
				placeholder: 'e.g. Lost packets',
				mayBeEmpty: true,
			}),
			date: sentAs(
				{
					...date({
						displayName: 'Date',
						description: 'The day of the change, in the time zone of the workflow',
					}),
					default: '={{ $today.toISODate() }}',
				},
				(value, { timeZone }) => DateTime.fromISO(value, { zone: timeZone }).toFormat(DAY_FORMAT),
			),
		},
	},
	body: (_, stock) => ({ stock }),
	output: { schema: productDetails, simplify: SIMPLE_PRODUCT },
});
