"""``lgsco browse``: the archive in a browser, by Datasette."""
