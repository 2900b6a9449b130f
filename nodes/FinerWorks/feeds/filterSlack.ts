const HOUR_MS = 3_600_000;

/**
 * The date filters are called dates, and neither their time zone nor whether they look at the time of
 * day is on any page. Two days cover every zone and a whole day.
 */
export const FILTER_SLACK_MS = 48 * HOUR_MS;
