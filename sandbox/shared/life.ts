import { isJsonObject } from './json';

/** A process that was held up makes up for this much time at most, not for all of it at once. */
const CATCH_UP_MS = 1000;
const MS_PER_SECOND = 1000;

export interface LifeStatus {
	running: boolean;
	changesPerSecond: number;
	/** Acts since the start. */
	acts: number;
}

interface LifeSurroundings {
	/** Its member `life` is the switch, so that the settings show it as well. */
	settings: { life: boolean };
	/** Time between two acts at the start; the rate can be changed later. */
	intervalMs?: number;
	/** One thing that happens by itself. */
	act: () => void;
}

/** Lets things happen by themselves, at a rate that can be changed at any time. */
export class Life {
	private timer: NodeJS.Timeout | undefined;
	private changesPerSecond: number;
	private owed = 0;
	private lastTick = 0;
	acts = 0;

	constructor(private readonly around: LifeSurroundings) {
		this.changesPerSecond = MS_PER_SECOND / Math.max(around.intervalMs ?? 3000, 1);
	}

	start(): void {
		this.stop();
		this.lastTick = performance.now();
		this.owed = 0;
		if (this.changesPerSecond === 0) return;
		const intervalMs = Math.max(MS_PER_SECOND / this.changesPerSecond, 1);
		this.timer = setInterval(() => this.tick(), intervalMs);
	}

	stop(): void {
		clearInterval(this.timer);
		this.timer = undefined;
	}

	/** One act, also while life is off. */
	step(): void {
		this.acts += 1;
		this.around.act();
	}

	status(): LifeStatus {
		const { changesPerSecond, acts } = this;
		return { running: this.around.settings.life, changesPerSecond, acts };
	}

	/** Members that are left out stay as they are. */
	configure({ running, changesPerSecond }: Partial<LifeStatus>): LifeStatus {
		if (running !== undefined) this.around.settings.life = running;
		if (changesPerSecond !== undefined) this.changesPerSecond = changesPerSecond;
		this.start();
		return this.status();
	}

	/** Timers run late, so acts are counted by the time that passed and the rate holds over minutes. */
	private tick(): void {
		const now = performance.now();
		const passed = Math.min(
			now - this.lastTick,
			CATCH_UP_MS + MS_PER_SECOND / this.changesPerSecond,
		);
		this.lastTick = now;
		this.owed = this.around.settings.life ? this.owed + (passed * this.changesPerSecond) / 1000 : 0;
		for (; this.owed >= 1; this.owed -= 1) this.step();
	}
}

/** Reads what was sent to the control address. Throws a readable error. */
export function readLife(value: unknown): Partial<LifeStatus> {
	if (!isJsonObject(value)) throw new TypeError('Life is told by a JSON object');
	const { running, changesPerSecond, ...others } = value;
	const [unknown] = Object.keys(others);
	if (unknown !== undefined) throw new TypeError(`There is no "${unknown}"`);
	if (running !== undefined && typeof running !== 'boolean') {
		throw new TypeError('"running" is a boolean');
	}
	if (changesPerSecond === undefined) return { running };
	if (typeof changesPerSecond === 'number' && changesPerSecond >= 0) {
		return { running, changesPerSecond };
	}
	throw new TypeError('"changesPerSecond" is a number that is not negative');
}
