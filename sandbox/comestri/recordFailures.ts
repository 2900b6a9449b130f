import { isJsonObject, type JsonObject } from '../shared/json';

/** Lets records fail that have this value in this member, for example in `code`. */
export interface RecordFailure {
	field: string;
	value: unknown;
	errors: string[];
}

export class RecordFailures {
	private failures: RecordFailure[] = [];

	add(failure: RecordFailure): void {
		this.failures.push(failure);
	}

	list(): readonly RecordFailure[] {
		return this.failures;
	}

	clear(): void {
		this.failures = [];
	}

	/** What a record fails with, undefined when it is left alone. */
	of(record: JsonObject): string[] | undefined {
		return this.failures.find(({ field, value }) => record[field] === value)?.errors;
	}
}

/** Reads a failure sent over HTTP. Throws a readable error, because a typo would do nothing. */
export function readRecordFailure(body: unknown): RecordFailure {
	if (!isJsonObject(body)) throw new TypeError('A failure is a JSON object');
	const { field, value, errors } = body;
	if (typeof field !== 'string') throw new TypeError('"field" is a string');
	if (value === undefined) throw new TypeError('"value" is missing');
	if (!Array.isArray(errors) || errors.length === 0 || !errors.every(isText)) {
		throw new TypeError('"errors" is a list of texts');
	}
	return { field, value, errors };
}

const isText = (value: unknown): value is string => typeof value === 'string';
