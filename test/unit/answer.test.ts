import fc from 'fast-check';
import { parseJson } from '../../nodes/shared/http/answer';

const LONG = '12345678901234567';

describe('parseJson', () => {
	it.each([
		['16 digits', '{"id":1234567890123456}', { id: '1234567890123456' }],
		['18 digits', '{"id":123456789012345678}', { id: '123456789012345678' }],
		['a minus', `{"id":-${LONG}}`, { id: `-${LONG}` }],
		['spaces before', `{"id" :  ${LONG} }`, { id: LONG }],
		['line ends around', `{"id":\n\t${LONG}\r\n}`, { id: LONG }],
		['the first of a list', `[${LONG},1]`, [LONG, 1]],
		['the last of a list', `[1, ${LONG}]`, [1, LONG]],
		['depth', `{"a":[{"b":{"c":[[${LONG}]]}}]}`, { a: [{ b: { c: [[LONG]] } }] }],
		['several', `[${LONG},${LONG},{"a":${LONG}}]`, [LONG, LONG, { a: LONG }]],
		['300 digits', `[${'7'.repeat(300)}]`, ['7'.repeat(300)]],
		['nothing around', LONG, LONG],
	])('makes a long whole number with %s a text', (_, text, value) => {
		expect(parseJson(text)).toEqual({ value });
	});

	it.each([
		['15 digits', '[123456789012345]', [123456789012345]],
		['a long decimal', '[12345678901234567.5]', [Number('12345678901234567.5')]],
		['a decimal with many digits', '[0.1234567890123456789]', [Number('0.1234567890123456789')]],
		['a long number with an exponent', '[12345678901234567e2]', [Number('12345678901234567e2')]],
		[
			'a long number with a big exponent',
			'[12345678901234567E+2]',
			[Number('12345678901234567e2')],
		],
		['zero', '[0,-0,0.0]', [0, -0, 0]],
	])('leaves %s a number', (_, text, value) => {
		expect(parseJson(text)).toEqual({ value });
	});

	it.each([
		['digits', `"${LONG}"`],
		['what looks like a field', `"a: ${LONG}"`],
		['what looks like a list', `"[${LONG},${LONG}]"`],
		['quotes', `"say \\"x\\": ${LONG}, or [${LONG}]"`],
		['a backslash at the end', `"a:${LONG}\\\\"`],
		['backslashes and quotes', `"\\\\\\":${LONG}\\\\\\""`],
		['an escaped letter', `"\\u0022:${LONG}"`],
	])('changes nothing in a text with %s', (_, text) => {
		const whole = `{"before":${LONG},"text":${text},":${LONG}":[${text},${LONG}]}`;
		const inside = JSON.parse(text) as string;
		expect(parseJson(whole)).toEqual({
			value: { before: LONG, text: inside, [`:${LONG}`]: [inside, LONG] },
		});
	});

	it.each([
		['a decimal', '0.30000000000000004', 0.1 + 0.2],
		['a decimal with a minus', '-0.30000000000000004', -0.1 - 0.2],
		['a decimal with many digits', '1.1234567890123456', Number('1.1234567890123456')],
		['an exponent', '1.7976931348623157e+308', Number.MAX_VALUE],
	])('leaves %s alone beside a long number', (_, text, number) => {
		expect(parseJson(`{"id":${LONG},"n":${text}}`)).toEqual({ value: { id: LONG, n: number } });
		expect(parseJson(`{"s":"a: ${LONG}","n":${text}}`)).toEqual({
			value: { s: `a: ${LONG}`, n: number },
		});
	});

	it.each([
		['nothing', ''],
		['spaces', '  '],
		['a page', '<html>busy</html>'],
		['an end too early', `{"id":${LONG}`],
		['an end within a text', `{"id":${LONG},"name":"Pul`],
		['two values', '{} {}'],
		['a trailing comma', '[1,]'],
		['a long number and letters', `[${LONG}x]`],
		['a lone long minus', `[-${LONG}-]`],
	])('gives undefined for %s', (_, text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	it('reads long texts beside a long number', () => {
		const long = 'A'.repeat(8_000_000);
		expect(parseJson(`{"id":${LONG},"image":"${long}"}`)).toEqual({
			value: { id: LONG, image: long },
		});
	});

	it('agrees with JSON.parse as long as no whole number is long', () => {
		const { value: anything } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
			leaf: fc.oneof(
				fc.string(),
				fc.constantFrom(`a: ${LONG}`, `[${LONG}`, `"x":${LONG}\\`),
				fc.integer(),
				fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e14, max: 9e14 }),
				fc.boolean(),
				fc.constant(null),
			),
			value: fc.oneof(
				{ maxDepth: 4 },
				tie('leaf'),
				fc.array(tie('value'), { maxLength: 5 }),
				fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
			),
		}));
		fc.assert(
			fc.property(anything, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
				const text = JSON.stringify(value, null, indent);
				expect(parseJson(text)).toEqual({ value: JSON.parse(text) as unknown });
			}),
			{ numRuns: 500 },
		);
	});

	it('keeps every digit of whole numbers of any length', () => {
		const number = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String);
		fc.assert(
			fc.property(fc.array(number), (numbers) => {
				const value = parseJson(`{"ids":[${numbers.join(', ')}]}`)?.value as { ids: unknown[] };
				expect(value.ids.map(String)).toEqual(numbers);
			}),
		);
	});
});
