import fc from 'fast-check';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Safety } from '../../nodes/shared/contract/operation';
import { decimal, list, text } from '../../nodes/shared/contract/field';
import type { Refusal } from '../../nodes/shared/contract/vendor';
import type { Failure, FailureKind } from '../../nodes/shared/failure/failure';
import { inputError, quoted, toNodeError, type Place } from '../../nodes/shared/failure/nodeErrors';
import { NODE, operation, VENDOR } from './support';

const SECRET = 'refresh-token-1';

/** The words that n8n asks nodes not to use in messages. */
const UNWANTED_WORDS = /error|problem|failure|mistake/i;

const thing = operation({
	safety: 'once-only write',
	form: {
		fields: { taxType: text({ displayName: 'Tax Type' }) },
		updateFields: {
			productCode: text({ displayName: 'Product Code' }),
			channelValues: list({
				displayName: 'Channel Values',
				wireName: 'meta',
				entryName: 'Channel',
				addText: 'Add Channel',
				fields: { price: decimal({ displayName: 'Price' }) },
			}),
		},
	},
});

const withSafety = (safety: Safety) => ({ ...thing, safety });

const place = (more: Partial<Place> = {}): Place => ({
	node: NODE,
	vendor: VENDOR,
	itemIndex: 3,
	operation: thing,
	subject: 'Product 12',
	secrets: [SECRET],
	...more,
});

const failure = (kind: FailureKind, more: Partial<Failure> = {}): Failure => ({
	failed: true,
	kind,
	...more,
});

const said = (message: string, fields: Refusal['fields'] = []): Refusal => ({ message, fields });

const TABLE: Record<FailureKind, { more: Partial<Failure>; message: string; next: string }> = {
	refused: {
		more: { status: 400 },
		message: 'Shop did not accept the request (HTTP 400)',
		next: 'Correct what is named above',
	},
	'not found': {
		more: { status: 404, refusal: said('Gone.') },
		message: 'Shop knows no Product 12: Gone.',
		next: 'Check the ID',
	},
	'not allowed': {
		more: { status: 403 },
		message: 'The Shop credential may not do this',
		next: 'Give the token the missing right. (HTTP 403).',
	},
	'not authorized': {
		more: { status: 401 },
		message: 'Shop did not accept the credential',
		next: 'Open the credential. (HTTP 401).',
	},
	reconnect: {
		more: { detail: '0123abcd' },
		message: 'Reconnect Shop: paste a new refresh token into the credential',
		next: 'Create a new token.',
	},
	'no fresh token': {
		more: { attempts: 6, detail: 'HTTP 502' },
		message: 'Shop gave no new access token',
		next: 'Tried 6 times (HTTP 502). Nothing was sent.',
	},
	'rate limited': {
		more: { status: 429, attempts: 6 },
		message: 'Shop receives too many requests',
		next: 'lower Requests per Second in the credential',
	},
	busy: {
		more: { status: 503 },
		message: 'Shop is busy and asks to come back later',
		next: 'Tried once (HTTP 503). Run the node again later.',
	},
	'vendor fault': {
		more: { status: 500 },
		message: 'Shop could not process the request (HTTP 500)',
		next: "Tried once. The cause is on the vendor's side",
	},
	unreadable: {
		more: { status: 200 },
		message: 'Shop sent an answer that cannot be read',
		next: 'Check the Base URL in the credential',
	},
	broken: {
		more: { detail: 'ECONNRESET', attempts: 2 },
		message: 'The connection to Shop broke off before an answer came',
		next: 'Tried 2 times (ECONNRESET).',
	},
	'not sent': {
		more: { detail: 'ECONNREFUSED' },
		message: 'Shop cannot be reached',
		next: 'Tried once (ECONNREFUSED). Check the Base URL',
	},
	redirected: {
		more: { status: 301, detail: 'https://shop.test/new/' },
		message: 'The Base URL leads to another address',
		next: 'Shop redirects to https://shop.test/new/ (HTTP 301)',
	},
	cancelled: {
		more: {},
		message: 'The execution was stopped',
		next: 'The request to Shop was given up.',
	},
};
const KINDS = Object.keys(TABLE) as FailureKind[];

