// Written by the build: the files of this folder that define operations.
import * as getAll from './getAll';

export const modules = [getAll];
