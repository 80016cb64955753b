"""Settings: each with its name, default, bounds and purpose, read from the environment or ``.env``.

The environment overrides ``.env``; both use the prefix ``LGSCO_``.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Annotated

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from lgsco_store import setting_checks as checks
from lgsco_store.errors import SettingsError
from lgsco_store.publications.inputs import Retention
from lgsco_store.runs.season import Season

PREFIX = "LGSCO_"
ENV_FILE = ".env"
# Where the library speaks of its parser, and not of the value.
_FAULTS = {
    "bool_parsing": "should be 0 or 1",
    "int_parsing": "should be a whole number",
    "float_parsing": "should be a number",
    "greater_than": "should be greater than {gt:g}",
    "greater_than_equal": "should be at least {ge:g}",
    "less_than_equal": "should be at most {le:g}",
    "string_too_short": "should not be empty",
}
LIVE_SITE = "https://www.lgo.org.uk/your-councils-performance"


# Larger numbers are typing errors, and a job that waits that long is as good as dead. So is a crawl that takes a month:
# its hours have a limit for that reason.
_HOUR, _DAY, _TEN_YEARS = 3600, 86_400, 3650

Share = Annotated[float, Field(ge=0, le=1)]


class Settings(BaseSettings):
    """The settings of one run of a program; a field ``site_url`` is the variable ``LGSCO_SITE_URL``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", frozen=True)

    database_url: str = Field("sqlite:///lgsco.db", min_length=1, description="the archive's database")
    site_url: Annotated[str, AfterValidator(checks.web_address)] = Field(
        LIVE_SITE, description="web address of the index of councils"
    )
    contact: Annotated[str, AfterValidator(checks.contact)] = Field("", description="contact address in the user agent")
    project_url: Annotated[str, AfterValidator(checks.web_page)] = Field(
        "", description="web address of the project in the user agent"
    )

    # Addresses that contain passwords and tokens: never part of a message, a log or a representation.
    notify_urls: str = Field("", repr=False, description="whom to notify: Apprise addresses, separated by spaces")
    summaries: str = Field("", description="folder for a summary of every run; no summaries if empty")

    # Others report that the site accepts one request per second without complaint.
    download_delay: float = Field(1.0, ge=0, le=_HOUR, description="seconds between two requests, on average")
    autothrottle: bool = Field(default=True, description="slow down with the server")
    download_timeout: float = Field(60.0, gt=0, le=_HOUR, description="seconds until a request is abandoned")
    retries: int = Field(
        5,
        ge=0,
        le=100,
        description="how often a failed request is repeated at most, while the last repeats have not all failed",
    )
    backoff: float = Field(
        5.0, ge=0, le=_HOUR, description="seconds to wait after an error, doubled after each further one"
    )
    longest_wait: float = Field(
        3600.0, ge=0, le=_DAY, description="longest wait, in seconds, that the site may ask for within a run"
    )
    max_errors: Share = Field(0.5, description="share of the last addresses that may fail before a run ends")
    errors_window: int = Field(
        20, ge=1, le=10000, description="number of most recent addresses that this share applies to"
    )
    full_refetch_days: int = Field(
        365, ge=1, le=_TEN_YEARS, description="days after which a letter is fetched in full even if unchanged"
    )
    fallback_councils: bool = Field(
        default=False, description="request the register's councils if the index lists too few"
    )
    data_tables_path: Annotated[str, AfterValidator(checks.paths)] = Field(
        "/information-centre/reports/annual-review-reports/local-government-complaint-reviews",
        description="path of the page that lists the yearly tables; if it is empty they are not requested",
    )
    # Their addresses differ from year to year, so that nobody could keep a list of them here.
    national_paths: Annotated[str, AfterValidator(checks.paths)] = Field(
        "", description="paths of national publications (definitions, reviews, focus reports), separated by spaces"
    )
    service_improvements: bool = Field(
        default=True, description="read service improvements, and request the lists of all of them"
    )
    council_reports: bool = Field(
        default=True, description="read the reports on councils' pages, and request the lists of all of them"
    )
    max_body_mb: int = Field(
        50, gt=0, le=1024, description="maximum size of an answer in megabytes; larger ones are not kept"
    )
    # There are some 450 councils, including those abolished since 2004, with hardly thirty letters each.
    max_authorities: int = Field(1000, ge=1, le=10000, description="maximum number of councils that a run requests")
    max_list_pages: int = Field(
        20,
        ge=1,
        le=1000,
        description="maximum number of pages followed in one council's list of letters, improvements or reports",
    )
    max_letters: int = Field(100, ge=1, le=10000, description="maximum number of letters requested per council")

    # About 317 authorities get a letter each year: fewer than 250 pages means a broken index, not a smaller country.
    min_authorities: int = Field(250, ge=0, le=10000, description="authorities a whole run must find")
    # Abolished councils keep their pages, so that hardly one disappears in a year; 2 % of 400 are eight.
    max_authorities_lost: Share = Field(0.02, description="share of the known authorities that a run may miss")
    # One page in twenty is more than the usual dead links: its format has changed for some of the councils.
    max_pages_unread: Share = Field(0.05, description="share of the councils' pages that a run may fail to read")
    retention_statements: int = Field(5, ge=1, le=100, description="years after which a statement is taken down")
    retention_reports: int = Field(9, ge=1, le=100, description="years after which a report is taken down")
    # Letters are taken down one by one; 1 % of 6,000 are sixty.
    max_letters_withdrawn: Share = Field(
        0.01, description="share of the known letters, and of the known decisions, that may be withdrawn in a run"
    )
    # Of a year's 317 letters 5 % are sixteen: fewer are odd files, more are a new layout.
    max_unread: Share = Field(0.05, description="share of a run's new versions that may be unread")
    # Letters contradict themselves now and then; a reading error does it in all letters of its layout.
    max_contradictory: Share = Field(0.05, description="share of a run's new versions that may contradict themselves")
    # A link leads to another council's letter now and then; a site that mixes up its files does it with many.
    max_misplaced: Share = Field(0.05, description="share of a run's letters that may be another council's")
    # A firewall's block page answers every request from then on, so a few of them are the first of many.
    max_blocked: Share = Field(0.01, description="share of a run's captures that may be block pages")
    # Since 2025 letters are sent in May, before that in July; they appear on the site up to four weeks later.
    season_months: Annotated[str, AfterValidator(checks.months)] = Field(
        "05-08", description="first and last month in which the letters of a year appear"
    )
    # Letters sent in July have appeared by the middle of August in every year so far.
    year_due: Annotated[str, AfterValidator(checks.month_and_day)] = Field(
        "09-15", description="day from which a scheduled run must find letters of its year"
    )
    min_newest: Share = Field(0.9, description="letters of that year, as a share of those of the year before")
    # An address without a good answer after all attempts is a dead link; more than one in twenty is an outage.
    max_failed_captures: Share = Field(0.05, description="share of a run's captures that may carry a diagnosis")

    claim_expiry: float = Field(
        120.0, gt=0, le=_DAY, description="seconds without heartbeat until a run counts as dead"
    )
    run_limit: float = Field(24.0, gt=0, le=744, description="hours until a crawl is ended by force")

    read_seconds: float = Field(10.0, gt=0, le=_HOUR, description="time limit for reading one letter, in seconds")
    read_memory_mb: int = Field(512, ge=128, le=65536, description="memory limit for reading one letter, in megabytes")
    read_workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, le=256, description="reading processes"
    )

    # October: the letters of the season have appeared, and their corrections too.
    yearly_day: Annotated[str, AfterValidator(checks.month_and_day)] = Field(
        "10-01", description="day of the yearly run"
    )
    season_interval_days: int = Field(7, ge=1, le=365, description="days between runs in season")
    # Most decisions that are withdrawn for a review come back, or are revised, within half a year.
    decision_weeks: int = Field(
        26, ge=0, le=520, description="weeks of decisions that the weekly run looks back; 0 leaves decisions out"
    )
    retry_hours: float = Field(6.0, gt=0, le=8760, description="hours until a failed run is tried again")
    tick_minutes: float = Field(15.0, gt=0, le=1440, description="minutes between two checks of the ledger")

    @field_validator("year_due")
    @classmethod
    def _is_after_the_start(cls, value: str, info: ValidationInfo) -> str:
        months = info.data.get("season_months")
        if months and _pair(value) < (_pair(months)[0], 1):
            raise ValueError(f"Input should be a day after the season has begun (LGSCO_SEASON_MONTHS is {months})")
        return value

    @property
    def season(self) -> Season:
        """Return the season in which the letters of a year appear."""
        return Season(*_pair(self.season_months), due=_pair(self.year_due))

    @property
    def retention(self) -> Retention:
        """Return after how many years decisions are taken down."""
        return Retention(self.retention_statements, self.retention_reports)

    @property
    def yearly_month_and_day(self) -> tuple[int, int]:
        """Return the day of the yearly run."""
        return _pair(self.yearly_day)

    def environment(self) -> dict[str, str]:
        """Return the settings as environment variables of a child process, which override its ``.env``."""
        return {f"{PREFIX}{name.upper()}": str(value) for name, value in self.model_dump().items()}


