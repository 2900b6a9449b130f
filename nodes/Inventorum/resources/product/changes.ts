import { get } from 'lodash';
import { z } from 'zod/v4';
import { boolean, text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { startDate, startPage } from '../../startDate';
import { PRODUCTS_PAGE } from './productFields';
import { modifiedRow } from './productOutput';

const orderBy = text({
	displayName: 'Order By',
	description:
		'Fields to sort by, with commas between them. A minus before a field sorts downwards.',
	placeholder: 'e.g. name,-quantity',
});

const MODIFIED_PAGE = 100;
const DELETED_PAGE = 1000;

export const getModified = defineOperation({
	resource: 'product',
	name: 'getModified',
	displayName: 'Get Many Modified',
	action: 'Get many modified products',
	description: 'List products and variations that were created or changed since a moment',
	source: `${PRODUCTS_PAGE} (GET /products/delta/modified)`,
	evidence: 'documented',
	safety: 'read',
	method: 'GET',
	path: '/products/delta/modified/',
	apiVersion: 12,
	form: {
		fields: { startDate },
		options: {
			orderBy,
			page: startPage(MODIFIED_PAGE),
			verbose: boolean({
				displayName: 'Verbose',
				description: 'Whether to return channel values, images and publishing states as well',
				default: true,
			}),
		},
	},
	paging: {
		maxPageSize: MODIFIED_PAGE,
		startPage: ({ options }) => options.page,
		identify: (row) => String(get(row, 'id')),
	},
	output: {
		schema: modifiedRow,
		simplify: [
			'id',
			'inv_id',
			'name',
			'state',
			'parent',
			'product_code',
			'ean',
			'quantity',
			'price',
			'gross_price',
		],
	},
});

export const getDeleted = defineOperation({
	resource: 'product',
	name: 'getDeleted',
	displayName: 'Get Many Deleted',
	action: 'Get many deleted products',
	description: 'List the IDs of products that were deleted since a moment',
	source: `${PRODUCTS_PAGE} (GET /products/delta/deleted)`,
	evidence: 'documented',
	safety: 'read',
	method: 'GET',
	path: '/products/delta/deleted/',
	apiVersion: 12,
	form: { fields: { startDate }, options: { orderBy, page: startPage(DELETED_PAGE) } },
	paging: {
		maxPageSize: DELETED_PAGE,
		startPage: ({ options }) => options.page,
		identify: String,
	},
	output: {
		schema: z.object({ id: z.number() }),
		rows: (ids) => (ids as number[]).map((id) => ({ id })),
	},
});
