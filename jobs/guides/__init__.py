"""Reference pages of the docs that are generated from code and data."""
