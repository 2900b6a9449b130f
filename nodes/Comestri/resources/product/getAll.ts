import { get } from 'lodash';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { choice, date, sentAs, text, type Field } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';

/** ISO 8601 in UTC without fractions, as printed for all lists: `2016-05-30T05:13:26Z`. */
function time(displayName: string, wireName: string, description: string): Field<string> {
	return sentAs(
		date({
			displayName,
			wireName,
			description: `${description} Without a zone, it is in the time zone of the workflow.`,
		}),
		(value, { timeZone }) =>
			DateTime.fromISO(value, { zone: timeZone })
				.toUTC()
				.startOf('second')
				.toISO({ suppressMilliseconds: true }),
	);
}

export const getAll = defineOperation({
	resource: 'product',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many products',
	description: 'List products with their children inside',
	source:
		'github.com/omneo/commerceconnect-sdk (client of 2018; the vendor’s own page was not seen)',
	evidence: 'partial',
	safety: 'read',
	method: 'GET',
	path: '/api/v2/products',
	form: {
		fields: {},
		filters: {
			code: text({
				displayName: 'Code',
				description: 'Only the product with this code',
				placeholder: 'e.g. STYLE-1',
			}),
			createdFrom: time(
				'Created From',
				'created_time_from',
				'Only products created at this moment or later.',
			),
			createdTo: time('Created To', 'created_time_to', 'Only products created up to this moment.'),
			id: text({
				displayName: 'ID',
				description: 'Only the product with this ID',
				placeholder: 'e.g. 41884',
			}),
			name: text({
				displayName: 'Name',
				description: 'Only products with this name',
				placeholder: 'e.g. Blue Shirt',
			}),
			status: choice({
				displayName: 'Status',
				description: 'Only products with this status',
				choices: [
					{ name: 'Active', value: 'active', description: 'Products in use' },
					{ name: 'Inactive', value: 'inactive', description: 'Products that are switched off' },
				],
				default: 'active',
			}),
			updatedFrom: time(
				'Updated From',
				'updated_time_from',
				'Only products changed at this moment or later.',
			),
			updatedTo: time('Updated To', 'updated_time_to', 'Only products changed up to this moment.'),
		},
		options: {
			associatedFields: text({
				displayName: 'Associated Fields',
				wireName: 'response_associated_fields',
				description:
					'Names of linked data to return as well, with commas between them. Comestri’s own documentation has the names.',
				placeholder: 'e.g. media_items',
			}),
			productFields: text({
				displayName: 'Product Fields',
				wireName: 'response_product_fields',
				description:
					'Names of the fields to return, with commas between them, if not all. Comestri’s own documentation has the names.',
				placeholder: 'e.g. code,name',
			}),
		},
	},
	// Fifty is what a page has unless told otherwise; no page states a maximum.
	paging: { maxPageSize: 50, identify: (row) => String(get(row, 'id')) },
	output: {
		schema: z.looseObject({
			id: z.number(),
			code: z.string(),
			name: z.string(),
			status: z.string(),
			product_type: z.string(),
			class_type: z.string().nullable(),
			discontinued: z.boolean(),
			product_attributes: z.looseObject({}),
			children: z.array(z.looseObject({ id: z.number(), code: z.string() })),
		}),
		simplify: ['id', 'code', 'name', 'status', 'product_type', 'class_type', 'discontinued'],
	},
});
