/**
 * n8n's command line on the playground's n8n, whether that is running or not:
 *
 *     node sandbox/playground/n8n-cli.mjs execute --id=retailkitProductsTour --rawOutput
 */
import { spawn } from 'node:child_process';
import { readJson } from './files.mjs';
import { n8nEnvironment } from './n8n.mjs';
import { places } from './paths.mjs';
import { playgroundRuntime } from './runtime.mjs';

const ports = await readJson(places.ports, { n8n: 5678 });
const child = spawn(
	playgroundRuntime.node(),
	[playgroundRuntime.n8nScript, ...process.argv.slice(2)],
	{
		cwd: places.n8nFolder,
		env: await n8nEnvironment(ports.n8n),
		stdio: 'inherit',
	},
);
child.once('error', () => {
	process.stderr.write('There is no n8n yet; run npm start first.\n');
	process.exitCode = 1;
});
child.once('close', (code) => (process.exitCode ||= code ?? 1));
