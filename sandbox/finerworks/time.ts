import { DateTime } from 'luxon';

/** Seven digits after the second and US central time, as in "2026-02-28T18:11:11.8211438-06:00". */
export const vendorTime = (time: number): string =>
	DateTime.fromMillis(time, { zone: 'America/Chicago' }).toFormat(
		"yyyy-MM-dd'T'HH:mm:ss.SSS'0000'ZZ",
	);
