/**
 * What n8n's editor has to show for a node's settings, worked out from the node's description
 * alone: which fields are visible, under which labels, and a value for each field a user may add.
 */

/** The settings that choose each operation of an action node, in the order of the form. */
export function selectionsOf({ properties }) {
	const resources = properties.find(({ name }) => name === 'resource');
	return resources.options.flatMap((resource) => {
		const selected = { resource: resource.value };
		const operations = properties.find(
			(property) => property.name === 'operation' && isShown(property, selected),
		);
		return operations.options.map((operation) => ({
			chosen: { ...selected, operation: operation.value },
			words: { resource: resource.name, operation: operation.name, action: operation.action },
		}));
	});
}

/** The settings that choose each kind of change a trigger node looks for. */
export function choicesOf({ properties }) {
	const { name, options } = properties.find((property) => property.name === 'triggerOn');
	return options.map((option) => ({ words: option.name, chosen: { [name]: option.value } }));
}

/**
 * A form with every field that may be added to it: the values, and the labels to be seen. n8n shows
 * the choice of the authentication as part of the credential.
 */
export function filledForm({ properties }, chosen) {
	const values = { ...chosen };
	const labels = ['Credential'];
	for (const property of properties) {
		if (!isShown(property, values)) continue;
		const { value, labels: inner } = filled(property);
		if (property.type !== 'notice') values[property.name] ??= value;
		if (property.name !== 'authentication') labels.push(...inner);
	}
	return { values, labels };
}

function isShown({ displayOptions = {} }, values) {
	const { show = {}, hide = {} } = displayOptions;
	const matches = ([name, accepted]) => accepted.includes(values[name]);
	return Object.entries(show).every(matches) && !Object.entries(hide).some(matches);
}

function filled(property) {
	switch (property.type) {
		case 'notice':
		case 'hidden':
			return { value: property.default, labels: [] };
		case 'collection':
			return filledCollection(property);
		case 'fixedCollection':
			return filledFixedCollection(property);
		default:
			return { value: property.default, labels: [property.displayName] };
	}
}

function filledCollection({ displayName, options }) {
	const { value, labels } = filledFields(options);
	return { value, labels: [displayName, ...labels] };
}

/** One entry in every group of fields. */
function filledFixedCollection({ displayName, options, typeOptions }) {
	const value = {};
	const labels = [displayName];
	for (const group of options) {
		const entry = filledFields(group.values);
		value[group.name] = typeOptions?.multipleValues ? [entry.value] : entry.value;
		labels.push(...entry.labels);
	}
	return { value, labels };
}

function filledFields(fields) {
	const entries = fields.map((field) => [field.name, filled(field)]);
	return {
		value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
		labels: entries.flatMap(([, { labels }]) => labels),
	};
}
