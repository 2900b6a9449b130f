import { chunk, get } from 'lodash';
import { choice, text } from '../../../shared/contract/field';
import { defineOperation } from '../../../shared/contract/operation';
import { accountKey, keyList, moment } from '../../fields';
import { TEST_HELP } from '../../vendor';
import { productDetails, SIMPLE_PRODUCT } from './products';

/** "The max it will search is 50, otherwise the filter will be ignored", and everything comes. */
const LONGEST_FILTER = 50;

const LISTS = ['skus', 'productCodes', 'imageGuids'] as const;

export const getAll = defineOperation({
	resource: 'virtualInventory',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many virtual inventory products',
	description: 'List the products of the virtual inventory that have a valid product code',
	source: `${TEST_HELP}/POST-v3-list_virtual_inventory`,
	evidence: 'documented',
	safety: 'read',
	method: 'POST',
	path: '/v3/list_virtual_inventory',
	form: {
		fields: {},
		filters: {
			createdFrom: moment({
				displayName: 'Created From',
				wireName: 'created_date_from',
				description:
					'Only products added at this moment or later. Without a zone, it is in the time zone of the workflow.',
			}),
			createdTo: moment({
				displayName: 'Created To',
				wireName: 'created_date_to',
				description:
					'Only products added up to this moment. Without a zone, it is in the time zone of the workflow.',
			}),
			imageGuids: keyList({
				displayName: 'Image GUIDs',
				wireName: 'guid_filter',
				description: 'Only products with these images. Put commas between the GUIDs.',
				placeholder: 'e.g. 09d83a97-086d-42d0-a29b-c4e18cf5f519',
				what: 'the GUID of an image',
				many: 'GUIDs of images with commas between them',
			}),
			productCodes: keyList({
				displayName: 'Product Codes',
				wireName: 'product_code_filter',
				description:
					'Only products with these codes. Put commas between them; above 50 they are asked for in several requests.',
				placeholder: 'e.g. 5M41M9S8X10F131S13X15J2S9X11G1',
				what: 'a product code',
				many: 'product codes with commas between them',
			}),
			search: text({
				displayName: 'Search',
				wireName: 'search_filter',
				description: 'Text to find in the title or the description',
				placeholder: 'e.g. canvas',
			}),
			skus: keyList({
				displayName: 'SKUs',
				wireName: 'sku_filter',
				description:
					'Only products with these SKUs. Put commas between them; above 50 they are asked for in several requests.',
				placeholder: 'e.g. AP1556P79511, AP1234P1234',
				what: 'the SKU of a product',
				many: 'SKUs with commas between them',
			}),
		},
		sort: {
			sortDirection: choice({
				displayName: 'Direction',
				description: 'Which end of the list comes first',
				choices: [
					{ name: 'Ascending', value: 'ASC' },
					{ name: 'Descending', value: 'DESC' },
				],
				default: 'DESC',
			}),
			sortField: choice({
				displayName: 'Sort By',
				description:
					'The value that decides the order. With more than 50 SKUs, product codes or GUIDs it holds within each request.',
				choices: [
					{ name: 'Date Added', value: 'date_added' },
					{ name: 'File Name', value: 'file_name' },
					{ name: 'File Size', value: 'file_size' },
					{ name: 'ID', value: 'id' },
					{ name: 'Title', value: 'title' },
				],
				default: 'id',
			}),
		},
		options: { accountKey },
	},
	// For GUIDs the page names no limit; shorter lists do no harm should there be one.
	split: (input) =>
		LISTS.reduce(
			(inputs, list) =>
				inputs.flatMap((each) => {
					const whole = each.filters[list];
					if (whole === undefined) return [each];
					return chunk(whole, LONGEST_FILTER).map((part) => ({
						...each,
						filters: { ...each.filters, [list]: part },
					}));
				}),
			[input],
		),
	paging: {
		maxPageSize: 50,
		identify: (row) => String(get(row, 'sku') || get(row, 'id') || JSON.stringify(row)),
	},
	output: { schema: productDetails, simplify: SIMPLE_PRODUCT },
});
