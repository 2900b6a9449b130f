// Written by the build: the files of this folder that define operations.
import * as adjustInventory from './adjustInventory';
import * as changes from './changes';
import * as create from './create';
import * as deletion from './delete';
import * as get from './get';
import * as getAll from './getAll';
import * as publishing from './publishing';
import * as setVariations from './setVariations';
import * as update from './update';

export const modules = [
	adjustInventory,
	changes,
	create,
	deletion,
	get,
	getAll,
	publishing,
	setVariations,
	update,
];
