// Written by the build: the files of this folder that define operations.
import * as changes from './changes';

export const modules = [changes];