describe('toNodeError', () => {
	it.each(KINDS)('says what happened and what to do after “%s”', (kind) => {
		const { more, message, next } = TABLE[kind];
		const error = toNodeError(failure(kind, more), place());
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe(`${message} [item 3]`);
		expect(error.description).toContain(next);
		expect(error.httpCode).toBe(more.status?.toString() ?? null);
		expect(error.context.itemIndex).toBe(3);
		expect(error.level).toBe('warning');
	});

	it.each(KINDS)('names no item and no record in a trigger or a picker after “%s”', (kind) => {
		const bare = place({ itemIndex: undefined, operation: undefined, subject: undefined });
		const error = toNodeError(failure(kind, TABLE[kind].more), bare);
		expect(error.message).toBe(TABLE[kind].message.replace('Product 12', 'such address'));
		expect(error.context.itemIndex).toBeUndefined();
	});

	it.each(KINDS)('uses no word that frightens after “%s”', (kind) => {
		for (const more of [{}, TABLE[kind].more, { attempts: 3, status: 500, detail: 'x' }]) {
			expect(toNodeError(failure(kind, more), place()).message).not.toMatch(UNWANTED_WORDS);
		}
	});

	it.each(KINDS)('gives no secret away after “%s”', (kind) => {
		const refusal = {
			...said(`bad ${SECRET}`, [{ name: `f.${SECRET}`, texts: [`${SECRET} is bad`] }]),
			key: SECRET,
		};
		const told = place({ subject: `Product ${SECRET}` });
		for (const each of [refusal, { ...refusal, fields: [] }, undefined]) {
			const error = toNodeError(failure(kind, { refusal: each, detail: SECRET }), told);
			const kept = JSON.stringify([error, error.message, error.description, error.messages]);
			expect(kept + String(error.stack)).not.toContain(SECRET);
		}
	});

	it.each(['say "friend"', 'back\\slash', 'new\nline'])(
		'gives no secret away that JSON writes in another way: %j',
		(secret) => {
			const refusal = said(`Bad token ${secret}.`);
			const error = toNodeError(failure('refused', { refusal }), place({ secrets: [secret] }));
			expect(error.message).toBe('Bad token ***. [item 3]');
			expect(error.errorResponse).toMatchObject({ vendorMessage: 'Bad token ***.' });
		},
	);

	it.each([
		['the name in the form', [{ name: 'tax_type', texts: ['Unknown.'] }], 'Tax Type: Unknown.'],
		[
			'the name of an optional field',
			[{ name: 'product_code', texts: ['Too long.', 'Taken.'] }],
			'Product Code: Too long. Taken.',
		],
		[
			'the list, its entry and the field in it',
			[{ name: 'meta.0.price', texts: ['Not a number.'] }],
			'Channel Values, entry 1, Price: Not a number.',
		],
		['its own name where the form has none', [{ name: 'gtin', texts: ['Bad.'] }], 'gtin: Bad.'],
		[
			'each of several',
			[
				{ name: 'tax_type', texts: ['Unknown.'] },
				{ name: 'gtin', texts: ['Bad.'] },
			],
			'Tax Type: Unknown. gtin: Bad.',
		],
	])('calls a refused field by %s', (_, fields, words) => {
		const refusal = { ...said('Validation.', fields), key: 'common.validation' };
		const error = toNodeError(failure('refused', { status: 400, refusal }), place());
		expect(error.message).toBe(`${words} [item 3]`);
		expect(error.description).toContain('(HTTP 400, common.validation)');
		expect(error.errorResponse).toEqual({
			kind: 'refused',
			status: 400,
			key: 'common.validation',
			vendorMessage: 'Validation.',
			fields,
		});
	});

	it.each([
		['sentence', said('')],
		['answer', { fields: [] }],
	])('has a sentence of its own where the vendor gives an empty %s', (_, refusal) => {
		const error = toNodeError(failure('refused', { status: 400, refusal }), place());
		expect(error.message).toBe('Shop did not accept the request (HTTP 400) [item 3]');
	});

	it.each([
		['once-only write', 'broken', true],
		['once-only write', 'vendor fault', true],
		['once-only write', 'unreadable', true],
		['once-only write', 'cancelled', true],
		['once-only write', 'not sent', false],
		['once-only write', 'refused', false],
		['once-only write', 'rate limited', false],
		['idempotent write', 'broken', false],
		['read', 'vendor fault', false],
	] as const)('says of a %s after “%s” that it may have happened: %p', (safety, kind, isSaid) => {
		const error = toNodeError(failure(kind), place({ operation: withSafety(safety) }));
		const sentence = 'It is not known whether Shop has carried this out';
		expect(String(error.description).includes(sentence)).toBe(isSaid);
	});

	it.each(['Homeaccessoires', 'Reisepermit', 'getAddrInfo'])(
		'keeps its sentence when the vendor speaks of %s',
		(word) => {
			const error = toNodeError(
				failure('refused', { refusal: said(`${word} is taken.`) }),
				place(),
			);
			expect(error.message).toBe(`${word} is taken. [item 3]`);
		},
	);

	it('ends every message with the item, whatever the vendor says', () => {
		fc.assert(
			fc.property(fc.constantFrom(...KINDS), fc.string(), fc.nat(500), (kind, words, itemIndex) => {
				const refused = failure(kind, { refusal: said(words), detail: words, status: 400 });
				const { message } = toNodeError(refused, place({ itemIndex }));
				expect(message.endsWith(` [item ${itemIndex}]`)).toBe(true);
			}),
		);
	});
});

