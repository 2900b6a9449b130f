import { z } from 'zod/v4';
import type { AnyOperation } from '../contract/operation';

interface JsonSchema {
	type?: string;
	properties?: Record<string, JsonSchema>;
	items?: JsonSchema;
	anyOf?: JsonSchema[];
	additionalProperties?: JsonSchema | boolean;
}

/** The JSON schema from which n8n's editor shows an operation's output before its first run. */
export function outputPreview(operation: AnyOperation): JsonSchema & { version: number } {
	const full = reduced(z.toJSONSchema(operation.output.schema, { io: 'input' }) as JsonSchema);
	const { simplify } = operation.output;
	return { ...(simplify === undefined ? full : only(full, simplify)), version: 1 };
}

/** The kinds alone; of several possible kinds the first that is not null. */
function reduced(schema: JsonSchema): JsonSchema {
	const known = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
	if (known.properties !== undefined) {
		const properties = Object.entries(known.properties).map(([name, each]) => [
			name,
			reduced(each),
		]);
		return {
			type: 'object',
			properties: Object.fromEntries(properties) as Record<string, JsonSchema>,
		};
	}
	if (known.items !== undefined) return { type: 'array', items: reduced(known.items) };
	return { type: known.type ?? 'string' };
}

/** Simplify is on by default, so the preview shows what it leaves. */
function only(schema: JsonSchema, names: readonly string[]): JsonSchema {
	const properties = Object.entries(schema.properties ?? {}).filter(([name]) =>
		names.includes(name),
	);
	return { type: 'object', properties: Object.fromEntries(properties) };
}
