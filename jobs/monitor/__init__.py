"""How the archive is doing: overview, held runs, metrics."""
