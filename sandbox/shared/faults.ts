import { isJsonObject } from './json';
import type { Random } from './random';

const FAULT_KINDS = [
	'status',
	'reset',
	'resetAfterWrite',
	'statusAfterWrite',
	'delayAfterWrite',
	'truncate',
	'html',
	'delay',
	'empty',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which requests go wrong, how often and how. */
export interface Fault {
	/** HTTP method; any when left out. */
	method?: string;
	/** Regular expression tested against path and query; any when left out. */
	path?: string;
	/** How many requests it hits. Without `times` and `probability` it hits one. */
	times?: number;
	/** Share of the matching requests it hits, 0 to 1. */
	probability?: number;
	kind: FaultKind;
	/** For `status` and `statusAfterWrite`: the status code, 500 when left out. */
	status?: number;
	/** For both: the body, an error envelope of the vendor when left out. */
	body?: unknown;
	/** For both: value of a Retry-After header. */
	retryAfter?: string;
	/** For `delay` and `delayAfterWrite`: how long the request or the answer waits. */
	ms?: number;
}

interface ArmedFault {
	fault: Fault;
	pattern: RegExp;
	left: number;
}

/** The faults waiting to strike. Each request is hit by the first one that matches. */
export class Faults {
	private armed: ArmedFault[] = [];
	fired = 0;

	constructor(private readonly random: Random) {}

	add(fault: Fault): void {
		const endless = fault.probability !== undefined;
		const left = fault.times ?? (endless ? Infinity : 1);
		this.armed.push({ fault, pattern: new RegExp(fault.path ?? ''), left });
	}

	clear(): void {
		this.armed = [];
	}

	list(): Fault[] {
		return this.armed.map(({ fault }) => fault);
	}

	take(method: string, url: string): Fault | undefined {
		const hit = this.armed.find((armed) => this.strikes(armed, method, url));
		if (!hit) return undefined;
		hit.left -= 1;
		this.armed = this.armed.filter((armed) => armed.left > 0);
		this.fired += 1;
		return hit.fault;
	}

	private strikes({ fault, pattern }: ArmedFault, method: string, url: string): boolean {
		if (fault.method && fault.method.toUpperCase() !== method) return false;
		if (!pattern.test(url)) return false;
		return fault.probability === undefined || this.random.chance(fault.probability);
	}
}

/** Reads a fault sent over HTTP. Throws a readable error, because a typo would otherwise do nothing. */
export function readFault(value: unknown): Fault {
	if (!isJsonObject(value)) throw new TypeError('A fault is a JSON object');
	const kind = FAULT_KINDS.find((known) => known === value.kind);
	if (!kind) throw new TypeError(`"kind" is one of ${FAULT_KINDS.join(', ')}`);
	const fault: Fault = {
		kind,
		method: optional(value, 'method', 'string'),
		path: optional(value, 'path', 'string'),
		times: optional(value, 'times', 'number'),
		probability: optional(value, 'probability', 'number'),
		status: optional(value, 'status', 'number'),
		retryAfter: optional(value, 'retryAfter', 'string'),
		ms: optional(value, 'ms', 'number'),
		body: value.body,
	};
	return fault;
}

interface Primitives {
	string: string;
	number: number;
}

function optional<T extends keyof Primitives>(
	source: Record<string, unknown>,
	key: string,
	type: T,
): Primitives[T] | undefined {
	const value = source[key];
	if (value === undefined) return undefined;
	if (!isOfType(value, type)) throw new TypeError(`"${key}" is a ${type}`);
	return value;
}

const isOfType = <T extends keyof Primitives>(value: unknown, type: T): value is Primitives[T] =>
	typeof value === type;
