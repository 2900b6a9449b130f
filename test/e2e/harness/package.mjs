import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './workspace.mjs';

const require = createRequire(import.meta.url);
const inRoot = (...parts) => path.join(root, ...parts);

/** What package.json says the package holds, with the description of each node and credential. */
export async function packageContent() {
	const { name, n8n } = JSON.parse(await fs.readFile(inRoot('package.json'), 'utf8'));
	const nodes = n8n.nodes.map((file) => ({ ...descriptionOf(file), file }));
	return {
		name,
		nodes: nodes.map((node) => ({ ...node, type: `${name}.${node.name}` })),
		credentials: n8n.credentials.map((file) => newFrom(file)),
	};
}

/** The one class of a file, made like n8n makes it: it is called like the file. */
function newFrom(file) {
	const [className] = path.basename(file).split('.');
	return new (require(inRoot(file))[className])();
}

const descriptionOf = (file) => newFrom(file).description;
