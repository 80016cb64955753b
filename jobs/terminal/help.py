"""The help of each command in addition to its usage and options: examples, exit statuses and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lgsco_store.settings import PREFIX

_COULD_NOT_START = {2: "it could not start or finish: a wrong option, setting or database"}
_OF_A_RUN = {0: "published", 3: "held: a person decides", 4: "failed", 5: "another run is in progress"}
_RUN_SETTINGS = ("site_url", "contact", "download_delay", "min_authorities", "notify_urls", "summaries")


@dataclass(frozen=True, slots=True)
class Entry:
    """One command's part of the manual.

    ``statuses`` are the exit statuses, ``heeds`` the settings that matter most to it besides the archive's address, and
    ``examples`` command lines with their purposes.
    """

    examples: Mapping[str, str]
    statuses: Mapping[int, str] = field(default_factory=lambda: {0: "done"})
    heeds: tuple[str, ...] = ()
    opens_archive: bool = True

    @property
    def all_statuses(self) -> dict[int, str]:
        """The exit statuses, in order."""
        return dict(sorted({**self.statuses, **_COULD_NOT_START}.items()))

    @property
    def settings(self) -> list[str]:
        """The names of the settings, as fields of ``Settings``."""
        return [*(["database_url"] if self.opens_archive else []), *self.heeds]

    def epilog(self) -> str:
        """Return the end of the help text."""
        examples = (line for command, use in self.examples.items() for line in (f"  # {use}", f"  {command}"))
        statuses = (f"  {status}  {meaning}" for status, meaning in self.all_statuses.items())
        parts = ["\b\nExamples:\n" + "\n".join(examples), "\b\nExit status:\n" + "\n".join(statuses)]
        if self.settings:
            parts.append(f"Settings: {', '.join(map(variable, self.settings))}")
        return "\n\n".join(parts)


MANUAL = {
    "demo": Entry(
        examples={
            "lgsco demo": "crawl the bundled site into lgsco-demo.db",
            "lgsco demo --file /tmp/letters.db": "the same into another file",
        },
        opens_archive=False,
    ),
    "upgrade": Entry(examples={"lgsco upgrade": "make the archive lgsco.db, or bring it to this release"}),
    "crawl": Entry(
        examples={
            "lgsco crawl": "everything",
            "lgsco crawl --years 2025": "only the letters of one year",
            "lgsco crawl --authority kent-county-council --years 2019-2024": "some letters of one council",
            "lgsco crawl --kind decisions --weeks 12": "the decisions of the last twelve weeks",
        },
        statuses=_OF_A_RUN,
        heeds=_RUN_SETTINGS,
    ),
    "schedule": Entry(
        examples={
            "lgsco schedule": "do what is due until it is stopped, as a service",
            "lgsco schedule --once": "do what is due now, for cron",
        },
        statuses={**_OF_A_RUN, 0: "published, or nothing is due"},
        heeds=(
            *_RUN_SETTINGS,
            "yearly_day",
            "season_months",
            "season_interval_days",
            "decision_weeks",
            "retry_hours",
            "tick_minutes",
        ),
    ),
    "status": Entry(
        examples={
            "lgsco status": "what needs a person, if anything",
            "lgsco status --json": "the same for a monitor",
            "lgsco status --prometheus /var/lib/node_exporter/lgsco.prom": "the same for Prometheus",
        },
        statuses={0: "all is well", 1: "something needs a person"},
    ),
    "publish": Entry(examples={"lgsco publish 12": "publish the held run 12 as it is"}),
    "discard": Entry(examples={"lgsco discard 12": "reject the held run 12; what it fetched is kept"}),
    "notify": Entry(
        examples={
            "lgsco notify --dry-run 12": "print the notification about run 12",
            "lgsco notify 12": "send it, to check the addresses",
        },
        statuses={0: "sent, or printed", 1: "no service accepted it"},
        heeds=("notify_urls",),
    ),
    "runs": Entry(
        examples={
            "lgsco runs": "the ledger as a table",
            "lgsco runs --json": "the same, one JSON object a line",
        }
    ),
    "issues": Entry(
        examples={
            "lgsco issues --severity error": "where a figure may be wrong",
            "lgsco issues --authority kent-county-council": "everything about one council",
            "lgsco issues --accept 3f2a9c01de": "record that a person has looked at an issue",
        }
    ),
    "aliases": Entry(
        examples={
            "lgsco aliases kent-county-council": "the slugs and names of one council",
            "lgsco aliases --remove 12": "forget a spelling that is another council's",
        }
    ),
    "changes": Entry(
        examples={
            "lgsco changes --since 2026-05-01": "what changed since May",
            "lgsco changes --authority kent-county-council": "every change of one council",
            "lgsco changes --json": "every change, one JSON object a line",
        }
    ),
    "search": Entry(
        examples={
            "lgsco search school transport": "both words, anywhere in a decision",
            "lgsco search '\"school transport\"' --authority kent-county-council": "the phrase, about one council",
            "lgsco search damp --from 2024-01-01 --to 2024-12-31 --outcome upheld": "the upheld decisions of one year",
            "lgsco search damp --json": "the same with the whole text, one JSON object a line",
        }
    ),
    "diff": Entry(
        examples={
            "lgsco diff kent-county-council 2020": "the last two versions of a letter",
            "lgsco diff kent-county-council 2020 --from 1 --to 2": "two versions by their numbers",
        }
    ),
    "browse": Entry(
        examples={
            "lgsco browse": "serve the archive at http://127.0.0.1:8001/",
            "lgsco browse --port 0": "the same at any free port",
        }
    ),
    "report": Entry(
        examples={
            "lgsco report public": "write web pages; open public/index.html",
            "lgsco report --letters public": "with every version of every letter in the folder",
        }
    ),
    "export": Entry(
        examples={
            "lgsco export data": "every view as CSV and SQLite",
            "lgsco export --format csv,xlsx data": "as CSV and as one workbook",
            "lgsco export --format csv --as-of 2026-01-31 january": "the archive as it stood, as CSV",
            "lgsco export --format warc --run 12 warc": "what run 12 fetched, as WARC",
        }
    ),
    "read": Entry(
        examples={
            "lgsco read letter.pdf": "one letter as JSON",
            "lgsco read letters/*.pdf": "many, one JSON object a line",
        },
        statuses={0: "every file was read whole, or is a letter without statistics", 1: "some file was not"},
        heeds=("read_workers", "read_seconds", "read_memory_mb"),
        opens_archive=False,
    ),
    "reread": Entry(
        examples={
            "lgsco reread --dry-run": "what the current reader reads differently; changes nothing",
            "lgsco reread": "show the letters as the current reader reads them",
            "lgsco reread --dask tcp://127.0.0.1:8786": "the same, read by the workers of a Dask cluster",
        },
        heeds=("read_workers", "read_seconds", "read_memory_mb"),
    ),
    "verify": Entry(
        examples={
            "lgsco verify": "check documents by their hashes, and all references",
            "lgsco verify --read": "also read every letter again",
        },
        statuses={0: "the archive is whole", 1: "something is damaged"},
    ),
}


def variable(name: str) -> str:
    """Name the environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"
