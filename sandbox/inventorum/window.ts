import { invalidFields } from './envelope';

const ISO_DATE = /^(\d{4}|[+-]\d{6})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

type Window = (time: number) => boolean;

/**
 * Whether a time is in the window that `start_date` opens. Without it the window has no beginning;
 * the page says neither that nor whether the moment itself is inside.
 */
export function windowOf(
	{ start_date: text }: Record<string, string>,
	{ startDateIncluded }: { startDateIncluded: boolean },
): Window {
	if (text === undefined) return () => true;
	const start = ISO_DATE.test(text) ? Date.parse(text) : NaN;
	if (Number.isNaN(start)) throw invalidFields({ start_date: ['Enter a valid date/time.'] });
	return startDateIncluded ? (time) => time >= start : (time) => time > start;
}
