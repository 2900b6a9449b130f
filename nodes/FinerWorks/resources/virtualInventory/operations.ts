// Written by the build: the files of this folder that define operations.
import * as deletion from './delete';
import * as disconnect from './disconnect';
import * as getAll from './getAll';
import * as update from './update';

export const modules = [deletion, disconnect, getAll, update];
