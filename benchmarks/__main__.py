"""Runs every benchmark."""

from __future__ import annotations

from benchmarks import crawl, reading, soak

reading.main()
crawl.main()
soak.main()
