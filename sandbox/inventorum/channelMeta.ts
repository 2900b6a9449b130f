import { META_CHANNELS, type ChannelMeta, type MetaPatch, type ProductMeta } from './productModel';

const EMPTY: Omit<ChannelMeta, 'id'> = {
	name: null,
	description: null,
	price: null,
	imageIds: null,
};

/** Channels and fields that the patch leaves out stay; a new channel gets an id of its own. */
export function mergeMeta(
	current: ProductMeta,
	patch: MetaPatch,
	newId: () => number,
): ProductMeta {
	const merged: ProductMeta = { ...current };
	for (const channel of META_CHANNELS) {
		const change = patch[channel];
		if (!change) continue;
		const before = current[channel] ?? { ...EMPTY, id: newId() };
		merged[channel] = { ...before, ...change };
	}
	return merged;
}
