import type { INodeParameters } from 'n8n-workflow';
import { API_EMAIL, API_TOKEN } from '../../sandbox/comestri/credentials';
import { startComestriSandbox, type ComestriSandbox } from '../../sandbox/comestri/server';
import { Host } from '../harness/host';

describe('the Comestri trigger', () => {
	let sandbox: ComestriSandbox;
	let host: Host;
	let now: number;

	beforeEach(async () => {
		now = Date.parse('2026-03-02T09:00:00.000Z');
		sandbox = await startComestriSandbox({
			port: 0,
			clock: () => new Date(now),
			generatedProducts: 0,
			jobDelayMs: 0,
			jobDurationMs: 30_000,
		});
		host = new Host();
		host.credentials.data.comestriApi = {
			baseUrl: sandbox.url,
			token: API_TOKEN,
			email: API_EMAIL,
			requestsPerSecond: 0,
		};
		now += 24 * 3_600_000;
	});

	afterEach(async () => await sandbox.close());

	async function rowsOf(parameters: INodeParameters, mode?: 'manual') {
		now += 60_000;
		const form = { authentication: 'comestriApi', ...parameters };
		const items = await host.poll('comestriTrigger', form, mode);
		return (items?.[0] ?? []).map(({ json }) => json);
	}

	async function products(parameters: INodeParameters = {}, mode?: 'manual') {
		const events = ['productCreated', 'productUpdated'];
		const rows = await rowsOf({ triggerOn: 'productChanges', events, ...parameters }, mode);
		return rows.map(({ event, code }) => `${event} ${code}`);
	}

	const startJob = async (): Promise<number> => {
		const answer = await fetch(`${sandbox.url}/api/v2/jobs`, {
			method: 'POST',
			headers: {
				Authorization: `Token token=${API_TOKEN},email=${API_EMAIL}`,
				'Content-Type': 'application/json',
			},
			body: JSON.stringify({
				job: { entity: 'Product', operation: 'upsert', data: [{ code: 'A', name: 'A' }] },
			}),
		});
		return ((await answer.json()) as { id: number }).id;
	};

	it('tells what was created and changed, each once', async () => {
		expect(await products()).toEqual([]);
		const shirt = sandbox.commands.create({ code: 'SHIRT' });
		expect(await products()).toEqual(['productCreated SHIRT']);
		expect(await products()).toEqual([]);
		sandbox.commands.update(shirt, { name: 'Blue Shirt' });
		expect(await products()).toEqual(['productUpdated SHIRT']);
		expect(await products()).toEqual([]);
	});

	it('costs two requests when nothing has happened', async () => {
		await products();
		await products();
		const before = sandbox.requests.list().length;
		await products();
		expect(sandbox.requests.list()).toHaveLength(before + 2);
	});

	it('reads hundreds of changes, some of which come while it reads', async () => {
		await products();
		const made = Array.from({ length: 180 }, (_, index) =>
			sandbox.commands.create({ code: `P-${index}` }),
		);
		now += 300_000;
		const told = await products();
		expect(told).toHaveLength(180);
		expect(new Set(told).size).toBe(180);
		for (const product of made) sandbox.commands.update(product, { name: 'New name' });
		expect(await products()).toHaveLength(180);
		expect(await products()).toEqual([]);
	});

	it('keeps to the events and the status that are asked for', async () => {
		const form = { events: ['productUpdated'], filters: { status: 'active' } };
		await products(form);
		const shirt = sandbox.commands.create({ code: 'SHIRT' });
		expect(await products(form)).toEqual([]);
		sandbox.commands.update(shirt, { status: 'inactive' });
		expect(await products(form)).toEqual([]);
		sandbox.commands.update(shirt, { status: 'active' });
		expect(await products(form)).toEqual(['productUpdated SHIRT']);
	});

	it('shows recent products in the editor and leaves the state alone', async () => {
		await products();
		sandbox.commands.create({ code: 'SHIRT' });
		const before = JSON.stringify(host.staticData);
		expect(await products({}, 'manual')).toContain('productCreated SHIRT');
		expect(JSON.stringify(host.staticData)).toBe(before);
	});

	it('tells once when a job is finished, and then asks no more', async () => {
		const id = await startJob();
		const form = { triggerOn: 'jobFinished', jobIds: String(id) };
		now -= 59_000;
		expect(await rowsOf(form)).toEqual([]);
		now += 120_000;
		const rows = await rowsOf(form);
		expect(rows).toMatchObject([{ event: 'jobFinished', id, status: 'complete' }]);
		const before = sandbox.requests.list().length;
		expect(await rowsOf(form)).toEqual([]);
		expect(sandbox.requests.list()).toHaveLength(before);
	});

	it('shows a finished job in the editor and leaves the state alone', async () => {
		const id = await startJob();
		now += 120_000;
		const form = { triggerOn: 'jobFinished', jobIds: String(id) };
		const rows = await rowsOf(form, 'manual');
		expect(rows).toMatchObject([{ event: 'jobFinished', id }]);
		expect(host.staticData).toEqual({});
	});

	it('refuses to wait for jobs without their IDs', async () => {
		await expect(rowsOf({ triggerOn: 'jobFinished', jobIds: '' })).rejects.toThrow(
			'Job IDs: expected the IDs of jobs with commas between them',
		);
		expect(sandbox.requests.list()).toEqual([]);
	});
});
