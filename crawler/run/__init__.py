"""One crawl as a run: its claim, scope, progress, logs and exit status."""
