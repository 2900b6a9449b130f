import { recommendedVersion } from '../contract/operation';
import type { AnyOperation, NodeContract } from '../contract/operation';

/** An operation in one line, for `npm run operations` and the docs. */
export interface OperationRow {
	node: string;
	resource: string;
	operation: string;
	method: string;
	path: string;
	apiVersion: number | null;
	safety: string;
	evidence: string;
	source: string;
}

export function operationRows(node: NodeContract): OperationRow[] {
	return node.resources.flatMap(({ operations }) =>
		operations.map((operation) => operationRow(node, operation)),
	);
}

function operationRow(node: NodeContract, operation: AnyOperation): OperationRow {
	const { resource, name, method, path, safety, evidence, source } = operation;
	return {
		node: node.name,
		resource,
		operation: name,
		method,
		path,
		apiVersion: recommendedVersion(operation) ?? null,
		safety,
		evidence,
		source,
	};
}

/** The operations of all nodes as a Markdown page. */
export function operationsPage(nodes: readonly NodeContract[]): string {
	const sections = nodes.map((node) => {
		const rows = node.resources.flatMap(({ displayName, operations }) =>
			operations.map((operation) => markdownRow(displayName, operation)),
		);
		return [`## ${node.vendor.displayName}`, '', ...TABLE_HEAD, ...rows, ''].join('\n');
	});
	return [
		'# Operations',
		'',
		'Written by `npm run build` from the contracts under `nodes/`; do not edit.',
		'',
		...sections,
	].join('\n');
}

const TABLE_HEAD = [
	'| Resource | Operation | What it does | Request | API version | May be repeated | Evidence |',
	'| --- | --- | --- | --- | --- | --- | --- |',
];

const REPEATED: Record<string, string> = {
	read: 'yes',
	'idempotent write': 'yes',
	'once-only write': 'only if nothing happened',
};

function markdownRow(resource: string, operation: AnyOperation): string {
	const { displayName, description, method, path, safety, evidence } = operation;
	const version = recommendedVersion(operation) ?? '';
	return `| ${resource} | ${displayName} | ${description} | \`${method} ${path}\` | ${version} | ${REPEATED[safety]} | ${evidence} |`;
}
