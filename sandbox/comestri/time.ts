import { DateTime } from 'luxon';

/** An offset and milliseconds, as in "2016-05-30T14:55:57.316+10:00". */
export const vendorTime = (time: number): string =>
	DateTime.fromMillis(time, { zone: 'UTC+10' }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ");

/** "2016-05-30T05:13:26Z" in epoch milliseconds; undefined for anything that is not ISO 8601. */
export function parseTime(text: string): number | undefined {
	const time = DateTime.fromISO(text, { zone: 'utc' });
	return time.isValid ? time.toMillis() : undefined;
}
