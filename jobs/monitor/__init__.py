"""The state of the archive: overview, held runs, metrics."""
