"""Runs every benchmark."""

from __future__ import annotations

from benchmarks import crawl, reading

reading.main()
crawl.main()
