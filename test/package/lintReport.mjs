/**
 * Lints as n8n's scanner does, switches inside the files off, and prints what it finds as JSON:
 * `{sources, packageJson, published, forms, badForm}`. ESLint and its configuration are ES modules,
 * hence a process of its own.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { published } from '../../eslint.config.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const languageOptions = { parser: tseslint.parser };
const community = Object.fromEntries(
	Object.entries(published.rules).filter(([name]) => !name.startsWith('n8n-nodes-base/')),
);

const linter = (config) =>
	new ESLint({
		cwd: root,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [config],
	});

const forTypeScript = linter({ ...published, files: ['**/*.ts'], languageOptions });
const forJson = linter({ ...published, rules: community, files: ['**/*.json'], languageOptions });
const forJavaScript = linter({ ...published, rules: community, files: ['**/*.js'] });

const findings = (results) =>
	results.flatMap(({ filePath, messages }) =>
		messages.map(
			({ line, ruleId, message }) =>
				`${path.relative(root, filePath)}:${line} ${ruleId ?? ''} ${message}`,
		),
	);

/** The node's source with the form that the build made written into it, as if by hand. */
function withForm(source, form) {
	const text = readFileSync(path.join(root, source), 'utf8');
	const fields = JSON.parse(readFileSync(path.join(root, form), 'utf8'));
	const properties = JSON.stringify(fields, null, 2).replaceAll(/"(\w+)":/g, '$1:');
	const whole = text
		.replace(/import properties from .*\n/, '')
		.replace(/\bproperties,\n/, () => `properties: ${properties},\n`);
	if (!whole.includes('properties: [')) throw new Error(`${source} takes no generated form`);
	return whole;
}

async function lintForms(nodes) {
	const reports = nodes.map(async ({ source, form }) => {
		const results = await forTypeScript.lintText(withForm(source, form), { filePath: source });
		return findings(results);
	});
	return (await Promise.all(reports)).flat();
}

const BAD_FORM = `export const description = {
	displayName: 'get all', name: 'x', type: 'boolean', default: false, description: 'Return things',
};`;

const nodes = JSON.parse(process.argv[2] ?? '[]');
const report = {
	sources: findings(await forTypeScript.lintFiles(['nodes/**/*.ts', 'credentials/**/*.ts'])),
	packageJson: findings(await forJson.lintFiles(['package.json'])),
	published: findings(await forJavaScript.lintFiles(['dist/**/*.js'])),
	forms: await lintForms(nodes),
	badForm: findings(
		await forTypeScript.lintText(BAD_FORM, { filePath: 'nodes/Inventorum/badForm.ts' }),
	),
};
process.stdout.write(JSON.stringify(report));