describe('inputError', () => {
	it('names the field, what was expected and the item', () => {
		const error = inputError(NODE, 2, 'Tax Type', 'expected a text, but got nothing');
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('Tax Type: expected a text, but got nothing [item 2]');
		expect(error.description).toContain('Nothing was sent for this item. Correct “Tax Type”');
		expect(error.context.itemIndex).toBe(2);
		expect(error.level).toBe('warning');
	});

	it.each(['Homeaccessoires', 'Reisepermit', 'getAddrInfo'])(
		'keeps its sentence when the value is %s',
		(word) => {
			const error = inputError(NODE, 2, 'Price', `expected a number, but got ${quoted(word)}`);
			expect(error.message).toBe(`Price: expected a number, but got “${word}” [item 2]`);
		},
	);
});

describe('quoted', () => {
	it.each([
		[undefined, 'nothing'],
		[null, 'nothing'],
		['', 'nothing'],
		['abc', '“abc”'],
		[0, '“0”'],
		[false, '“false”'],
		[Number.NaN, '“NaN”'],
		[[], 'a list of 0'],
		[[1, 2], 'a list of 2'],
		[{ a: 1 }, '“{"a":1}”'],
		['two\r\nlines\tand  more', '“two lines and more”'],
		['x'.repeat(60), `“${'x'.repeat(60)}”`],
		['x'.repeat(61), `“${'x'.repeat(60)}…”`],
		[{ a: 'x'.repeat(100) }, `“{"a":"${'x'.repeat(54)}…”`],
	])('shows %j as %s', (value, shown) => {
		expect(quoted(value)).toBe(shown);
	});

	it('is short and on one line for any value', () => {
		const value = fc.oneof(fc.jsonValue(), fc.string({ minLength: 50, maxLength: 300 }));
		fc.assert(
			fc.property(value, (each) => {
				expect(quoted(each).length).toBeLessThanOrEqual(63);
				expect(quoted(each)).not.toMatch(/[\r\n\u2028\u2029]/);
			}),
		);
	});

	it('never cuts a character in half', () => {
		for (const before of ['', 'a']) {
			const shown = quoted(before + '😀'.repeat(80));
			expect(shown).not.toMatch(/\p{Surrogate}/u);
			expect(shown.endsWith('…”')).toBe(true);
		}
	});
});
