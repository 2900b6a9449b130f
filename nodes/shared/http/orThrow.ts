import { isFailure, type Failure } from '../failure/failure';
import { toNodeError } from '../failure/nodeErrors';
import type { Connection } from './send';

/** The outcome, or the error that users read: for triggers and pickers, where no item is concerned. */
export function orThrow<T>(outcome: T | Failure, { context, vendor, secrets }: Connection): T {
	if (!isFailure(outcome)) return outcome;
	throw toNodeError(outcome, { node: context.getNode(), vendor, secrets });
}
