import type { JsonObject } from '../shared/json';
import type { Ledger, LedgerEntry } from '../shared/ledger';

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

	constructor(
		private readonly clock: () => Date,
		private readonly ledger: Ledger,
	) {}

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
		const product = this.seed(content);
		this.note('created', product);
		return product;
	}

	/** Sample data was there before the sandbox, so the ledger does not know it. */
	seed(content: NewProduct): InventoryProduct {
		const product = { id: this.nextId, ...content };
		this.nextId += 1;
		this.products.set(product.sku, product);
		return product;
	}

	change(sku: string, patch: ProductPatch): InventoryProduct | undefined {
		const product = this.products.get(sku);
		if (!product) return undefined;
		this.note('updated', Object.assign(product, patch));
		return product;
	}

	remove(sku: string): boolean {
		const product = this.products.get(sku);
		if (product) this.note('deleted', product);
		return this.products.delete(sku);
	}

	/** Takes the members of one platform out of every product. */
	disconnect(platform: string): void {
		for (const product of this.products.values()) {
			const { thirdParty } = product;
			if (!thirdParty || !isLinked(thirdParty, platform)) continue;
			product.thirdParty = withoutPlatform(thirdParty, platform);
			this.note('updated', product);
		}
	}

	clear(): void {
		this.products.clear();
		this.nextId = 1;
	}

	/** Rows show no id, so the SKU is what a reader knows a product by. */
	private note(kind: LedgerEntry['kind'], product: InventoryProduct): void {
		this.ledger.add({
			time: this.clock().toISOString(),
			kind,
			entity: 'product',
			id: product.id,
			parent: null,
			marker: product.sku,
			snapshot: kind === 'deleted' ? null : productView(product),
		});
	}
}

/** Members are named after their platform: `shopify_product_id`. Unlinked ones are null. */
const belongsTo = (platform: string, name: string): boolean =>
	name.startsWith(`${platform.toLowerCase()}_`);

const isLinked = (links: JsonObject, platform: string): boolean =>
	Object.entries(links).some(([name, value]) => belongsTo(platform, name) && value !== null);

const withoutPlatform = (links: JsonObject, platform: string): JsonObject =>
	Object.fromEntries(
		Object.entries(links).map(([name, value]) => [name, belongsTo(platform, name) ? null : value]),
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
