"""Measures speed and memory, each as a ratio against a named baseline of the same run: ``python -m benchmarks``."""
