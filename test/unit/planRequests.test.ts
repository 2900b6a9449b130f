import fc from 'fast-check';
import { attempt } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { planRequests } from '../../nodes/shared/action/planRequests';
import type { ItemInput } from '../../nodes/shared/action/readInput';
import { integer, list, notice, sentAs, shownWhen, text } from '../../nodes/shared/contract/field';
import type { AnyOperation, Method } from '../../nodes/shared/contract/operation';
import type { PlannedRequest } from '../../nodes/shared/http/send';
import { operation, VENDOR } from './support';

const FACTS = { timeZone: 'Europe/Berlin', now: new Date(0) };

const item = (input: IDataObject, more: Partial<ItemInput> = {}): ItemInput => ({
	itemIndex: 0,
	input: {
		additionalFields: {},
		updateFields: {},
		filters: {},
		sort: {},
		options: {},
		...input,
	} as ItemInput['input'],
	limit: Infinity,
	simplify: false,
	...more,
});

function plan(
	planned: AnyOperation,
	input: IDataObject = {},
	more: Partial<ItemInput> = {},
	vendor = VENDOR,
): PlannedRequest {
	const [work] = planRequests(planned, vendor, [item(input, more)], FACTS);
	const [request, ...others] = work?.requests ?? [];
	if (request === undefined || others.length > 0) throw new Error('One request was expected');
	return request;
}

const field = (displayName: string) => text({ displayName });

const onPath = (path: string) =>
	operation({ path, form: { fields: { thing: text({ displayName: 'Thing', in: 'path' }) } } });

/** Where a request for this value really goes, once the address has been read. */
const pathnameFor = (thing: string) =>
	new URL(`https://shop.test/api${plan(onPath('/things/{thing}/parts'), { thing }).path}`).pathname;

describe('the path', () => {
	it.each([
		['12', '/things/12/'],
		['a b', '/things/a%20b/'],
		['a/b', '/things/a%2Fb/'],
		['a\\b', '/things/a%5Cb/'],
		['../x', '/things/..%2Fx/'],
		['?x=1#y', '/things/%3Fx%3D1%23y/'],
		['%2F', '/things/%252F/'],
		['$&$1{thing}', '/things/%24%26%241%7Bthing%7D/'],
		['ä€😀', '/things/%C3%A4%E2%82%AC%F0%9F%98%80/'],
	])('takes %j as one part', (thing, path) => {
		expect(plan(onPath('/things/{thing}/'), { thing }).path).toBe(path);
	});

	it('never has a part more or less, whatever the value', () => {
		const value = fc
			.oneof(
				fc.string({ minLength: 1, unit: 'binary' }),
				fc.string({
					minLength: 1,
					unit: fc.constantFrom('/', '\\', '.', '%', '2', 'F', '?', '#', '{', '}', 'a'),
				}),
			)
			.filter((each) => !['.', '..'].includes(each));
		fc.assert(
			fc.property(value, (thing) => {
				const parts = pathnameFor(thing).split('/');
				expect(parts).toHaveLength(6);
				expect([parts[1], parts[2], parts[4]]).toEqual(['api', 'things', 'parts']);
				expect(decodeURIComponent(parts[3] ?? '')).toBe(thing);
			}),
			{ numRuns: 500 },
		);
	});

	it.each(['.', '..'])('does not lead elsewhere with “%s”', (thing) => {
		const pathname = attempt(pathnameFor, thing);
		expect(pathname instanceof Error ? 'refused' : pathname).toMatch(
			/^refused$|^\/api\/things\/[^/]+\/parts\/$/,
		);
	});

	it('does not break on half a character', () => {
		expect(attempt(pathnameFor, 'a\ud83d')).not.toBeInstanceOf(URIError);
	});

	it.each([
		[true, '/things', '/things/'],
		[true, '/things/', '/things/'],
		[false, '/things', '/things'],
		[false, '/things/', '/things/'],
	])('ends with a slash where the vendor wants it (%p): %s', (trailingSlash, path, expected) => {
		expect(plan(operation({ path }), {}, {}, { ...VENDOR, trailingSlash }).path).toBe(expected);
	});

	it('fills several parts by the names of the fields', () => {
		const two = operation({
			path: '/a/{firstThing}/b/{secondThing}/',
			form: {
				fields: {
					secondThing: text({ displayName: 'Second', in: 'path' }),
					firstThing: text({ displayName: 'First', in: 'path', wireName: 'other' }),
				},
			},
		});
		expect(plan(two, { firstThing: '1', secondThing: '2' })).toMatchObject({
			path: '/a/1/b/2/',
			query: {},
		});
	});
});

