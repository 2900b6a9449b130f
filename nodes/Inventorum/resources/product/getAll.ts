import { get } from 'lodash';
import { boolean, choice, integer, text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { PRODUCTS_PAGE } from './productFields';
import { productRow } from './productOutput';

/** Sorting and filtering exist in version 6 alone; everything else follows the current version. */
const SORTING_VERSION = 6;
const CURRENT_VERSION = 12;

export const getAll = defineOperation({
	resource: 'product',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many products',
	description: 'List products and products with variations, without ad hoc sales',
	source: `${PRODUCTS_PAGE} (GET /products)`,
	evidence: 'documented',
	safety: 'read',
	method: 'GET',
	path: '/products/',
	apiVersion: {
		default: CURRENT_VERSION,
		of: ({ filters, sort }) =>
			sort.sort !== undefined || filters.filter !== undefined ? SORTING_VERSION : CURRENT_VERSION,
	},
	form: {
		fields: {},
		filters: {
			filter: choice({
				displayName: 'Stock Level',
				description: 'Only products whose stock has come down to a level',
				choices: [
					{ name: 'Below Reorder Level', value: 'reorder' },
					{ name: 'Below Safety Stock', value: 'safety' },
				],
			}),
			inShop: boolean({
				displayName: 'In Shop',
				description: 'Whether to return only products that are published in the online shop',
				default: true,
			}),
			search: text({
				displayName: 'Search',
				description: 'Text to search for. Products that INVENTORUM lists twice come out once.',
				placeholder: 'e.g. blue',
			}),
		},
		sort: {
			sort: text({
				displayName: 'Sort By',
				description: 'The field whose value decides the order',
				placeholder: 'e.g. price',
			}),
		},
		options: {
			page: integer({
				displayName: 'Start Page',
				description:
					'The page to begin with. A page has 40 products, or as many as Limit says if that is less.',
				in: 'none',
				minValue: 1,
			}),
		},
	},
	paging: {
		maxPageSize: 40,
		startPage: ({ options }) => options.page,
		identify: (row) => String(get(row, 'id')),
	},
	output: {
		schema: productRow,
		simplify: [
			'id',
			'inv_id',
			'name',
			'ean',
			'quantity',
			'price',
			'gross_price',
			'tax_type',
			'variation_count',
			'in_shop',
		],
	},
});
