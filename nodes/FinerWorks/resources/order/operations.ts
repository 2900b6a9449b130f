// Written by the build: the files of this folder that define operations.
import * as getAll from './getAll';
import * as getStatus from './getStatus';
import * as getStatusDefinitions from './getStatusDefinitions';
import * as submit from './submit';

export const modules = [getAll, getStatus, getStatusDefinitions, submit];
