import { Random } from '../shared/random';
import type { Catalogue } from './catalogue';
import type { CatalogueCommands } from './catalogueCommands';
import type { Jobs } from './jobs';
import { inventedName } from './seed';

const SHARE_OF_NEW_PRODUCTS = 0.2;

interface CatalogueLifeSurroundings {
	catalogue: Catalogue;
	commands: CatalogueCommands;
	jobs: Jobs;
	seed: number;
}

/** Product information that is worked on: new products, and edits of those there are. */
export class CatalogueLife {
	private readonly random: Random;
	private acts = 0;

	constructor(private readonly around: CatalogueLifeSurroundings) {
		this.random = new Random(around.seed);
	}

	/** Jobs that are due come first, so that the ledger keeps the order of time. */
	act(): void {
		this.acts += 1;
		this.around.jobs.advance();
		const { catalogue, commands } = this.around;
		const products = [...catalogue.products.values()];
		const name = inventedName(this.random, this.acts);
		if (products.length === 0 || this.random.chance(SHARE_OF_NEW_PRODUCTS)) {
			commands.create({ name });
			return;
		}
		const status = this.random.chance(0.9) ? 'active' : 'inactive';
		commands.update(this.random.pick(products), { name, status });
	}
}
