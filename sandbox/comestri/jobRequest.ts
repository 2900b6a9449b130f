import { isJsonObject, type JsonObject } from '../shared/json';
import { unprocessable, type VendorError } from './envelope';
import { DEFAULT_LANGUAGE } from './views';

/**
 * The pairs of the pages' samples, and the insert of products, which the sample's answer names.
 * The full lists are on no page; everything else is refused.
 */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
	Product: ['insert', 'upsert'],
	PriceItem: ['reset', 'purge'],
	PriceBook: ['reset'],
	ProductVariation: ['reset'],
	Category: ['insert'],
};

export interface JobRequest {
	entity: string;
	operation: string;
	objectInResponse: boolean;
	/** The language that translatable fields are saved under. */
	lang: string;
	records: JsonObject[];
}

/** Reads the body of a new job; all that is wrong with it is one 422. */
export function readJobRequest(body: unknown, maximumRecords: number): JobRequest {
	const { job, lang } = isJsonObject(body) ? body : {};
	if (!isJsonObject(job)) throw unprocessable("Job can't be blank");
	const entity = String(job.entity ?? '');
	const operation = String(job.operation ?? '');
	checkPair(entity, operation);
	if (lang !== undefined && lang !== null && typeof lang !== 'string') {
		throw unprocessable('Lang must be a string');
	}
	return {
		entity,
		operation,
		lang: lang ? lang : DEFAULT_LANGUAGE,
		objectInResponse: readObjectInResponse(job.options ?? {}),
		records: readRecords(job.data, maximumRecords),
	};
}

/** "operation=purge is only applicable for PriceItem at this stage." */
function checkPair(entity: string, operation: string): void {
	if (entity === '') throw unprocessable("Entity can't be blank");
	if (operation === '') throw unprocessable("Operation can't be blank");
	const operations = OPERATIONS[entity];
	if (!operations) throw notListed('Entity', entity);
	if (operations.includes(operation)) return;
	const isKnown = Object.values(OPERATIONS).flat().includes(operation);
	if (!isKnown) throw notListed('Operation', operation);
	throw unprocessable(`Operation ${operation} is not applicable for ${entity}`);
}

const notListed = (field: string, value: string): VendorError =>
	unprocessable(`${field} "${value}" is not included in the list`);

/** "Default: true." Booleans may also come as 1, 0 and as text. */
function readObjectInResponse(options: unknown): boolean {
	if (!isJsonObject(options)) throw unprocessable('Options must be an object');
	const value = String(options.object_in_response ?? true);
	if (['true', '1'].includes(value)) return true;
	if (['false', '0'].includes(value)) return false;
	throw unprocessable('Options object_in_response must be a boolean');
}

function readRecords(data: unknown, maximum: number): JsonObject[] {
	if (!Array.isArray(data) || data.length === 0) throw unprocessable("Data can't be blank");
	const records = data.filter(isJsonObject);
	if (records.length < data.length) throw unprocessable('Data must be an array of hashes');
	if (maximum > 0 && records.length > maximum) {
		throw unprocessable(`Data is too long (maximum is ${maximum} records)`);
	}
	return records;
}
