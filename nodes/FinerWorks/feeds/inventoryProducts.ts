import { defineTimeFilterSource } from '../../shared/trigger/triggerContract';
import { feedOptionFields } from '../../shared/trigger/triggerOptions';
import { getAll } from '../resources/virtualInventory/getAll';
import { FILTER_SLACK_MS } from './filterSlack';

/**
 * Products that are new in the virtual inventory. There is no filter for changed ones. The newest stand
 * first, as the page says they do by default, so that what is added does not push others past the reader.
 */
export const inventoryProducts = defineTimeFilterSource({
	name: 'inventoryProducts',
	displayName: 'New Virtual Inventory Products',
	description: 'Products that are added to the virtual inventory',
	form: { fields: {}, options: feedOptionFields },
	list: getAll,
	times: ['created'],
	window: (_, from, to) => ({
		filters: { createdFrom: from, createdTo: to },
		sort: { field: 'id', direction: 'DESC' },
	}),
	slackMs: FILTER_SLACK_MS,
	identify: ({ sku, product_guid: guid }) => String(sku || guid),
	// A product is reported once, whatever becomes of it later.
	content: ({ sku }) => ({ sku }),
	output: (row) => row,
	wants: ({ kind }) => kind === 'created',
	eventName: () => 'productAdded',
});
