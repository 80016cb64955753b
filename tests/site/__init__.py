"""A small strict copy of the site with switches: any address may answer differently, once or always."""
