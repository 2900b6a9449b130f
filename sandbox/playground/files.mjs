import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

/** A JSON file's value, or the fallback where it is missing or was cut off by a crash. */
export async function readJson(file, fallback) {
	try {
		return JSON.parse(await fs.readFile(file, 'utf8'));
	} catch (error) {
		if (error.code === 'ENOENT' || error instanceof SyntaxError) return fallback;
		throw error;
	}
}

/** Writes beside the file and renames, so that an interruption leaves the old or the new value. */
export async function writeJson(file, value) {
	const draft = `${file}.${process.pid}.tmp`;
	await fs.mkdir(path.dirname(file), { recursive: true });
	await fs.writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
	await fs.rename(draft, file);
}

export async function exists(file) {
	return await fs.access(file).then(
		() => true,
		() => false,
	);
}

export async function hashOfFile(file) {
	return createHash('sha256')
		.update(await fs.readFile(file))
		.digest('hex');
}

/** A folder's files, or the file itself; nothing where it does not exist. */
async function filesBelow(place, skip) {
	if (skip.includes(place)) return [];
	const stats = await fs.stat(place).catch(() => undefined);
	if (!stats) return [];
	if (!stats.isDirectory()) return [`${place} ${await hashOfFile(place)}`];
	const names = await fs.readdir(place);
	const nested = await Promise.all(names.map((name) => filesBelow(path.join(place, name), skip)));
	return nested.flat();
}

/**
 * Changes whenever a file in one of the places is added, removed or gets another content. Times do
 * not count: the build itself writes some of its sources anew.
 */
export async function fingerprint(places, skip = []) {
	const found = await Promise.all(places.map((place) => filesBelow(place, skip)));
	return createHash('sha256').update(found.flat().sort().join('\n')).digest('hex');
}
