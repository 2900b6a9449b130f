/** Forms that the build writes beside each node, from its contract. */
declare module '*.properties.json' {
	import type { INodeProperties } from 'n8n-workflow';

	const properties: INodeProperties[];
	export default properties;
}
