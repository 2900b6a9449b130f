// Written by the build: the files of this folder that define operations.
import * as create from './create';
import * as deletion from './delete';
import * as getAll from './getAll';

export const modules = [create, deletion, getAll];
