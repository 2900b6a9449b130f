import fc from 'fast-check';
import { range } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { readPage, readRows } from '../../nodes/shared/http/paging';
import { connectionTo, LIST_REQUEST, VENDOR } from './support';

const rowsFrom = (first: number, count: number) =>
	range(first, first + count).map((id) => ({ id }));

const identify = (row: unknown) => String((row as IDataObject).id);

/** A vendor whose pages, from the first, have these rows; all pages after them are empty. */
function listOf(pages: IDataObject[][], total?: number) {
	return connectionTo(({ page }) => ({
		body: { data: pages[Number(page) - 1] ?? [], ...(total === undefined ? {} : { total }) },
	}));
}

/** A vendor that cuts its rows into pages of whatever size is asked for. */
function cutList(count: number, total = count) {
	return connectionTo(({ page, limit }) => {
		const start = (Number(page) - 1) * Number(limit);
		return { body: { data: rowsFrom(0, count).slice(start, start + Number(limit)), total } };
	});
}

async function idsOf(
	{ connection }: ReturnType<typeof connectionTo>,
	options: { limit?: number; startPage?: number; size?: number } = {},
): Promise<number[]> {
	const { limit = Infinity, startPage, size = 10 } = options;
	const paging = { maxPageSize: size, identify };
	const rows = await readRows(connection, LIST_REQUEST, paging, { limit, startPage });
	if (!Array.isArray(rows)) throw new Error(rows.kind);
	return rows.map((row) => (row as { id: number }).id);
}

