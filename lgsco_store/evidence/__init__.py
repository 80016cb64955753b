"""Documents, readings and their digests: what was captured, and what was read from it."""
