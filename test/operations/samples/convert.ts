/** Products page, adding variations: PUT products/11111111/ makes the plain product a variation. */
export const convertRequest = {
	name: 'Simplest Product',
	variations: [
		{
			id: 11111111,
			attributes: {
				size: '22',
				color: 'Blue',
				material: 'Denim',
			},
		},
		{
			attributes: {
				size: '22',
				color: 'Red',
				material: 'Denim',
			},
			price: 4.2,
			tax_type: 11500,
		},
	],
};

/** The answer: the product has another ID from now on. */
export const convertAnswer = {
	name: 'Simplest Product',
	id: 11111114,
	variations: [
		{
			id: 11111111,
			name: 'Simple Product, 22, Blue, Denim',
		},
		{
			id: 11111113,
			name: 'Simple Product, 22, Red, Denim',
		},
	],
};

/** PUT products/11111114/ adds a variation and removes another. */
export const addAndRemoveRequest = {
	name: 'Simplest Product',
	variations: [
		{
			id: 11111111,
			attributes: {
				size: '22',
				color: 'Blue',
				material: 'Denim',
			},
		},
		{
			attributes: {
				size: '22',
				color: 'Green',
				material: 'Denim',
			},
			price: 4.2,
			tax_type: 11500,
		},
	],
};

/** The answer: the product keeps its ID. */
export const addAndRemoveAnswer = {
	name: 'Simplest Product',
	id: 11111114,
	variations: [
		{
			id: 11111111,
			name: 'Simple Product, 22, Blue, Denim',
		},
		{
			id: 11111115,
			name: 'Simple Product, 22, Green, Denim',
		},
	],
};

/** PUT products/11111114/ with one variation makes the product plain again. */
export const backToPlainRequest = {
	name: 'Simplest Product',
	variations: [
		{
			id: 11111111,
		},
	],
};

/** The answer: the variation is the product now. */
export const backToPlainAnswer = {
	id: 11111111,
};
