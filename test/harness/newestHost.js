const path = require('node:path');

const workspace = path.join(__dirname, '..', 'e2e');

/** What n8n hands to its nodes; what these import in turn lies beside them. */
const FROM_HOST = /^(?:n8n-core|n8n-workflow|@n8n\/di|zod|luxon|lodash)(?:\/|$)/;

/** Resolves the host's modules from the workspace of the end-to-end tests, for `jest.newest.config.js`. */
module.exports = (request, options) => {
	const isOurs = !options.basedir.startsWith(workspace);
	const basedir = isOurs && FROM_HOST.test(request) ? workspace : options.basedir;
	return options.defaultResolver(request, { ...options, basedir });
};
