"""Run a crawl in a process of its own, and reading on a cluster."""
