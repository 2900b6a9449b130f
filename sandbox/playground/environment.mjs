import path from 'node:path';
import { places } from './paths.mjs';

/** Values of the user's shell that a program needs to speak their language and reach the network. */
const PASSED_ON =
	/^(PATH|LANG|LC_\w+|TZ|TERM|SHELL|USER|LOGNAME|(HTTPS?|ALL|NO)_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+)$/i;

/**
 * What npm tells its scripts about the run they belong to. Handed on, it would point the npm that
 * we start at the wrong folder, or forbid the one install script that n8n needs.
 */
const OF_THE_OUTER_NPM =
	/^(npm_(?!config_)|npm_config_(ignore_scripts|local_prefix|omit)$|INIT_CWD$)/i;

function pick(wanted) {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => wanted(name)));
}

/** For npm, gulp and compilers: the user's own settings, but caches and scratch files stay here. */
export function toolEnvironment() {
	return {
		...pick((name) => !OF_THE_OUTER_NPM.test(name)),
		TMPDIR: places.temporary,
		XDG_CACHE_HOME: path.join(places.home, '.cache'),
		npm_config_cache: places.npmCache,
		npm_config_devdir: path.join(places.home, '.cache', 'node-gyp'),
		npm_config_update_notifier: 'false',
		npm_config_audit: 'false',
		npm_config_fund: 'false',
	};
}

/**
 * For n8n and the sandbox: nothing of the user's home and no N8N_ or DB_ setting of theirs, so
 * the playground neither reads nor touches an n8n they already have.
 */
export function serviceEnvironment(additions = {}, { home, temporary } = places) {
	return {
		...pick((name) => PASSED_ON.test(name)),
		HOME: home,
		XDG_CACHE_HOME: path.join(home, '.cache'),
		XDG_CONFIG_HOME: path.join(home, '.config'),
		XDG_DATA_HOME: path.join(home, '.local', 'share'),
		TMPDIR: temporary,
		npm_config_cache: places.npmCache,
		NODE_ENV: 'production',
		...additions,
	};
}
