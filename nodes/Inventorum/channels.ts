/** Where orders come from (page Orders). The vendor explains none of the names. */
export const CHANNELS = [
	{ name: 'Atalanda', value: 'atalanda', description: 'Local marketplace atalanda' },
	{ name: 'Back Office', value: 'backoffice', description: 'Entered in the web back office' },
	{ name: 'Click and Collect', value: 'click_and_collect', description: 'Reserved online' },
	{ name: 'eBay', value: 'ebay', description: 'Sold on eBay' },
	{ name: 'ECE', value: 'ece', description: 'Channel “ece”' },
	{ name: 'Online Shop', value: 'shop', description: 'Sold in the online shop' },
	{ name: 'Till', value: 'ipad', description: 'Sold at the point of sale (iPad)' },
] as const;
