import type { JsonObject } from '../shared/json';

export interface Label {
	key: string;
	value: string;
	priority: number;
}

export interface InventoryProduct {
	id: number;
	sku: string;
	productCode: string;
	name: string;
	descriptionShort: string;
	descriptionLong: string;
	quantityInStock: number;
	trackInventory: boolean;
	/** The account's own cost. */
	itemPrice: number;
	askingPrice: number;
	labels: Label[];
	imageUrl: string;
	imageGuid: string;
	thirdParty: JsonObject | null;
	fileName: string;
	fileSize: number;
	/** Epoch milliseconds. */
	createdAt: number;
}

export type NewProduct = Omit<InventoryProduct, 'id'>;
export type ProductPatch = Partial<
	Pick<
		InventoryProduct,
		'name' | 'descriptionLong' | 'quantityInStock' | 'trackInventory' | 'askingPrice' | 'thirdParty'
	>
>;

/** The sellable products of the account, found by SKU. */
export class VirtualInventory {
	private readonly products = new Map<string, InventoryProduct>();
	private nextId = 1;

	get size(): number {
		return this.products.size;
	}

	all(): InventoryProduct[] {
		return [...this.products.values()];
	}

	get(sku: string): InventoryProduct | undefined {
		return this.products.get(sku);
	}

	add(content: NewProduct): InventoryProduct {
		const product = { id: this.nextId, ...content };
		this.nextId += 1;
		this.products.set(product.sku, product);
		return product;
	}

	change(sku: string, patch: ProductPatch): InventoryProduct | undefined {
		const product = this.products.get(sku);
		return product && Object.assign(product, patch);
	}

	remove(sku: string): boolean {
		return this.products.delete(sku);
	}

	/** Takes the members of one platform out of every product. */
	disconnect(platform: string): void {
		for (const product of this.products.values()) {
			product.thirdParty = product.thirdParty && withoutPlatform(product.thirdParty, platform);
		}
	}

	clear(): void {
		this.products.clear();
		this.nextId = 1;
	}
}

/** Members are named after their platform: `shopify_product_id`. Unlinked ones are null. */
const withoutPlatform = (links: JsonObject, platform: string): JsonObject =>
	Object.fromEntries(
		Object.entries(links).map(([name, value]) => [
			name,
			name.startsWith(`${platform.toLowerCase()}_`) ? null : value,
		]),
	);

const NO_GUID = '00000000-0000-0000-0000-000000000000';

/**
 * `product_details` with the members and the order of the list page's sample. Newer members that
 * only clients know (`id`, `track_inventory` and others) are left out.
 */
export const productView = (product: InventoryProduct): JsonObject => ({
	monetary_format: 'USD',
	quantity: 1,
	quantity_in_stock: product.quantityInStock,
	sku: product.sku,
	product_code: product.productCode,
	price_details: null,
	per_item_price: product.itemPrice,
	total_price: product.itemPrice,
	asking_price: product.askingPrice,
	name: product.name,
	description_short: product.descriptionShort,
	description_long: product.descriptionLong,
	labels: product.labels,
	image_url_1: product.imageUrl,
	image_url_2: null,
	image_url_3: null,
	image_url_4: null,
	image_url_5: null,
	image_guid: product.imageGuid,
	product_size: null,
	third_party_integrations: product.thirdParty,
	framing_options: null,
	product_guid: NO_GUID,
	debug: null,
});
