/** Stands still until a test moves it. */
export class TestClock {
	private time = Date.parse('2030-05-01T10:00:00.000Z');

	now(): Date {
		return new Date(this.time);
	}

	forward(ms: number): Date {
		this.time += ms;
		return this.now();
	}
}

/** undefined for anything that is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
