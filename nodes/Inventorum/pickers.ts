import type { Picker } from '../shared/contract/operation';

/** The lists behind INVENTORUM's drop-downs. */
export const pickers = {
	/** Source: Products page, GET /products. Searching lists some products twice. */
	searchProducts: {
		path: '/products/',
		apiVersion: 12,
		searchParameter: 'search',
		maxPageSize: 40,
		option: ({ id, name, product_code: code, ean }) => ({
			name: [name, code || ean].filter(Boolean).join(' · '),
			value: String(id),
		}),
	},
	/** Source: Taxes page, GET /taxes: a bare list. Tax IDs differ between accounts. */
	getTaxTypes: {
		path: '/taxes/',
		apiVersion: 12,
		option: ({ id, name, tax_rate: rate }) => ({
			name: `${String(name)} (${Number(rate)} %)`,
			value: Number(id),
		}),
	},
	/** Source: Categories page, GET /categories. */
	getCategories: {
		path: '/categories/',
		apiVersion: 12,
		maxPageSize: 40,
		option: ({ id, name }) => ({ name: String(name), value: Number(id) }),
	},
} satisfies Record<string, Picker>;
