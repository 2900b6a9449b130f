import eslint from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** What n8n's own scanner applies to published packages: both plugins, no console, no inline switches. */
export const published = {
	plugins: {
		...n8nCommunityNodesPlugin.configs.recommended.plugins,
		'n8n-nodes-base': n8nNodesBase,
	},
	linterOptions: { noInlineConfig: true },
	rules: {
		...n8nCommunityNodesPlugin.configs.recommended.rules,
		...n8nNodesBase.configs.nodes.rules,
		...n8nNodesBase.configs.credentials.rules,
		'no-console': 'error',
		// As in the scanner: these contradict the newer plugin, or mean n8n's own nodes only.
		'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
		'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
	},
};

const VENDORS = ['Inventorum', 'FinerWorks', 'Comestri'];

function mayNotImport(files, ignores, patterns) {
	return { files, ignores, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const upTo = (folder) => [`**/${folder}`, `**/${folder}/**`];

/** A file's place tells what it may know. */
const borders = [
	mayNotImport(
		['nodes/shared/**/*.ts'],
		[],
		[{ group: VENDORS.flatMap(upTo), message: 'The engine knows no vendor.' }],
	),
	...VENDORS.map((vendor) =>
		mayNotImport(
			[`nodes/${vendor}/**/*.ts`],
			[],
			[
				{
					group: VENDORS.filter((other) => other !== vendor).flatMap(upTo),
					message: 'Vendors never import each other.',
				},
				{
					group: ['**/shared/http/**', 'axios', 'node:http*'],
					message: 'A vendor folder knows no HTTP.',
				},
			].filter(({ group }) => group.length > 0),
		),
	),
	mayNotImport(
		['sandbox/**/*.ts'],
		[],
		[
			{
				group: ['**/nodes/**', '**/credentials/**', 'n8n-workflow', 'n8n-core'],
				message: 'A stand-in that shares code with what it judges proves nothing.',
			},
		],
	),
];

/** One module sends requests, and one reads and writes the trigger's state. */
const soleOwners = [
	{
		files: ['nodes/**/*.ts'],
		ignores: ['nodes/shared/http/send.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{ property: 'httpRequestWithAuthentication', message: 'Only shared/http/send.ts sends.' },
			],
		},
	},
	{
		files: [
			'nodes/shared/http/send.ts',
			'nodes/{Inventorum,FinerWorks,Comestri}/**/*.ts',
			'nodes/shared/{action,pickers}/**/*.ts',
			'nodes/shared/trigger/{runPoll,sources/*}.ts',
		],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: "MemberExpression[property.name='getWorkflowStaticData']",
					message: 'Only shared/trigger/triggerMemory.ts keeps state.',
				},
			],
		},
	},
];

export default tseslint.config(
	{ ignores: ['dist/', 'build/', 'coverage/', '.playground/'] },
	{
		files: ['**/*.ts'],
		extends: [
			eslint.configs.recommended,
			...tseslint.configs.strict,
			...tseslint.configs.stylistic,
		],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
			],
			complexity: ['error', 10],
			'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
			'max-params': ['error', 5],
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: { 'max-lines-per-function': 'off' },
	},
	{ files: ['nodes/**/*.ts', 'credentials/**/*.ts'], ...published },
	...borders,
	...soleOwners,
);
