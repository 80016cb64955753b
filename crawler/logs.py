"""Keeps the log to what concerns the run."""

from __future__ import annotations

import logging

# What the libraries say of themselves at every start and end; their warnings and errors still come through.
_CHATTER = (
    "alembic.runtime.migration",
    "scrapy.addons",
    "scrapy.core.engine",
    "scrapy.crawler",
    "scrapy.extensions.logstats",
    "scrapy.middleware",
    "scrapy.statscollectors",
    "scrapy.utils.log",
)


def quieten() -> None:
    """Drops the chatter. A filter, since Scrapy's own set-up of the log takes back the levels of its loggers."""
    for name in _CHATTER:
        logging.getLogger(name).addFilter(_is_a_warning)


def _is_a_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