describe('the fields', () => {
	const form = {
		fields: {
			hint: notice({ displayName: 'Hint' }),
			taxType: field('Tax Type'),
			how: text({ displayName: 'How', in: 'none' }),
			asked: text({ displayName: 'Asked', in: 'query' }),
			told: text({ displayName: 'Told', in: 'body' }),
			named: text({ displayName: 'Named', wireName: 'the_NAME' }),
			hidden: shownWhen({ how: ['x'] }, field('Hidden')),
		},
		additionalFields: { firstName: field('First Name') },
		updateFields: { lastName: field('Last Name') },
		filters: { oneFilter: field('Filter') },
		sort: { sortBy: field('Sort') },
		options: { page: integer({ displayName: 'Page', in: 'none' }), orderBy: field('Order') },
	};
	const input = {
		taxType: '1',
		how: '2',
		asked: '3',
		told: '4',
		named: '5',
		additionalFields: { firstName: '6' },
		updateFields: { lastName: '7' },
		filters: { oneFilter: '8' },
		sort: { sortBy: '9' },
		options: { page: 10, orderBy: '11' },
	};
	const usual = {
		tax_type: '1',
		the_NAME: '5',
		first_name: '6',
		last_name: '7',
		one_filter: '8',
		sort_by: '9',
		order_by: '11',
	};

	it.each([
		['GET', { ...usual, asked: '3' }, { told: '4' }],
		['DELETE', { ...usual, asked: '3' }, { told: '4' }],
		['POST', { asked: '3' }, { ...usual, told: '4' }],
		['PUT', { asked: '3' }, { ...usual, told: '4' }],
	] as [Method, IDataObject, IDataObject][])(
		'of a %s travel where they are placed',
		(method, query, body) => {
			const request = plan(operation({ method, form }), input);
			expect(request.query).toEqual(query);
			expect(request.body).toEqual(body);
		},
	);

	it.each(['GET', 'DELETE'] as Method[])('of a %s make no body of themselves', (method) => {
		const request = plan(operation({ method, form }), { ...input, told: undefined });
		expect(Object.keys(request)).not.toContain('body');
	});

	it.each(['GET', 'POST', 'PUT', 'DELETE'] as Method[])(
		'of a %s without values make no body',
		(method) => {
			expect(Object.keys(plan(operation({ method, form })))).not.toContain('body');
		},
	);

	it('that are empty, false, zero or null are values', () => {
		const more = { taxType: '', named: null, asked: false as unknown as string, told: '0' };
		const request = plan(operation({ method: 'PUT', form }), more);
		expect(request.body).toEqual({ tax_type: '', the_NAME: null, told: '0' });
		expect(request.query).toEqual({ asked: false });
	});

	it('go through the body of the operation, which sees the input and the facts', () => {
		const planned = operation({
			method: 'PUT',
			form,
			body: ({ how }, fields, { timeZone }) => ({ wrapped: fields, how, timeZone }),
		});
		expect(plan(planned, { taxType: '1', how: 'x' }).body).toEqual({
			wrapped: { tax_type: '1' },
			how: 'x',
			timeZone: 'Europe/Berlin',
		});
		expect(plan(planned).body).toEqual({ wrapped: {}, timeZone: 'Europe/Berlin' });
	});

	it('are sent in their own shape, the entries of lists under the vendor’s names', () => {
		const entries = list({
			displayName: 'Entries',
			entryName: 'Entry',
			addText: 'Add Entry',
			fields: {
				unitPrice: integer({ displayName: 'Unit Price' }),
				madeUp: text({ displayName: 'Made Up', wireName: 'own' }),
				unsent: text({ displayName: 'Unsent', in: 'none' }),
				day: sentAs(field('Day'), (value, { timeZone }) => `${String(value)} ${timeZone}`),
				inner: list({
					displayName: 'Inner',
					entryName: 'Inner',
					addText: 'Add Inner',
					fields: { deepName: field('Deep Name') },
				}),
			},
		});
		const planned = operation({
			method: 'POST',
			form: { fields: { someEntries: entries, count: sentAs(entries, (all) => all.length) } },
		});
		const someEntries = [
			{ unitPrice: 1, madeUp: 'a', unsent: 'b', day: 'today', inner: [{ deepName: 'c' }] },
			{ unitPrice: undefined, unknown: 5 },
		];
		expect(plan(planned, { someEntries, count: someEntries } as IDataObject).body).toEqual({
			some_entries: [
				{ unit_price: 1, own: 'a', day: 'today Europe/Berlin', inner: [{ deep_name: 'c' }] },
				{},
			],
			count: 2,
		});
	});
});

describe('the version', () => {
	const chosen = operation({
		apiVersion: { default: 12, of: ({ filters }) => (filters.old === true ? 6 : 12) },
	});

	it.each([
		['none', operation(), {}, undefined, undefined],
		['the operation’s', operation({ apiVersion: 8 }), {}, undefined, 8],
		['the user’s', operation({ apiVersion: 8 }), {}, 3, 3],
		['the usual one', chosen, {}, undefined, 12],
		['the one that the input needs', chosen, { filters: { old: true } }, undefined, 6],
		['the user’s before all', chosen, { filters: { old: true } }, 3, 3],
	])('is %s', (_, planned, input, apiVersion, expected) => {
		expect(plan(planned, input, { apiVersion }).apiVersion).toBe(expected);
	});
});

describe('the work', () => {
	it('is one request for each item, in their order, with method and safety', () => {
		const planned = operation({
			method: 'PUT',
			safety: 'once-only write',
			form: { fields: { name: field('Name') } },
		});
		const items = ['a', 'b', 'c'].map((name, itemIndex) => item({ name }, { itemIndex }));
		const work = planRequests(planned, VENDOR, items, FACTS);
		expect(work.map((each) => each.items)).toEqual(items.map((each) => [each]));
		const requests = work.flatMap((each) => each.requests);
		expect(requests.map(({ body }) => body)).toEqual(
			items.map(({ input }) => ({ name: input.name })),
		);
		for (const request of requests) {
			expect(request).toMatchObject({ method: 'PUT', safety: 'once-only write' });
		}
		expect(planRequests(planned, VENDOR, [], FACTS)).toEqual([]);
	});
});
