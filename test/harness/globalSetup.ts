import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** n8n-core writes a settings file into the user's folder: not into that of whoever runs the tests. */
export default function globalSetup(): void {
	process.env.N8N_USER_FOLDER = mkdtempSync(path.join(tmpdir(), 'retailkit-test-'));
}
