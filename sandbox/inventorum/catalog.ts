import { decimal, type Decimal } from './decimals';

export interface Tax {
	id: number;
	name: string;
	/** As printed; its precision varies between accounts ("14.0", "98.000"). */
	taxRate: string;
}

export interface Category {
	id: number;
	name: string;
	treeId: number;
	imageUrl: string | null;
}

/**
 * Tax ids of the page's samples. Each rate is the one that turns the sample's net price into its
 * gross price; 7122 appears without prices.
 */
export const TAXES: readonly Tax[] = [
	{ id: 4672, name: 'Standard 19%', taxRate: '19.000' },
	{ id: 6442, name: 'Standard 20%', taxRate: '20.000' },
	{ id: 7122, name: 'Reduced 7%', taxRate: '7.000' },
	{ id: 11500, name: 'VAT 19%', taxRate: '19.000' },
	{ id: 57374, name: 'Test 98%', taxRate: '98.000' },
	{ id: 59105, name: 'Books 19%', taxRate: '19.000' },
	{ id: 59342, name: 'Test 95%', taxRate: '95.000' },
	{ id: 60396, name: 'Clothes 19%', taxRate: '19.000' },
];

/** Categories of the samples; 111 is the one of the create table. */
export const CATEGORIES: readonly Category[] = [
	{ id: 111, name: 'Shoes', treeId: 11, imageUrl: null },
	{ id: 43104, name: 'Drinks', treeId: 39710, imageUrl: imageUrl(711238) },
	{ id: 47569, name: 'DIESEL', treeId: 41616, imageUrl: null },
	{ id: 56130, name: 'Accessoires', treeId: 45973, imageUrl: null },
	{ id: 90302, name: 'Alben', treeId: 58005, imageUrl: null },
	{ id: 159381, name: 'Schulhefte', treeId: 70211, imageUrl: null },
];

/** Images that were uploaded before the sandbox started: those the samples refer to. */
const IMAGES = [12321, 100, 217514, 223634, 702003, 702078, 711238, 751315, 763101, 763102, 780792];

const taxes = new Map(TAXES.map((tax) => [tax.id, tax]));
const rates = new Map<number, Decimal>(TAXES.map((tax) => [tax.id, decimal(tax.taxRate)]));
const categories = new Map(CATEGORIES.map((category) => [category.id, category]));
const images = new Set(IMAGES);

export const findTax = (id: number): Tax | undefined => taxes.get(id);
export const findCategory = (id: number): Category | undefined => categories.get(id);
export const imageExists = (id: number): boolean => images.has(id);

export function taxRateOf(id: number): Decimal {
	const rate = rates.get(id);
	if (rate === undefined) throw new RangeError(`Unknown tax ${id}`);
	return rate;
}

function imageUrl(id: number): string {
	return `http://app.inventorum.com/uploads/1627/category/${id}.jpg`;
}
