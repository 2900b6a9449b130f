/** What can be changed while the sandbox runs. */
export interface Settings {
	/** How long a job is only `ready_to_process`. */
	jobDelayMs: number;
	/** How long a job then takes, whatever the number of its records. */
	jobDurationMs: number;
	/** Time for each record on top of it. */
	recordMs: number;
	/** Whether `processing_details` come in another order than the records. */
	shuffleDetails: boolean;
	/** Share of the records that fail for no reason of their own, 0 to 1. */
	failureRate: number;
	/** Records a job takes at most; 0 is no limit, and no page states one. */
	maximumRecords: number;
	/** Lifetime of an API account's access token. */
	tokenLifetimeSeconds: number;
	/** Whether time filters include their moment, which no page says. */
	timeBoundsIncluded: boolean;
	/** Whether products come and change by themselves. */
	life: boolean;
}

/** The page's sample job was complete 1.4 seconds after its creation. */
export const DEFAULT_SETTINGS: Settings = {
	jobDelayMs: 200,
	jobDurationMs: 1200,
	recordMs: 0,
	shuffleDetails: true,
	failureRate: 0,
	maximumRecords: 0,
	tokenLifetimeSeconds: 7200,
	timeBoundsIncluded: true,
	life: false,
};
