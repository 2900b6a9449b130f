import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { FailureKind } from '../failure/failure';

/** What a vendor's answer says when it refuses. Taken from the vendor's own error envelope. */
export interface Refusal {
	/** The vendor's own sentence or key, if it gave one. */
	message?: string;
	/** The vendor's machine-readable key. */
	key?: string;
	/** The vendor's texts for single fields, by the vendor's field name (dots between levels). */
	fields: {
		name: string;
		texts: string[];
		/** Which record of a batch the texts are about, where the vendor tells. */
		position?: number;
	}[];
}

/** How the vendor hands out long lists. */
export interface PageStyle {
	pageParameter: string;
	limitParameter: string;
	/** Number of the first page. */
	firstPage: number;
	/** Where page and limit travel. Default: in the query. */
	in?: 'query' | 'body';
	/** Rows and, where the vendor tells it, the total; undefined when the body is no page at all. */
	read(body: unknown): { rows: unknown[]; total?: number } | undefined;
}

export interface CredentialChoice {
	/** Internal name of the credential type. */
	name: string;
	/** What the form calls it. */
	displayName: string;
	/** Whether n8n can get a new access token for it after a 401. */
	isRenewable?: boolean;
}

/** All that is true of a vendor's whole API. */
export interface Vendor {
	/** The name users know, for messages. */
	displayName: string;
	/**
	 * The credential types' internal names. With more than one, the form asks which one to use.
	 */
	credentialTypes: readonly [CredentialChoice, ...CredentialChoice[]];
	/** The address of the API. Default: the credential's `baseUrl`. */
	baseUrlOf?(credential: ICredentialDataDecryptedObject): string;
	/** What in the credential names the account, so that a trigger notices another one. */
	accountOf(credential: ICredentialDataDecryptedObject): unknown;
	/** What to do about a credential that is not accepted, in full sentences. */
	credentialHelp: { notAuthorized: string; notAllowed: string; reconnect?: string };
	/** Members that never leave in an output, at any depth: tokens and the like. */
	hiddenMembers?: readonly string[];
	/** Recognises what the status alone does not tell, such as a refusal with HTTP 200. */
	recognise?(status: number, body: unknown): FailureKind | undefined;
	headers: Readonly<Record<string, string>>;
	/** Header that carries the API version, if the vendor has versions. */
	versionHeader?: string;
	/** Whether paths must end with a slash. */
	trailingSlash: boolean;
	/** The vendor's spelling of a field's name. */
	wireName(fieldName: string): string;
	paging: PageStyle;
	readRefusal(body: unknown): Refusal;
	limits: {
		/** Used where the credential's `requestsPerSecond` field says nothing. */
		requestsPerSecond: number;
		/** Requests under way at the same time. */
		concurrency: number;
		/** Longest wait for one answer. */
		timeoutMs: number;
	};
}
