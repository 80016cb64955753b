"""Run every benchmark."""

from __future__ import annotations

from benchmarks import archive, crawl, reading, report, soak

reading.main()
crawl.main()
soak.main()
archive.main(40, 4)  # the full size takes minutes: python -m benchmarks.archive
report.main(60)  # the same: python -m benchmarks.report
