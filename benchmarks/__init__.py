"""Measure speed and memory, each as a ratio to a named baseline from the same run: ``python -m benchmarks``."""
