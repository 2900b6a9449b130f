import { startInventorumSandbox, type InventorumSandbox } from '../../sandbox/inventorum/server';
import { sandboxCredential } from '../harness/credentials';
import { Host, itemsOf } from '../harness/host';

describe('a small tour through the till', () => {
	let sandbox: InventorumSandbox;
	let host: Host;

	beforeAll(async () => {
		sandbox = await startInventorumSandbox({ port: 0 });
		host = new Host();
		host.credentials.data.inventorumApi = sandboxCredential(sandbox.url);
	});

	afterAll(async () => await sandbox.close());

	it('lists products and reads one of them', async () => {
		const found = itemsOf(
			await host.run('inventorum', {
				resource: 'product',
				operation: 'getAll',
				filters: { search: 'Dickies' },
			}),
		);
		expect(found).toMatchObject([{ id: 1976956, name: 'Dickies Free Bird' }]);
		const [read] = itemsOf(
			await host.run(
				'inventorum',
				{
					resource: 'product',
					operation: 'get',
					product: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				},
				found,
			),
		);
		expect(read).toMatchObject({ id: 1976956, gross_price: '25.00' });
	});
});
