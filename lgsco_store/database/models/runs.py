"""Runs, their findings, and the notifications about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base, no_negatives, one_of
from lgsco_store.database.types import Json
from lgsco_store.records import Severity
from lgsco_store.terms import RunState, Spider, Trigger


class Run(Base):
    """One crawl, from claim to verdict; ``token_sha256`` is the digest of the token that proves ownership.

    ``answers`` counts its captures by status, ``diagnoses`` by diagnosis, each as a JSON object. ``scope_authorities``
    and ``scope_years`` are JSON lists, null if the run covered all of them. The counts from ``published`` on are those
    of the run's plan: what a held run would do, or what a published one did.
    """

    __tablename__ = "run"
    __table_args__ = (
        one_of("trigger", Trigger),
        one_of("state", RunState),
        one_of("spider", Spider),
        CheckConstraint("(state = 'running') = (finished_at IS NULL)", name="finished"),
        no_negatives(
            *("retries", "pages", "letters", "captures", "not_modified", "bytes_received", "authorities", "published"),
            *("revised", "reworded", "restamped", "moved", "withdrawn", "restored", "unread"),
        ),
        Index(
            "uq_run_running",
            "state",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trigger: Mapped[str]
    state: Mapped[str]
    spider: Mapped[str]
    token_sha256: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    site_url: Mapped[str]
    scope_authorities: Mapped[list[str] | None] = mapped_column(Json)
    scope_years: Mapped[list[int] | None] = mapped_column(Json)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    reader_version: Mapped[str]
    answers: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    diagnoses: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    retries: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    letters: Mapped[int] = mapped_column(default=0)
    captures: Mapped[int] = mapped_column(default=0)
    not_modified: Mapped[int] = mapped_column(default=0)
    bytes_received: Mapped[int] = mapped_column(BigInteger, default=0)
    authorities: Mapped[int] = mapped_column(default=0)
    published: Mapped[int] = mapped_column(default=0)
    revised: Mapped[int] = mapped_column(default=0)
    reworded: Mapped[int] = mapped_column(default=0)
    restamped: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)
    restored: Mapped[int] = mapped_column(default=0)
    unread: Mapped[int] = mapped_column(default=0)


class RunIssue(Base):
    """Something that people should know about one run; the code is stable, the message is not.

    ``kind`` is that of the publication that it concerns, null if it concerns none.
    """

    __tablename__ = "run_issue"
    __table_args__ = (
        one_of("severity", Severity),
        Index("ix_run_issue_run_id_code", "run_id", "code"),
        Index("ix_run_issue_authority_slug", "authority_slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    authority_slug: Mapped[str | None]
    year: Mapped[int | None]
    url: Mapped[str | None]
    kind: Mapped[str | None] = mapped_column(ForeignKey("publication_kind.word"))
    code: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]


class AcceptedIssue(Base):
    """An issue that a person has looked at and accepted; ``key`` is a digest of its row in the view."""

    __tablename__ = "accepted_issue"

    key: Mapped[str] = mapped_column(primary_key=True)
    accepted_at: Mapped[datetime]


class Notification(Base):
    """The notification about a run in a certain state, once for each of its states.

    ``attempts`` is 0 if nobody was to be notified, 1 before the first attempt, and one more after each. ``taken_at``
    is when a process began to send it, null if none is sending it; ``sent_at`` is null until a service has accepted it.
    """

    __tablename__ = "notification"
    __table_args__ = (UniqueConstraint("run_id", "state"), no_negatives("attempts"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    state: Mapped[str]
    event: Mapped[str] = mapped_column(ForeignKey("event.word"))
    made_at: Mapped[datetime]
    attempts: Mapped[int]
    taken_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