describe('readRows', () => {
	it.each([
		['an empty list', listOf([]), 0, 1],
		['an empty list with a total', listOf([], 0), 0, 1],
		['a short page, no total', listOf([rowsFrom(0, 3)]), 3, 1],
		['a short page that reaches the total', listOf([rowsFrom(0, 10), rowsFrom(10, 3)], 13), 13, 2],
		['an empty page after full ones', listOf([rowsFrom(0, 10), rowsFrom(10, 10)]), 20, 3],
		['an empty page after the total', listOf([rowsFrom(0, 10)], 10), 10, 2],
		['an inflated total', listOf([rowsFrom(0, 10), rowsFrom(10, 3)], 400), 13, 3],
		['a total of 0 in spite of rows', listOf([rowsFrom(0, 10), rowsFrom(10, 3)], 0), 13, 2],
		['a total that is too small', listOf([rowsFrom(0, 10), rowsFrom(10, 10)], 5), 20, 3],
		[
			'short pages on the way to the total',
			listOf([rowsFrom(0, 7), rowsFrom(7, 10), rowsFrom(17, 4)], 21),
			21,
			3,
		],
		[
			'a page that is repeated for ever',
			connectionTo(() => ({ body: { data: rowsFrom(0, 10) } })),
			10,
			2,
		],
	])('ends with %s', async (_, vendor, rows, requests) => {
		expect(await idsOf(vendor)).toEqual(range(rows));
		expect(vendor.asked).toHaveLength(requests);
	});

	it('asks page after page, with everything that the request asks for besides', async () => {
		const vendor = cutList(25);
		expect(await idsOf(vendor)).toEqual(range(25));
		expect(vendor.asked).toEqual([1, 2, 3].map((page) => ({ search: 'blue', limit: 10, page })));
	});

	it('gives up after 25 pages in a row without a new row', async () => {
		const vendor = connectionTo(({ page }) => ({
			body: { data: rowsFrom(Number(page) % 2 === 0 ? 0 : 10, 10), total: 1_000_000 },
		}));
		expect((await idsOf(vendor)).sort((a, b) => a - b)).toEqual(range(20));
		expect(vendor.asked).toHaveLength(27);
	});

	it('bears 24 pages in a row without a new row', async () => {
		const vendor = connectionTo(({ page: asked }) => {
			const page = Number(asked);
			if (page > 27) return { body: { data: [], total: 1_000_000 } };
			const first = page === 27 ? 50 : (page % 2) * 10;
			return { body: { data: rowsFrom(first, 10), total: 1_000_000 } };
		});
		expect(await idsOf(vendor)).toEqual([...range(10, 20), ...range(10), ...range(50, 60)]);
	});

	it('gives each row once, in the order of the first time', async () => {
		const vendor = listOf([
			[{ id: 3 }, { id: 1 }, { id: 3 }],
			[{ id: 1 }, { id: 2 }, { id: 3 }],
			[{ id: 4 }],
		]);
		expect(await idsOf(vendor, { size: 3 })).toEqual([3, 1, 2, 4]);
	});

	it('counts duplicates towards the total, as the vendor does', async () => {
		const vendor = listOf([[{ id: 1 }, { id: 1 }, { id: 2 }], [{ id: 3 }]], 4);
		expect(await idsOf(vendor, { size: 3 })).toEqual([1, 2, 3]);
		expect(vendor.asked).toHaveLength(2);
	});

	describe('with a start page', () => {
		it('begins there and takes the pages before for listed', async () => {
			const vendor = cutList(25);
			expect(await idsOf(vendor, { startPage: 2 })).toEqual(range(10, 25));
			expect(vendor.asked.map(({ page }) => page)).toEqual([2, 3]);
		});

		it('ends at once beyond the end', async () => {
			const vendor = cutList(25);
			expect(await idsOf(vendor, { startPage: 9 })).toEqual([]);
			expect(vendor.asked).toHaveLength(1);
		});

		it('counts from the number that the vendor gives its first page', async () => {
			const fromZero = { ...VENDOR, paging: { ...VENDOR.paging, firstPage: 0 } };
			const vendor = connectionTo(
				({ page }) => ({
					body: { data: rowsFrom(Number(page) * 10, page === 2 ? 5 : 10), total: 25 },
				}),
				fromZero,
			);
			expect(await idsOf(vendor)).toEqual(range(25));
			expect(vendor.asked.map(({ page }) => page)).toEqual([0, 1, 2]);
		});
	});

	describe('with a limit', () => {
		it.each([
			[1, 1, [1]],
			[9, 9, [1]],
			[10, 10, [1]],
			[11, 10, [1, 2]],
			[25, 10, [1, 2, 3]],
			[99, 10, [1, 2, 3]],
		])('of %i asks for %i rows at a time on the pages %j', async (limit, size, pages) => {
			const vendor = cutList(25);
			expect(await idsOf(vendor, { limit })).toEqual(range(Math.min(limit, 25)));
			expect(vendor.asked.map(({ page }) => page)).toEqual(pages);
			expect(new Set(vendor.asked.map((query) => query.limit))).toEqual(new Set([size]));
		});
	});

	it('gives all rows of any list with any page size, limit and total', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(60),
				fc.integer({ min: 1, max: 25 }),
				fc.integer({ min: 1, max: 80 }),
				fc.nat(200),
				async (count, size, limit, total) => {
					const ids = await idsOf(cutList(count, total), { size, limit });
					expect(ids).toEqual(range(Math.min(count, limit)));
				},
			),
		);
	});

	describe('when rows leave the list meanwhile', () => {
		/** A vendor from whose list a row is taken before some of the requests. */
		function shrinkingList(count: number, leaving: number[][]) {
			let rows = rowsFrom(0, count);
			let request = 0;
			return connectionTo(({ page, limit }) => {
				const gone = new Set(leaving[request]);
				request += 1;
				rows = rows.filter(({ id }) => !gone.has(id));
				const start = (Number(page) - 1) * Number(limit);
				return { body: { data: rows.slice(start, start + Number(limit)), total: rows.length } };
			});
		}

		it('reads the page again to whose end a row has slipped', async () => {
			const vendor = shrinkingList(25, [[], [3]]);
			expect((await idsOf(vendor)).sort((a, b) => a - b)).toEqual(range(25));
			expect(vendor.asked.map(({ page }) => page)).toEqual([1, 2, 1, 2, 3]);
		});

		it('does so at the end of the list', async () => {
			const vendor = shrinkingList(21, [[], [], [0]]);
			expect((await idsOf(vendor)).sort((a, b) => a - b)).toEqual(range(21));
			expect(vendor.asked.map(({ page }) => page)).toEqual([1, 2, 3, 2, 3]);
		});

		it('goes back as many pages as rows have left', async () => {
			const vendor = shrinkingList(40, [[], [], [], range(11)]);
			expect((await idsOf(vendor)).sort((a, b) => a - b)).toEqual(range(40));
			expect(vendor.asked.map(({ page }) => page)).toEqual([1, 2, 3, 4, 2, 3]);
		});

		it('takes a total that goes up and down for no end of reading', async () => {
			const vendor = connectionTo(({ page }) => ({
				body: {
					data: Number(page) <= 3 ? rowsFrom(Number(page) * 10, 10) : [],
					total: 1000 - (vendor.asked.length % 2),
				},
			}));
			expect((await idsOf(vendor)).sort((a, b) => a - b)).toEqual(range(10, 40));
			expect(vendor.asked.length).toBeLessThan(250);
		});

		it('misses no row that is there all the time', async () => {
			await fc.assert(
				fc.asyncProperty(
					fc.integer({ min: 1, max: 60 }),
					fc.integer({ min: 1, max: 12 }),
					fc.array(fc.array(fc.nat(59), { maxLength: 3 }), { maxLength: 20 }),
					async (count, size, leaving) => {
						const ids = await idsOf(shrinkingList(count, leaving), { size });
						const gone = new Set(leaving.flat());
						const stayed = range(count).filter((id) => !gone.has(id));
						expect(stayed.filter((id) => !ids.includes(id))).toEqual([]);
					},
				),
			);
		});
	});

	it.each([
		[{ status: 404, body: { detail: 'gone' } }, 'not found'],
		[{ body: { nothing: [] } }, 'unreadable'],
		[{ body: [1, 2] }, 'unreadable'],
	])('hands on what went wrong on a later page: %j', async (answer, kind) => {
		const { connection } = connectionTo(({ page }) =>
			page === 1 ? { body: { data: rowsFrom(0, 10) } } : answer,
		);
		const paging = { maxPageSize: 10, identify };
		const rows = await readRows(connection, LIST_REQUEST, paging, { limit: Infinity });
		expect(rows).toMatchObject({ failed: true, kind });
	});
});

describe('readPage', () => {
	it('gives the rows and the total of one page', async () => {
		const { connection, asked } = cutList(25);
		const page = await readPage(connection, LIST_REQUEST, 3, 10);
		expect(page).toEqual({ rows: rowsFrom(20, 5), total: 25, vendorTime: undefined });
		expect(asked).toEqual([{ search: 'blue', limit: 10, page: 3 }]);
		expect(LIST_REQUEST.query).toEqual({ search: 'blue' });
	});
});
