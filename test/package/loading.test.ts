import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { PackageDirectoryLoader } from 'n8n-core';

const ROOT = path.resolve(__dirname, '../..');
const DIST = path.join(ROOT, 'dist');

/** What n8n offers to community nodes at run time, and its linter allows. */
const ALLOWED = ['n8n-workflow', 'zod', 'zod/v4', 'luxon', 'lodash', 'node:crypto'];

interface NodeOutline {
	resources: { name: string; operations: { name: string }[] }[];
}

function filesUnder(folder: string, ending: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith(ending))
		.map((name) => path.join(folder, name));
}

describe('the built package', () => {
	it('is loaded by n8n with all its nodes and credentials', async () => {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();
		expect(Object.keys(loader.nodeTypes).sort()).toEqual([
			'comestri',
			'comestriTrigger',
			'finerWorks',
			'finerWorksTrigger',
			'inventorum',
			'inventorumTrigger',
		]);
		expect(Object.keys(loader.credentialTypes).sort()).toEqual([
			'comestriApi',
			'comestriOAuth2Api',
			'finerWorksApi',
			'inventorumApi',
		]);
		expect(loader.known.nodes.inventorum?.className).toBe('Inventorum');
		const { type } = loader.nodeTypes.inventorum as { type: INodeType };
		expect(type.description.iconUrl).toEqual({
			light: 'icons/n8n-nodes-retailkit/dist/nodes/Inventorum/inventorum.svg',
			dark: 'icons/n8n-nodes-retailkit/dist/nodes/Inventorum/inventorum.dark.svg',
		});
		expect(type.description.codex?.categories).toEqual(['Sales', 'Data & Storage']);
	});

	it('requires nothing but what n8n provides', () => {
		const required = filesUnder(DIST, '.js').flatMap((file) =>
			[...readFileSync(file, 'utf8').matchAll(/require\((['"])(.+?)\1\)/g)].map(
				(match) => match[2] as string,
			),
		);
		const foreign = required.filter((name) => !name.startsWith('.') && !ALLOWED.includes(name));
		expect(required.length).toBeGreaterThan(50);
		expect(foreign).toEqual([]);
	});

	it('keeps each node description below 150 KB', () => {
		const sizes = filesUnder(DIST, '.properties.json').map((file) => readFileSync(file).length);
		expect(sizes).toHaveLength(6);
		expect(Math.max(...sizes)).toBeLessThan(150_000);
	});

	it('loads no contract when n8n requires its node files', () => {
		const script = `
			require('n8n-workflow');
			for (const file of ${JSON.stringify(filesUnder(DIST, '.node.js'))}) require(file);
			const loaded = Object.keys(require.cache).filter((name) => name.startsWith(${JSON.stringify(DIST)}));
			console.log(JSON.stringify(loaded.map((name) => require('node:path').relative(${JSON.stringify(DIST)}, name))));
		`;
		const loaded = JSON.parse(
			execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }),
		) as string[];
		expect(loaded.sort()).toEqual([
			'nodes/Comestri/Comestri.node.js',
			'nodes/Comestri/Comestri.properties.json',
			'nodes/Comestri/ComestriTrigger.node.js',
			'nodes/Comestri/ComestriTrigger.properties.json',
			'nodes/FinerWorks/FinerWorks.node.js',
			'nodes/FinerWorks/FinerWorks.properties.json',
			'nodes/FinerWorks/FinerWorksTrigger.node.js',
			'nodes/FinerWorks/FinerWorksTrigger.properties.json',
			'nodes/Inventorum/Inventorum.node.js',
			'nodes/Inventorum/Inventorum.properties.json',
			'nodes/Inventorum/InventorumTrigger.node.js',
			'nodes/Inventorum/InventorumTrigger.properties.json',
		]);
	});

	it('holds nothing but dist, README, licence and package.json', () => {
		const [packed] = JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
				cwd: ROOT,
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'ignore'],
			}),
		) as [{ files: { path: string }[]; unpackedSize: number }];
		const outside = packed.files
			.map((file) => file.path)
			.filter((name) => !name.startsWith('dist/'));
		expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
		expect(packed.unpackedSize).toBeLessThan(1_500_000);
	});

	it.each([
		['Comestri', 'comestriNode'],
		['FinerWorks', 'finerWorksNode'],
		['Inventorum', 'inventorumNode'],
	])('has a preview of the output of every operation of %s', (folder, contract) => {
		const { resources } = jest.requireActual<Record<string, NodeOutline>>(
			`../../nodes/${folder}/contract`,
		)[contract] as NodeOutline;
		for (const { name, operations } of resources) {
			for (const operation of operations) {
				const file = path.join(
					DIST,
					`nodes/${folder}/__schema__/v1.0.0`,
					name,
					`${operation.name}.json`,
				);
				const preview = JSON.parse(readFileSync(file, 'utf8')) as {
					type: string;
					properties: object;
				};
				expect(preview.type).toBe('object');
				expect(Object.keys(preview.properties).length).toBeGreaterThan(0);
			}
		}
	});
});
