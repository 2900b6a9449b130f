// Written by the build: the files of this folder that define operations.
import * as create from './create';
import * as createAndWait from './createAndWait';
import * as get from './get';
import * as wait from './wait';

export const modules = [create, createAndWait, get, wait];
