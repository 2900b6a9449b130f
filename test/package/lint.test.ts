import { execFileSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

const NODES = [
	'Comestri/Comestri',
	'Comestri/ComestriTrigger',
	'FinerWorks/FinerWorks',
	'FinerWorks/FinerWorksTrigger',
	'Inventorum/Inventorum',
	'Inventorum/InventorumTrigger',
].map((name) => ({
	source: `nodes/${name}.node.ts`,
	form: `dist/nodes/${name}.properties.json`,
}));

type Report = Record<'sources' | 'packageJson' | 'published' | 'forms' | 'badForm', string[]>;

describe("n8n's rules", () => {
	let report: Report;

	beforeAll(() => {
		const script = path.join(__dirname, 'lintReport.mjs');
		const output = execFileSync(process.execPath, [script, JSON.stringify(NODES)], {
			cwd: ROOT,
			encoding: 'utf8',
			// One of the plugins bends its rules while it is tested itself.
			env: { ...process.env, NODE_ENV: 'production' },
			maxBuffer: 64 * 1024 * 1024,
		});
		report = JSON.parse(output) as Report;
	}, 120_000);

	it('hold for the sources', () => expect(report.sources).toEqual([]));

	it('hold for package.json', () => expect(report.packageJson).toEqual([]));

	it('hold for what is published', () => expect(report.published).toEqual([]));

	it('hold for the generated forms', () => expect(report.forms).toEqual([]));

	it('would not let a bad form through', () => {
		expect(report.badForm.join()).toContain('node-param-description-boolean-without-whether');
	});
});
