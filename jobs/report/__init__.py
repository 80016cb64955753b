"""``lgsco report``: the archive as a folder of pages that anyone can open, without a server and without a network."""
