import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { decimal } from '../../sandbox/inventorum/decimals';
import { startInventorumSandbox, type InventorumSandbox } from '../../sandbox/inventorum/server';
import { sandboxCredential } from '../harness/credentials';
import { Host } from '../harness/host';

const ALL_EVENTS = ['productCreated', 'productUpdated', 'productDeleted'];
const TAX = 11500;

describe('the INVENTORUM trigger', () => {
	let sandbox: InventorumSandbox;
	let host: Host;
	let now: number;

	beforeEach(async () => {
		now = Date.parse('2026-03-02T09:00:00.000Z');
		sandbox = await startInventorumSandbox({
			port: 0,
			clock: () => new Date(now),
			requestsPerSecond: 0,
		});
		host = new Host();
		host.credentials.data.inventorumApi = {
			...sandboxCredential(sandbox.url),
			requestsPerSecond: 0,
		};
		// What exists was there long before the workflow.
		now += 24 * 3_600_000;
	});

	afterEach(async () => await sandbox.close());

	async function poll(parameters: INodeParameters = {}, mode?: 'manual'): Promise<string[]> {
		now += 60_000;
		const items = await host.poll('inventorumTrigger', { events: ALL_EVENTS, ...parameters }, mode);
		return (items?.[0] ?? []).map(({ json }: INodeExecutionData) => `${json.event} ${json.id}`);
	}

	const create = (name: string) =>
		sandbox.commands.create({ name, taxType: TAX, quantity: decimal(5) });

	const sentSince = (start: number) => sandbox.requests.list().length - start;

	it('begins to count when it is activated', async () => {
		expect(await poll()).toEqual([]);
		expect(await poll()).toEqual([]);
	});

	it('tells what was created, updated and deleted, each once', async () => {
		await poll();
		const shirt = create('Shirt');
		const socks = create('Socks');
		expect(await poll()).toEqual([`productCreated ${shirt.id}`, `productCreated ${socks.id}`]);
		sandbox.commands.sell(shirt, 1);
		expect(await poll()).toEqual([`productUpdated ${shirt.id}`]);
		expect(await poll()).toEqual([]);
		sandbox.commands.remove(socks);
		expect(await poll()).toEqual([`productDeleted ${socks.id}`]);
		expect(await poll()).toEqual([]);
	});

	it('hands on money and quantities as texts, and nothing that depends on the window', async () => {
		await poll();
		const { id } = create('Shirt');
		const items = await host.poll('inventorumTrigger', { events: ALL_EVENTS });
		const [json] = (items?.[0] ?? []).map((item) => item.json);
		expect(json).toMatchObject({ event: 'productCreated', id, name: 'Shirt', quantity: '5.00' });
		expect(json).not.toHaveProperty('state');
	});

	it('costs two requests when nothing has happened', async () => {
		await poll();
		await poll();
		const before = sandbox.requests.list().length;
		await poll();
		expect(sentSince(before)).toBe(2);
	});

	it('loses nothing when a page fails', async () => {
		await poll();
		const { id } = create('Shirt');
		sandbox.faults.add({ kind: 'html', path: 'delta/modified', times: 6 });
		const before = JSON.stringify(host.staticData);
		await expect(poll()).rejects.toThrow('INVENTORUM could not process the request (HTTP 502)');
		expect(JSON.stringify(host.staticData)).toBe(before);
		expect(await poll()).toEqual([`productCreated ${id}`]);
	});

	it('brings nothing in a second poll that starts while one is under way', async () => {
		await poll();
		const { id } = create('Shirt');
		now += 60_000;
		const form = { events: ALL_EVENTS };
		const both = [host.poll('inventorumTrigger', form), host.poll('inventorumTrigger', form)];
		const [first, second] = await Promise.all(both);
		expect(first?.[0]).toMatchObject([{ json: { event: 'productCreated', id } }]);
		expect(second).toBeNull();
	});

	it('brings nothing in a poll that n8n starts with the state before the last delivery', async () => {
		await poll();
		const { id } = create('Shirt');
		const before = JSON.stringify(host.staticData);
		expect(await poll()).toEqual([`productCreated ${id}`]);
		const after = host.staticData;
		host.staticData = JSON.parse(before) as typeof after;
		expect(await poll()).toEqual([]);
		expect(JSON.stringify(host.staticData)).toBe(before);
		host.staticData = after;
		expect(await poll()).toEqual([]);
	});

	it('goes on after a restart where it was', async () => {
		await poll();
		const shirt = create('Shirt');
		await poll();
		sandbox.commands.sell(shirt, 1);
		const restarted = new Host();
		Object.assign(restarted.credentials.data, host.credentials.data);
		restarted.staticData = JSON.parse(JSON.stringify(host.staticData)) as typeof host.staticData;
		host = restarted;
		expect(await poll()).toEqual([`productUpdated ${shirt.id}`]);
	});

	describe('asked to repeat the last poll after a restart', () => {
		const form = { options: { repeatAfterRestart: true } };

		/** Another process has loaded everything anew. */
		const restart = () => jest.resetModules();

		it('tells what n8n may have lost, once more, and nothing that is certain', async () => {
			await poll(form);
			const shirt = create('Shirt');
			expect(await poll(form)).toEqual([`productCreated ${shirt.id}`]);
			const socks = create('Socks');
			expect(await poll(form)).toEqual([`productCreated ${socks.id}`]);
			restart();
			sandbox.commands.sell(shirt, 1);
			expect((await poll(form)).sort()).toEqual([
				`productCreated ${socks.id}`,
				`productUpdated ${shirt.id}`,
			]);
			expect(await poll(form)).toEqual([]);
		});

		it('tells of a product that went back to what it was before the last poll', async () => {
			const shirt = create('Shirt');
			await poll(form);
			sandbox.commands.sell(shirt, 1);
			expect(await poll(form)).toEqual([`productUpdated ${shirt.id}`]);
			restart();
			sandbox.commands.sell(shirt, -1);
			expect(await poll(form)).toEqual([`productUpdated ${shirt.id}`]);
		});

		it('tells nothing again that a quiet poll has followed', async () => {
			await poll(form);
			create('Shirt');
			expect(await poll(form)).toHaveLength(1);
			expect(await poll(form)).toEqual([]);
			restart();
			expect(await poll(form)).toEqual([]);
		});

		it('repeats nothing within one process', async () => {
			await poll(form);
			create('Shirt');
			expect(await poll(form)).toHaveLength(1);
			create('Socks');
			expect(await poll(form)).toHaveLength(1);
		});
	});

	it('starts a new baseline when the filters change', async () => {
		await poll();
		create('Shirt');
		expect(await poll({ filters: { variations: false } })).toEqual([]);
		const { id } = create('Socks');
		expect(await poll({ filters: { variations: false } })).toEqual([`productCreated ${id}`]);
	});

	it('delivers what exists, if asked, in portions', async () => {
		const form = {
			filters: { customSales: true },
			options: { includeExisting: true, mostItems: 150 },
		};
		const first = await poll(form);
		expect(first).toHaveLength(150);
		const rest: string[] = [];
		for (let part = await poll(form); part.length > 0; part = await poll(form)) {
			rest.push(...part);
		}
		const all = [...first, ...rest];
		expect(new Set(all).size).toBe(all.length);
		expect(all).toHaveLength([...sandbox.store.all()].length);
	});

	it('tells of custom sales and of variations as the filters say', async () => {
		await poll();
		sandbox.commands.create({ name: 'Ad hoc', taxType: TAX, customSale: true });
		expect(await poll()).toEqual([]);
		const parent = sandbox.commands.create({ name: 'Cap', taxType: TAX }, [
			{ taxType: TAX, attributes: { size: ['S'] } },
			{ taxType: TAX, attributes: { size: ['M'] } },
		]);
		const events = await poll();
		expect(events).toHaveLength(3);
		expect(events).toContain(`productCreated ${parent.id}`);
	});

	it('shows a recent change in the editor and leaves the state alone', async () => {
		await poll();
		const { id } = create('Shirt');
		const before = JSON.stringify(host.staticData);
		const sample = await poll({ events: ['productCreated'] }, 'manual');
		expect(sample).toContain(`productCreated ${id}`);
		expect(JSON.stringify(host.staticData)).toBe(before);
	});

	it('names the API version when the total never fits', async () => {
		await poll();
		for (let each = 0; each < 3; each += 1) create(`Shirt ${each}`);
		sandbox.faults.add({
			kind: 'status',
			status: 200,
			path: 'delta/modified',
			times: 50,
			body: { total: 30, data: [] },
		});
		await expect(poll()).rejects.toMatchObject({
			message: 'INVENTORUM announces 30 changes but lists 0',
			description: expect.stringContaining('API version 12') as unknown,
		});
	});
});
