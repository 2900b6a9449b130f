import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INodeParameters, IWorkflowBase } from 'n8n-workflow';
import { APP_KEY, WEB_API_KEY } from '../../sandbox/finerworks/credentials';
import { startFinerWorksSandbox, type FinerWorksSandbox } from '../../sandbox/finerworks/server';
import { startInventorumSandbox, type InventorumSandbox } from '../../sandbox/inventorum/server';
import { sandboxCredential } from '../harness/credentials';
import { Host, itemsOf } from '../harness/host';
import { byId, pairsOf } from '../operations/support';

const SKU = 'AP1234P1234';

/** The parameters of a node of an example. */
function formOf(example: string, node: string): INodeParameters {
	const file = path.resolve(__dirname, '../../examples', `${example}.json`);
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as IWorkflowBase;
	const found = nodes.find(({ name }) => name === node);
	if (found === undefined) throw new Error(`${example} has no node ${node}`);
	return found.parameters;
}

describe('the examples', () => {
	let shop: FinerWorksSandbox;
	let till: InventorumSandbox;
	let host: Host;

	beforeAll(async () => {
		shop = await startFinerWorksSandbox({ port: 0, generatedProducts: 0 });
		till = await startInventorumSandbox({ port: 0 });
		host = new Host();
		host.credentials.data.inventorumApi = sandboxCredential(till.url);
		host.credentials.data.finerWorksApi = {
			webApiKey: WEB_API_KEY,
			appKey: APP_KEY,
			environment: 'custom',
			baseUrl: shop.url,
			requestsPerSecond: 10,
		};
	});

	afterAll(async () => await Promise.all([shop.close(), till.close()]));

	it('hand the stock of the till to the print shop', async () => {
		const trigger = formOf('stock-to-finerworks', 'Product Changes');
		expect(await host.poll('inventorumTrigger', trigger)).toBeNull();
		const [product] = itemsOf(
			await host.run('inventorum', { resource: 'product', operation: 'getAll', limit: 1 }),
		);
		await host.run('inventorum', {
			resource: 'product',
			operation: 'update',
			product: byId(String(product?.id)),
			updateFields: { productCode: SKU },
		});
		const changes = (await host.poll('inventorumTrigger', trigger))?.[0] ?? [];
		const items = [...changes.map(({ json }) => json), { product_code: null, quantity: '1.00' }];
		const { outputs } = await host.run(
			'finerWorks',
			formOf('stock-to-finerworks', 'Update Stock'),
			items,
			{ errorOutput: true },
		);
		expect(outputs[0]?.map(({ json }) => json.sku)).toEqual([SKU]);
		const [{ quantity } = { quantity: undefined }] = items;
		expect(shop.inventory.get(SKU)?.quantityInStock).toBe(Math.floor(Number(quantity)));
		expect(pairsOf(outputs[1])).toEqual([1]);
	});

	it('check orders, and place those that are valid', async () => {
		const raw = String(formOf('orders-to-finerworks', 'Orders of the Shop').jsonOutput);
		const { orders } = JSON.parse(raw.slice(1).replaceAll('{{ $execution.id }}', '17')) as {
			orders: IDataObject[];
		};
		const check = formOf('orders-to-finerworks', 'Check Orders');
		const checked = await host.run('finerWorks', check, orders, { errorOutput: true });
		expect(pairsOf(checked.outputs[0])).toEqual([0, 1]);
		expect(pairsOf(checked.outputs[1])).toEqual([2]);
		expect(shop.stats().ordersPlaced).toBe(0);

		const valid = pairsOf(checked.outputs[0]).map((index) => orders[index as number] ?? {});
		const place = JSON.parse(
			JSON.stringify(formOf('orders-to-finerworks', 'Place Orders')).replaceAll(
				"$('New Orders').item.json",
				'$json',
			),
		) as INodeParameters;
		const placed = itemsOf(await host.run('finerWorks', place, valid, { errorOutput: true }));
		expect(placed.map(({ order_po: po, outcome }) => [po, outcome])).toEqual([
			['WEB-17-1', 'test'],
			['WEB-17-2', 'test'],
		]);
		expect(shop.stats()).toMatchObject({ ordersPlaced: 2, duplicateOrders: 0 });
	});
});
