import fc from 'fast-check';
import { reconnectMessage, refusedToken } from '../../nodes/shared/auth/reconnect';
import { unansweredMessage, unansweredReason } from '../../nodes/shared/auth/reconnect';
import { exchangeOnce, fingerprint, type TokenPair } from '../../nodes/shared/auth/refreshChain';

const LIFETIME_SECONDS = 3600;

/** How many exchanges are remembered. */
const MOST_LINKS = 500;

let accounts = 0;
let account: string;

beforeEach(() => {
	jest.useFakeTimers({ now: 1_790_000_000_000 });
	accounts += 1;
	account = `account-${accounts}`;
});
afterEach(() => jest.useRealTimers());

const pair = (refreshToken: string, expiresIn = LIFETIME_SECONDS): TokenPair => ({
	accessToken: `access to ${refreshToken}`,
	refreshToken,
	expiresIn,
});

/** A vendor that takes each refresh token once: `t0` gives `t1`, `t1` gives `t2`, and so on. */
function strictVendor(expiresIn = LIFETIME_SECONDS) {
	const used: string[] = [];
	const exchange = async (token: string) => {
		if (used.includes(token)) throw new Error(`${token} was used already`);
		used.push(token);
		await new Promise((resolve) => setTimeout(resolve, 100));
		return pair(`t${Number(token.slice(1)) + 1}`, expiresIn);
	};
	const ask = async (token: string) => {
		const answer = exchangeOnce(account, token, exchange);
		await jest.advanceTimersByTimeAsync(1000);
		return await answer;
	};
	return { used, exchange, ask };
}

const passSeconds = (seconds: number) => jest.setSystemTime(Date.now() + seconds * 1000);

