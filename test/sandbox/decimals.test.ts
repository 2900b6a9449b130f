import { decimal, fixed, mean, parseDecimal, plain } from '../../sandbox/inventorum/decimals';

describe('decimal numbers', () => {
	it.each([
		['100', 2, '100.00'],
		['4.2016806723', 10, '4.2016806723'],
		['1E+3', 2, '1000.00'],
		['0E-10', 2, '0.00'],
		['-2.5', 0, '-3'],
		['.5', 1, '0.5'],
		['185.5091', 2, '185.51'],
		['0.005', 2, '0.01'],
	])('prints %s with %i places as %s', (text, places, expected) => {
		expect(fixed(decimal(text), places)).toBe(expected);
	});

	it.each(['', 'abc', '1,5', '1.2.3', '--1', 'Infinity', '.'])('refuses %j', (text) => {
		expect(parseDecimal(text)).toBeUndefined();
	});

	it.each([
		['10.50', '10.5'],
		['100', '100'],
		['0.000', '0'],
	])('prints %s without needless zeros as %s', (text, expected) => {
		expect(plain(decimal(text))).toBe(expected);
	});

	it('averages to 28 significant digits', () => {
		const prices = [...Array.from({ length: 20 }, () => decimal('9.5')), decimal(1)];
		expect(mean(prices)).toBe('9.095238095238095238095238095');
	});
});
