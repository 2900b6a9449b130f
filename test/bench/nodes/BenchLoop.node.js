/** The least that reads a whole list: a loop around the helper that our nodes send with. */
exports.BenchLoop = class BenchLoop {
	description = {
		displayName: 'Bench Loop',
		name: 'benchLoop',
		group: ['transform'],
		version: 1,
		description: 'Reads all pages',
		defaults: { name: 'Bench Loop' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'inventorumApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Page Size', name: 'pageSize', type: 'number', default: 40 },
		],
	};

	async execute() {
		const url = this.getNodeParameter('url', 0);
		const limit = this.getNodeParameter('pageSize', 0);
		const items = [];
		for (let page = 1; ; page += 1) {
			const { data } = await this.helpers.httpRequestWithAuthentication.call(
				this,
				'inventorumApi',
				{ method: 'GET', url, qs: { limit, page }, headers: { 'X-Api-Version': '12' }, json: true },
			);
			for (const json of data) items.push({ json, pairedItem: { item: 0 } });
			if (data.length < limit) return [items];
		}
	}
};
