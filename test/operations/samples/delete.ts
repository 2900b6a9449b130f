/** Products page, DELETE /products/{product_id}/: the answer, with status 404. */
export const deleteRefusal = {
	error: {
		fields: {},
		description: null,
		key: 'common.unknown',
	},
};
