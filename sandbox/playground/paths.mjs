import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this file, with the files the playground is made from. */
export const sources = path.dirname(fileURLToPath(import.meta.url));

/** The project's root folder. */
export const root = path.resolve(sources, '..', '..');

/** Everything `npm start` creates is in here; deleting this folder is a complete reset. */
export const playground = path.join(root, '.playground');

const inside = (...parts) => path.join(playground, ...parts);

/** The files and folders below `.playground`, each named once. */
export const places = {
	lock: inside('lock.json'),
	ports: inside('ports.json'),
	setup: inside('setup.json'),
	build: inside('build.json'),
	home: inside('home'),
	temporary: inside('tmp'),
	npmCache: inside('npm-cache'),
	packed: inside('package'),
	packageStamp: inside('package-installed.json'),
	runtime: inside('runtime'),
	runtimeStamp: inside('runtime', 'installed.json'),
	n8nFolder: inside('n8n'),
	communityNodes: inside('n8n', '.n8n', 'nodes'),
	sandboxState: inside('sandbox-state.json'),
	installLog: inside('install.log'),
	n8nLog: inside('n8n.log'),
	sandboxLog: inside('sandbox.log'),
};

/** A path as a user in the project folder would type it. */
export const shown = (file) => path.relative(root, file) || '.';
