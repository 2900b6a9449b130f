import type { Catalogue, Product } from './catalogue';
import { plain } from './seed';
import { DEFAULT_LANGUAGE } from './views';

/** What may be written about a product; members that are left out stay as they are. */
export type ProductPatch = Partial<
	Pick<Product, 'names' | 'status' | 'productType' | 'attributes' | 'discontinued'>
> & {
	/** In the default language. */
	name?: string;
};

/** What users do in the product information by hand. Clients go through jobs. */
export class CatalogueCommands {
	private made = 0;

	constructor(
		private readonly catalogue: Catalogue,
		private readonly clock: () => Date,
	) {}

	/** Code and name are made up when left out. */
	create({ code, ...patch }: ProductPatch & { code?: string } = {}): Product {
		const time = this.clock().getTime();
		const ownCode = code ?? this.freeCode();
		const content = plain(ownCode, patch.name ?? `Product ${ownCode}`, time);
		const product = this.catalogue.putProduct({ ...content, ...contentOf(patch, content) });
		this.catalogue.record('created', 'product', product, time);
		return product;
	}

	update(product: Product, patch: ProductPatch): Product {
		const time = this.clock().getTime();
		Object.assign(product, contentOf(patch, product), { updatedAt: time });
		this.catalogue.record('updated', 'product', product, time);
		return product;
	}

	private freeCode(): string {
		do this.made += 1;
		while (this.catalogue.findProduct({ name: `NEW-${this.made}` }));
		return `NEW-${this.made}`;
	}
}

type Content = Omit<Product, 'id'>;

function contentOf({ name, ...patch }: ProductPatch, { names, attributes }: Content) {
	return {
		...patch,
		names: { ...names, ...patch.names, ...(name !== undefined && { [DEFAULT_LANGUAGE]: name }) },
		attributes: { ...attributes, ...patch.attributes },
	};
}
