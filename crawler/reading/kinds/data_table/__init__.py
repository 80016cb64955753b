"""Yearly tables about every authority: headers are found by vocabulary, and every cell is a figure with its place."""
