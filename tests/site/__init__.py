"""A small strict copy of the site with switches: any address may answer otherwise, once or always."""
