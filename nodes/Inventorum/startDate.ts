import { DateTime } from 'luxon';
import { date, integer, sentAs, type Field } from '../shared/contract/field';

/**
 * The beginning of a window of changes, as every delta feed takes it. The vendor wants UTC with
 * milliseconds and a Z; local times would shift the window.
 */
export const startDate = sentAs(
	date({
		displayName: 'Changed Since',
		wireName: 'start_date',
		description:
			'The moment to look back to. Without a zone, it is in the time zone of the workflow.',
	}),
	(value, { timeZone }) => DateTime.fromISO(value, { zone: timeZone }).toUTC().toISO(),
);

/** The page to begin with, for lists that let the user choose it. */
export function startPage(size: number, firstPage = 1): Field<number> {
	const counted = firstPage === 1 ? '' : ` Pages are counted from ${firstPage}.`;
	return integer({
		displayName: 'Start Page',
		description: `The page to begin with. A page has ${size} rows, or as many as Limit says if that is less.${counted}`,
		in: 'none',
		minValue: firstPage,
	});
}
