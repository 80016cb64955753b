"""Limit the log to what concerns the run: plain lines on a terminal, one JSON object per line elsewhere."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from lgsco_store.errors import LgscoError
from lgsco_store.visible import visible, visible_json

# Routine messages of the libraries at every start and end; their warnings and errors are kept.
_CHATTER = (
    "alembic.runtime.migration",
    "alembic.runtime.plugins",
    "scrapy.addons",
    "scrapy.core.engine",
    "scrapy.crawler",
    "scrapy.middleware",
    "scrapy.statscollectors",
    "scrapy.utils.log",
)


def quieten() -> None:
    """Drop routine messages by a filter: Scrapy's own set-up of the log resets the levels of its loggers.

    APScheduler warns of every tick during a run, which is normal; only its errors matter.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    for name in _CHATTER:
        logging.getLogger(name).addFilter(_is_a_warning)
    logging.getLogger("scrapy.core.scraper").addFilter(_is_new)


def _is_a_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def _is_new(record: logging.LogRecord) -> bool:
    """Return whether a record is new information: the run itself reports, in one line, what a person can fix."""
    return not (record.exc_info and isinstance(record.exc_info[1], LgscoError))


class JsonLines(logging.Formatter):
    """A record as one JSON object: at (UTC), level, logger, run (null outside a run), message, and error if any."""

    def __init__(self, run_id: int | None) -> None:
        super().__init__()
        self._run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        """Format a record as one line, whatever the message contains."""
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "run": self._run_id,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return visible_json(json.dumps(fields, ensure_ascii=False))


class PlainLines(logging.Formatter):
    """The output of another formatter, safe for a terminal."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self._formatter = formatter

    def format(self, record: logging.LogRecord) -> str:
        """Return the other formatter's text, with control characters escaped."""
        return visible(self._formatter.format(record))


def as_json_lines(run_id: int | None = None) -> None:
    """Make every log handler that does not write to a terminal write JSON with the run's ID."""
    for handler in logging.getLogger().handlers:
        if not isinstance(handler, logging.StreamHandler):
            continue
        if not handler.stream.isatty():
            handler.setFormatter(JsonLines(run_id))
        elif not isinstance(handler.formatter, PlainLines):
            handler.setFormatter(PlainLines(handler.formatter or logging.Formatter()))
