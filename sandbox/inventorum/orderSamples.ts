import { decimal } from './decimals';
import { ORDER_STATE, type Order, type Return } from './orderModel';

const recorded = Date.parse('2015-06-01T14:14:00Z');

/** The order whose creation was recorded, and the return of four of its five pieces. */
export const sampleOrder = (createdAt: number): Order => ({
	id: 12289,
	channel: 'ebay',
	createdAt,
	modifiedAt: createdAt,
	state: ORDER_STATE.PENDING | ORDER_STATE.CLOSED,
	noteInternal: null,
	noteExternal: 'External order 1',
	items: [
		{
			id: 23561,
			product: 665753,
			name: 'Item',
			quantity: 5,
			price: decimal('16.73'),
			unitGross: decimal('19.91'),
			taxRate: '19.000',
		},
	],
	customer: {
		id: 10295,
		addressId: 18580,
		firstName: 'Jo',
		lastName: 'Doe',
		email: 'test@example.com',
	},
	payments: [{ id: 9276, method: '4', amount: decimal('898.35'), paidAt: recorded }],
	shipment: {
		id: 2321,
		name: 'Parcel',
		tracking_number: null,
		cost: '1.25',
		external_key: 'Service_1',
		service: { id: 1557, name: 'Parcel', time_max: 259_200, time_min: 86_400 },
	},
});

export const sampleReturn = (createdAt: number): Return => ({
	id: 902,
	channel: 'ebay',
	createdAt,
	modifiedAt: createdAt,
	order: 12289,
	items: [{ id: 1242, basketItem: 23561, name: 'Item', quantity: 4, unitGross: decimal('19.91') }],
});