def _pair(value: str) -> tuple[int, int]:
    first, _, second = value.partition("-")
    return int(first), int(second)


def load_settings() -> Settings:
    """Load the current settings.

    Raises:
        SettingsError: a value cannot be used; the text names the variable, the fault and the current value.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(dict(problem)) for problem in error.errors())) from None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise SettingsError(f"{ENV_FILE} cannot be read: {why}; correct it, or move it away") from None


def load_settings_or_exit() -> Settings:
    """Load the current settings; a bad one ends the program with one line and exit status 2."""
    try:
        return load_settings()
    except SettingsError as error:
        print(f"lgsco: {error}", file=sys.stderr)  # noqa: T201 -- no logging is set up yet
        raise SystemExit(2) from None


def unknown_setting_warnings() -> list[str]:
    """Return one warning for each ``LGSCO_`` name, in the environment or ``.env``, that is not a setting."""
    try:
        given = {**dotenv_values(ENV_FILE), **os.environ}
    except (OSError, UnicodeDecodeError):
        # It is refused when the settings are loaded.
        return []
    return list(_warnings(given, Settings.model_fields))


def _warnings(given: Mapping[str, object], fields: Iterable[str]) -> Iterable[str]:
    known = [f"{PREFIX}{name.upper()}" for name in fields]
    for name in sorted(given):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)
            yield f"{name} is not a setting and is ignored; the nearest is {nearest[0]}"


def _sentence(problem: Mapping[str, object]) -> str:
    where = problem["loc"]
    name = f"{PREFIX}{str(where[0]).upper()}" if isinstance(where, tuple) and where else PREFIX
    kind, given = str(problem["type"]), problem.get("ctx")
    message = _FAULTS[kind].format(**given if isinstance(given, dict) else {}) if kind in _FAULTS else problem["msg"]
    message = str(message).removeprefix("Value error, ").replace("Input should", "should", 1)
    return f"{name}: {message}" + ("" if problem["type"] == checks.UNSHOWN else f", and is {problem['input']!r}")
