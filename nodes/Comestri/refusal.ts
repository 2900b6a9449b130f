import { get, isPlainObject, uniq } from 'lodash';
import type { Refusal } from '../shared/contract/vendor';
import { KNOWN_JOBS_TEXT } from './knownJobs';

/**
 * No page shows the body of a refusal. Understood are `{errors: [texts]}`, `{errors: {field: [texts]}}`,
 * `{error: text}` and `{message: text}`; anything else says nothing.
 */
export function readRefusal(body: unknown): Refusal {
	const members = ['errors', 'error', 'message'].flatMap((name) => textsOf(get(body, name)));
	const message = uniq(members).join('. ');
	const errors: unknown = get(body, 'errors');
	const fields = isPlainObject(errors) ? fieldTexts(errors as object) : [];
	return withKnownJobs({ ...(message === '' ? {} : { message }), fields });
}

/** A text, or a list of texts; an entry that is no text is shown as JSON rather than lost. */
export function textsOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : [value].filter(isText);
	return entries
		.filter((entry) => entry !== null && entry !== undefined)
		.map((entry) => (isText(entry) ? entry.trim() : JSON.stringify(entry)))
		.filter((text) => text !== '');
}

const isText = (value: unknown): value is string => typeof value === 'string';

function fieldTexts(errors: object): Refusal['fields'] {
	return Object.entries(errors)
		.map(([name, texts]: [string, unknown]) => ({ name, texts: textsOf(texts) }))
		.filter(({ texts }) => texts.length > 0);
}

const NAMES_ENTITY_OR_OPERATION = /(^|[^a-z])(entity|operation)([^a-z]|$)/i;

/** The vendor refuses an entity or operation without saying which ones it takes. */
function withKnownJobs({ message, fields }: Refusal): Refusal {
	const hint = `Known to work: ${KNOWN_JOBS_TEXT}.`;
	const withHint = (name: string, texts: string[]) =>
		NAMES_ENTITY_OR_OPERATION.test(name) ? [...texts.map(asSentence), hint] : texts;
	return {
		...(message === undefined ? {} : { message: withHint(message, [message]).join(' ') }),
		fields: fields.map(({ name, texts }) => ({ name, texts: withHint(name, texts) })),
	};
}

function asSentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}
