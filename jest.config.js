const { readdirSync } = require('node:fs');

/** Not test/e2e: jest would list all that n8n is made of. */
const roots = readdirSync(`${__dirname}/test`, { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && entry.name !== 'e2e')
	.map(({ name }) => `<rootDir>/test/${name}`);

/** @type {import('jest').Config} */
module.exports = {
	rootDir: __dirname,
	testEnvironment: 'node',
	roots,
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.playground/', '<rootDir>/build/'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }],
	},
	moduleNameMapper: {
		// The forms are made by the build; sources and tests share them.
		'^\\./((Inventorum|FinerWorks|Comestri)\\w*)\\.properties\\.json$':
			'<rootDir>/dist/nodes/$2/$1.properties.json',
	},
	globalSetup: '<rootDir>/test/harness/globalSetup.ts',
	globalTeardown: '<rootDir>/test/harness/globalTeardown.ts',
	setupFiles: ['<rootDir>/test/harness/quietHost.ts'],
	testTimeout: 30_000,
};
