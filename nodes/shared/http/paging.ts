import type { IDataObject } from 'n8n-workflow';
import type { Paging } from '../contract/operation';
import type { Failure } from '../failure/failure';
import { send, type Connection, type PlannedRequest } from './send';

export interface Page {
	rows: unknown[];
	/** What the vendor says that the whole list has, if it says so. */
	total?: number;
	vendorTime?: Date;
}

/** Reads one page of a list. */
export async function readPage(
	connection: Connection,
	request: PlannedRequest,
	page: number,
	size: number,
): Promise<Page | Failure> {
	const { paging } = connection.vendor;
	const position = { [paging.limitParameter]: size, [paging.pageParameter]: page };
	const answer = await send(connection, placed(request, position, paging.in));
	if (answer.failed) return answer;
	const content = paging.read(answer.body);
	if (content === undefined) return { failed: true, kind: 'unreadable', status: answer.status };
	return { ...content, vendorTime: answer.vendorTime };
}

function placed(
	request: PlannedRequest,
	position: IDataObject,
	where: 'query' | 'body' = 'query',
): PlannedRequest {
	if (where === 'query') return { ...request, query: { ...request.query, ...position } };
	return { ...request, body: { ...(request.body as IDataObject | undefined), ...position } };
}

/** So many pages in a row without a new row: the vendor is going round in circles. */
const MOST_FRUITLESS_PAGES = 25;

/** So often a reader goes back before it takes the totals for what they are not. */
const MOST_STEPS_BACK = 100;

interface Progress {
	rows: Map<string, unknown>;
	/** Rows as listed, duplicates and skipped first pages included; comparable with the vendor's total. */
	listed: number;
	/** What was listed before each page. */
	listedBefore: Map<number, number>;
	/** What the vendor said at the last page. */
	total?: number;
	stepsBack: number;
	fruitlessPages: number;
	lastPageIds: string;
}

/**
 * Reads a list page by page, up to a limit, each row once.
 *
 * The end is an empty page, a short page once the vendor's total is reached, or a page that repeats the
 * one before. The total alone never ends the list, since searches inflate it and new rows outdate it.
 *
 * Pages are counted by position. When rows leave the list behind the reader, others slip over the border
 * between two pages: whenever the total goes down, as many rows are read again.
 */
export async function readRows(
	connection: Connection,
	request: PlannedRequest,
	paging: Pick<Paging<never>, 'maxPageSize' | 'identify' | 'firstPage'>,
	range: { limit: number; startPage?: number },
): Promise<unknown[] | Failure> {
	const { firstPage = connection.vendor.paging.firstPage } = paging;
	const startPage = range.startPage ?? firstPage;
	const size = Math.min(paging.maxPageSize, range.limit);
	const progress: Progress = {
		rows: new Map(),
		listed: (startPage - firstPage) * size,
		listedBefore: new Map(),
		stepsBack: 0,
		fruitlessPages: 0,
		lastPageIds: '',
	};
	for (let page = startPage; ; page += 1) {
		progress.listedBefore.set(page, progress.listed);
		const content = await readPage(connection, request, page, size);
		if ('failed' in content) return content;
		const slipped = slippedRows(progress, content);
		const isLast = takePage(progress, content, paging.identify, size);
		if (progress.rows.size >= range.limit) break;
		const back = Math.min(Math.ceil(slipped / size), page - startPage);
		if (back === 0 && isLast) break;
		if (back > 0) page = stepBack(progress, page - back);
	}
	return [...progress.rows.values()].slice(0, range.limit);
}

/** So many rows may have slipped past; a total that was too small to be one tells nothing. */
function slippedRows(progress: Progress, { total }: Page): number {
	const { total: before, listed, stepsBack } = progress;
	progress.total = total;
	if (!total || before === undefined || before < listed) return 0;
	return stepsBack < MOST_STEPS_BACK ? Math.max(0, before - total) : 0;
}

/** Makes a page the next one; the number that comes before it. */
function stepBack(progress: Progress, page: number): number {
	progress.listed = progress.listedBefore.get(page) ?? progress.listed;
	progress.stepsBack += 1;
	progress.fruitlessPages = 0;
	progress.lastPageIds = '';
	return page - 1;
}

/** Adds a page's rows and tells whether it was the last one. */
function takePage(
	progress: Progress,
	{ rows, total }: Page,
	identify: (row: unknown) => string,
	size: number,
): boolean {
	const before = progress.rows.size;
	const ids = rows.map(identify);
	ids.forEach((id, index) => progress.rows.set(id, rows[index]));
	progress.listed += rows.length;
	progress.fruitlessPages = progress.rows.size === before ? progress.fruitlessPages + 1 : 0;
	const pageIds = ids.join();
	const isRepeated = pageIds === progress.lastPageIds;
	progress.lastPageIds = pageIds;
	if (rows.length === 0 || isRepeated) return true;
	if (progress.fruitlessPages >= MOST_FRUITLESS_PAGES) return true;
	return rows.length < size && (total === undefined || progress.listed >= total);
}
