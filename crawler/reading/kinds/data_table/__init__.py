"""Yearly tables about every authority: the header found by vocabulary, every cell a figure with its place."""
