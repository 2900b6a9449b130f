import { z } from 'zod/v4';
import { defineOperation } from '../../../shared/contract/operation';
import { rowsAt } from '../../fields';

export const getStatusDefinitions = defineOperation({
	resource: 'order',
	name: 'getStatusDefinitions',
	displayName: 'Get Status Definitions',
	action: 'Get the definitions of order statuses',
	description: 'List every status that an order can have, with its ID and its label',
	source: 'https://api.finerworks.com/Help/Api/GET-v3-list_order_status_definitions',
	evidence: 'documented',
	safety: 'read',
	method: 'GET',
	path: '/v3/list_order_status_definitions',
	form: { fields: {} },
	output: {
		schema: z.looseObject({ order_status_id: z.number(), order_status_label: z.string() }),
		rows: (body) => rowsAt(body, 'definitions'),
	},
});