describe('exchangeOnce', () => {
	it('makes one exchange for all who come at the same time', async () => {
		const { used, exchange } = strictVendor();
		const early = Array.from({ length: 20 }, () => exchangeOnce(account, 't0', exchange));
		await jest.advanceTimersByTimeAsync(50);
		const during = Array.from({ length: 20 }, () => exchangeOnce(account, 't0', exchange));
		await jest.advanceTimersByTimeAsync(50);
		expect(await Promise.all([...early, ...during])).toEqual(Array(40).fill(pair('t1')));
		expect(used).toEqual(['t0']);
	});

	it('gives the same pair to those who come later with the old token', async () => {
		const { used, ask } = strictVendor();
		const first = await ask('t0');
		passSeconds(600);
		expect(await ask('t0')).toEqual(first);
		expect(used).toEqual(['t0']);
	});

	it('leads late comers along the chain to the newest token', async () => {
		const { used, ask } = strictVendor();
		await ask('t0');
		passSeconds(LIFETIME_SECONDS);
		await ask('t1');
		passSeconds(LIFETIME_SECONDS);
		const newest = await ask('t2');
		expect(newest).toEqual(pair('t3'));
		expect(await Promise.all(['t0', 't1', 't2'].map(ask))).toEqual(Array(3).fill(newest));
		expect(used).toEqual(['t0', 't1', 't2']);
	});

	it('exchanges the newest token anew once its pair is stale, and only once for all', async () => {
		const { used, ask } = strictVendor();
		await ask('t0');
		passSeconds(LIFETIME_SECONDS);
		expect(await Promise.all(['t0', 't0', 't1'].map(ask))).toEqual(Array(3).fill(pair('t2')));
		expect(used).toEqual(['t0', 't1']);
	});

	it.each([
		['an hour', 3600, 3539, 3541],
		['ten hours', 36_000, 35_939, 35_941],
		['two minutes', 120, 89, 91],
	])('keeps a token that lives %s back before its end', async (_, life, fresh, stale) => {
		const { used, exchange } = strictVendor(life);
		const ask = async () => {
			const answer = exchangeOnce(account, 't0', exchange);
			await jest.advanceTimersByTimeAsync(100);
			return (await answer).refreshToken;
		};
		const start = Date.now() + 100;
		expect(await ask()).toBe('t1');
		jest.setSystemTime(start + fresh * 1000);
		expect(await ask()).toBe('t1');
		jest.setSystemTime(start + stale * 1000);
		expect(await ask()).toBe('t2');
		expect(used).toEqual(['t0', 't1']);
	});

	it('goes on with a vendor that does not replace the refresh token', async () => {
		let exchanges = 0;
		const exchange = async (token: string) => {
			exchanges += 1;
			return { ...pair(token), accessToken: `access ${exchanges}` };
		};
		for (const expected of ['access 1', 'access 1', 'access 2', 'access 2', 'access 3']) {
			const { accessToken } = await exchangeOnce(account, 'fixed', exchange);
			expect(accessToken).toBe(expected);
			passSeconds(LIFETIME_SECONDS * 0.6);
		}
	});

	it('does not go round in circles with a vendor that gives an earlier token back', async () => {
		const exchange = async (token: string) => pair(token === 'a' ? 'b' : 'a');
		await exchangeOnce(account, 'a', exchange);
		passSeconds(LIFETIME_SECONDS);
		await exchangeOnce(account, 'a', exchange);
		passSeconds(LIFETIME_SECONDS);
		const now = Date.now();
		let looks = 0;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => {
			looks += 1;
			if (looks > 1000) throw new Error('Still looking for the newest token');
			return now;
		});
		const outcome = await exchangeOnce(account, 'a', exchange).catch(
			(error: Error) => error.message,
		);
		clock.mockRestore();
		expect(outcome).toEqual(expect.objectContaining({ expiresIn: LIFETIME_SECONDS }));
	});

	it('ends with tokens that are stale from the start', async () => {
		const { used, ask } = strictVendor(0);
		expect((await ask('t0')).refreshToken).toBe('t1');
		expect((await ask('t0')).refreshToken).toBe('t2');
		expect(used).toEqual(['t0', 't1']);
	});

	it('fails for all who wait, and forgets it', async () => {
		let exchanges = 0;
		const failing = async () => {
			exchanges += 1;
			await new Promise((resolve) => setTimeout(resolve, 10));
			throw new Error('no answer');
		};
		const waiting = [1, 2, 3].map(() => exchangeOnce(account, 't0', failing));
		const outcomes = Promise.allSettled(waiting);
		await jest.advanceTimersByTimeAsync(10);
		expect((await outcomes).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
		expect(exchanges).toBe(1);
		const { used, ask } = strictVendor();
		expect(await ask('t0')).toEqual(pair('t1'));
		expect(used).toEqual(['t0']);
	});

	it('keeps what was exchanged before when a later exchange fails', async () => {
		const { used, ask } = strictVendor();
		await ask('t0');
		passSeconds(LIFETIME_SECONDS);
		const failing = async () => await Promise.reject(new Error('no answer'));
		await expect(exchangeOnce(account, 't0', failing)).rejects.toThrow('no answer');
		expect(await ask('t0')).toEqual(pair('t2'));
		expect(used).toEqual(['t0', 't1']);
	});

	it('keeps accounts apart', async () => {
		const exchange = (name: string) => async () => ({ ...pair('next'), accessToken: name });
		const answers = await Promise.all([
			exchangeOnce(`${account} one`, 'same', exchange('one')),
			exchangeOnce(`${account} two`, 'same', exchange('two')),
		]);
		expect(answers.map(({ accessToken }) => accessToken)).toEqual(['one', 'two']);
	});

	it('bounds its memory: the oldest exchanges are forgotten, the others kept', async () => {
		const asked: string[] = [];
		const exchange = async (token: string) => {
			asked.push(token);
			return pair(`${token} next`);
		};
		const others = async (from: number, to: number) => {
			for (let index = from; index < to; index += 1) {
				await exchangeOnce(account, `other ${index}`, exchange);
			}
		};
		await exchangeOnce(account, 'first', exchange);
		await others(0, MOST_LINKS - 1);
		await exchangeOnce(account, 'first', exchange);
		expect(asked.filter((token) => token === 'first')).toHaveLength(1);
		await others(MOST_LINKS, MOST_LINKS + 1);
		await exchangeOnce(account, 'first', exchange);
		expect(asked.filter((token) => token === 'first')).toHaveLength(2);
	});
});

describe('fingerprint', () => {
	it('is short, always the same, and gives nothing away', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 9 }), fc.string({ minLength: 9 }), (one, other) => {
				expect(fingerprint(one)).toMatch(/^[0-9a-f]{8}$/);
				expect(fingerprint(one)).toBe(fingerprint(one));
				if (one !== other) expect(fingerprint(one)).not.toBe(fingerprint(other));
			}),
		);
	});
});

describe('reconnect messages', () => {
	it('tell the refused token by its fingerprint alone', () => {
		const message = reconnectMessage('Shop', 'refresh-token-1');
		expect(refusedToken(message)).toBe(fingerprint('refresh-token-1'));
		expect(refusedToken(`Error: ${message}\nat somewhere`)).toBe(fingerprint('refresh-token-1'));
		expect(message).not.toContain('refresh-token-1');
		expect(unansweredReason(message)).toBeUndefined();
	});

	it('tell why the token endpoint gave nothing', () => {
		const message = unansweredMessage('Shop', 'HTTP 502');
		expect(unansweredReason(message)).toBe('HTTP 502');
		expect(unansweredReason(`${message}\nmore`)).toBe('HTTP 502');
		expect(refusedToken(message)).toBeUndefined();
	});

	it.each(['', 'Request failed with status code 401', '(refused: #0123abcd)'])(
		'are not taken for “%s”',
		(message) => {
			expect(refusedToken(message)).toBeUndefined();
			expect(unansweredReason(message)).toBeUndefined();
		},
	);
});
