const usual = require('./jest.config');

/**
 * The workflow and trigger suites on the n8n of the end-to-end workspace (`npm run test:newest`):
 * what a newer host does differently shows here.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...usual,
	roots: ['<rootDir>/test/workflows', '<rootDir>/test/trigger'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
	resolver: '<rootDir>/test/harness/newestHost.js',
};
