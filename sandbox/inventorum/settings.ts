/** What can be changed while the sandbox runs. */
export interface Settings {
	tokenLifetimeSeconds: number;
	/** 0 is no limit. */
	requestsPerSecond: number;
	/** Whether a 429 says when to come back; the vendor's documentation does not mention the header. */
	retryAfter: boolean;
	/** Whether the shop trades by itself. */
	life: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
	tokenLifetimeSeconds: 36_000,
	requestsPerSecond: 20,
	retryAfter: true,
	life: false,
};
