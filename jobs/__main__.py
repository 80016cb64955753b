"""``python -m jobs`` is ``lgsco``."""

from __future__ import annotations

from jobs.cli import main

main(prog_name="lgsco")
