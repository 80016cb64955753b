"""The whole archive."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


class Declared(sa.types.UserDefinedType[str]):
    """A type by its name in SQLite."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_options: object) -> str:
        """Return the name; SQLAlchemy asks for it."""
        return self.name


INSTANT = sa.String(length=27).with_variant(Declared("DATETIME_CHAR"), "sqlite")
DAY = sa.String(length=10).with_variant(Declared("DATE_CHAR"), "sqlite")
DIGEST = sa.String(length=64)

RUN_COUNTS = (
    *("retries", "pages", "letters", "captures", "not_modified", "bytes_received", "authorities", "published"),
    *("revised", "reworded", "restamped", "moved", "withdrawn", "restored", "unread"),
)

WIDE_HAS = ("has_received", "has_decided", "has_headline", "has_results")
SERVICE_AREAS = (
    *("adult_care_services", "benefits_and_tax", "corporate_and_other_services", "education_and_childrens_services"),
    *("environment_services", "highways_and_transport", "housing", "planning_and_development", "benefits"),
    *("children_and_family_services", "education", "planning_and_building_control", "public_finance"),
    *("transport_and_highways", "other", "total"),
)
OUTCOMES = (
    *("incomplete_or_invalid", "advice_given", "referred_back_for_local_resolution"),
    *("closed_after_initial_enquiries", "not_upheld", "upheld", "maladministration_injustice_reports"),
    *("local_settlements", "maladministration_reports", "no_maladministration_reports", "no_maladministration"),
    *("ombudsmans_discretion", "outside_jurisdiction", "premature_complaints", "total_excluding_premature", "total"),
    *("investigation_not_justified_and_other", "no_power_to_investigate", "no_reason_to_use_exceptional_power"),
    *("not_enough_evidence_of_fault", "no_or_minor_injustice_and_other", "injustice_remedied_during_enquiries"),
    "report_issued",
)
HEADLINES = (
    *("uphold_rate", "uphold_rate_average", "upheld_decisions", "investigations", "compliance_rate"),
    *("compliance_rate_average", "compliance_outcomes", "satisfactory_remedy_rate"),
    *("satisfactory_remedy_rate_average", "satisfactory_remedy_decisions", "satisfactory_remedy_base"),
    *("remedied_by_ombudsman", "remedied_by_authority", "upheld_per_100k", "upheld_per_100k_average"),
    *("complaints_dealt_with", "complaints_not_for_us", "complaints_assessed_and_closed", "complaints_investigated"),
    *("first_enquiries", "response_days_average"),
)


def upgrade() -> None:
    _words()
    _run()
    _run_issue()
    _register_entry()
    _register_succession()
    _measure()
    _authority()
    _authority_alias()
    _authority_succession()
    _document()
    _document_body()
    _capture()
    _listing()
    _page_read()
    _list_page()
    _decision_listing()
    _decision_window()
    _reading()
    _reading_attribute()
    _figure()
    _reading_issue()
    _wide_reading()
    _typical_average()
    _publication()
    _version()
    _shown()
    _change()
    _accepted_issue()
    _notification()
    _search()


def downgrade() -> None:
    raise CommandError("there is nothing before the first migration: an archive is never deleted by a downgrade")


def _instants(table: str, *columns: str) -> Iterator[sa.CheckConstraint]:
    for column in columns:
        yield _check(
            f"datetime(substr({column}, 1, 19), '+0 days') IS substr({column}, 1, 19) "
            f"AND {column} GLOB '????-??-?? ??:??:??.[0-9][0-9][0-9][0-9][0-9][0-9]Z'",
            f"ck_{table}_{column}",
        ).ddl_if(dialect="sqlite")
        yield _check(
            f"""to_char(CAST({column} AS timestamp), 'YYYY-MM-DD HH24:MI:SS.US"Z"') IS NOT DISTINCT FROM {column}""",
            f"ck_{table}_{column}",
        ).ddl_if(dialect="postgresql")


def _days(table: str, *columns: str) -> Iterator[sa.CheckConstraint]:
    for column in columns:
        yield _check(f"date({column}, '+0 days') IS {column}", f"ck_{table}_{column}").ddl_if(dialect="sqlite")
        yield _check(
            f"to_char(CAST({column} AS date), 'YYYY-MM-DD') IS NOT DISTINCT FROM {column}", f"ck_{table}_{column}"
        ).ddl_if(dialect="postgresql")


def _no_negatives(table: str, *columns: str) -> sa.CheckConstraint:
    return _check(" AND ".join(f"{column} >= 0" for column in columns), f"ck_{table}_counts")


def _check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _words() -> None:
    for table in ("publication_kind", "capture_kind", "diagnosis", "change_kind", "event"):
        op.create_table(
            table,
            sa.Column("word", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("word", name=op.f(f"pk_{table}")),
        )


def _word(table: str, column: str, words: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{words}.word"], name=op.f(f"fk_{table}_{column}"))


def _run() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("spider", sa.Text(), nullable=False),
        sa.Column("token_sha256", DIGEST, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("heartbeat_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT),
        sa.Column("decided_by", sa.Text()),
        sa.Column("site_url", sa.Text(), nullable=False),
        sa.Column("scope_authorities", sa.Text()),
        sa.Column("scope_years", sa.Text()),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("diagnoses", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger() if name == "bytes_received" else sa.Integer(), nullable=False)
            for name in RUN_COUNTS
        ),
        *_instants("run", "started_at", "heartbeat_at", "finished_at"),
        _no_negatives("run", *RUN_COUNTS),
        sa.CheckConstraint("(state = 'running') = (finished_at IS NULL)", name=op.f("ck_run_finished")),
        sa.CheckConstraint(
            "state IN ('running', 'published', 'held', 'failed', 'abandoned', 'discarded')", name=op.f("ck_run_state")
        ),
        sa.CheckConstraint("spider IN ('letters', 'decisions')", name=op.f("ck_run_spider")),
        sa.CheckConstraint("trigger IN ('crawl', 'schedule', 'demo', 'scrapy', 'reread')", name=op.f("ck_run_trigger")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(
        "uq_run_running",
        "run",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )


def _run_issue() -> None:
    op.create_table(
        "run_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("authority_slug", sa.Text()),
        sa.Column("year", sa.Integer()),
        sa.Column("url", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.CheckConstraint("severity IN ('error', 'warning', 'info')", name=op.f("ck_run_issue_severity")),
        _word("run_issue", "kind", "publication_kind"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_issue_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_issue")),
    )
    op.create_index("ix_run_issue_run_id_code", "run_issue", ["run_id", "code"])
    op.create_index("ix_run_issue_authority_slug", "run_issue", ["authority_slug"])


def _register_entry() -> None:
    op.create_table(
        "register_entry",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("gss_code", sa.Text()),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("region", sa.Text()),
        sa.Column("start_date", DAY),
        sa.Column("end_date", DAY),
        *_days("register_entry", "start_date", "end_date"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_register_entry")),
    )


def _register_succession() -> None:
    op.create_table(
        "register_succession",
        sa.Column("predecessor_code", sa.Text(), nullable=False),
        sa.Column("successor_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor_code"], ["register_entry.code"], name=op.f("fk_register_succession_predecessor_code")
        ),
        sa.ForeignKeyConstraint(
            ["successor_code"], ["register_entry.code"], name=op.f("fk_register_succession_successor_code")
        ),
        sa.PrimaryKeyConstraint("predecessor_code", "successor_code", name=op.f("pk_register_succession")),
    )


def _measure() -> None:
    op.create_table(
        "measure",
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("measure", name=op.f("pk_measure")),
        sa.UniqueConstraint("measure", "unit", name=op.f("uq_measure_measure_unit")),
    )
    op.create_table(
        "measure_category",
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["measure"], ["measure.measure"], name=op.f("fk_measure_category_measure")),
        sa.PrimaryKeyConstraint("measure", "category", name=op.f("pk_measure_category")),
    )


def _authority() -> None:
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("site_slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.Column("gss_code", sa.Text()),
        sa.Column("type", sa.Text()),
        sa.Column("region", sa.Text()),
        sa.Column("start_date", DAY),
        sa.Column("end_date", DAY),
        sa.CheckConstraint("slug = lower(slug)", name=op.f("ck_authority_slug_lower")),
        sa.ForeignKeyConstraint(["code"], ["register_entry.code"], name=op.f("fk_authority_code")),
        *_days("authority", "start_date", "end_date"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("code", name=op.f("uq_authority_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_authority_slug")),
    )


def _authority_alias() -> None:
    op.create_table(
        "authority_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("spelling", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('slug', 'name')", name=op.f("ck_authority_alias_kind")),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_authority_alias_authority_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_authority_alias_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_alias")),
        sa.UniqueConstraint(
            "authority_id", "kind", "spelling", name=op.f("uq_authority_alias_authority_id_kind_spelling")
        ),
    )


def _authority_succession() -> None:
    op.create_table(
        "authority_succession",
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_authority_succession_another")),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["authority.id"], name=op.f("fk_authority_succession_predecessor_id")
        ),
        sa.ForeignKeyConstraint(["successor_id"], ["authority.id"], name=op.f("fk_authority_succession_successor_id")),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name=op.f("pk_authority_succession")),
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("sha256", DIGEST, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256")),
        *_instants("document", "first_seen_at"),
        _no_negatives("document", "length"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )


def _document_body() -> None:
    op.create_table(
        "document_body",
        sa.Column("sha256", DIGEST, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_document_body_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document_body")),
    )


def _capture() -> None:
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fetched_at", INSTANT, nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body_sha256", DIGEST),
        sa.Column("document_sha256", DIGEST),
        sa.Column("text_sha256", DIGEST),
        sa.Column("shown_sha256", DIGEST),
        sa.Column("answered_url", sa.Text()),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("diagnosis", sa.Text()),
        sa.Column("detail", sa.Text()),
        _word("capture", "diagnosis", "diagnosis"),
        _word("capture", "kind", "capture_kind"),
        sa.ForeignKeyConstraint(["document_sha256"], ["document.sha256"], name=op.f("fk_capture_document_sha256")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_capture_run_id")),
        *_instants("capture", "fetched_at"),
        _no_negatives("capture", "length"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
        sa.UniqueConstraint("document_sha256", "id", name=op.f("uq_capture_document_sha256_id")),
    )
    op.create_index("ix_capture_run_id_url", "capture", ["run_id", "url"])
    op.create_index("ix_capture_url", "capture", ["url"])


def _listing() -> None:
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_listing_authority_id")),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_listing_capture_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_listing_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    op.create_index("ix_listing_run_id_authority_id", "listing", ["run_id", "authority_id"])


def _list_page() -> None:
    op.create_table(
        "list_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("list_url", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_list_page_capture_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_list_page_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_page")),
        sa.UniqueConstraint("run_id", "capture_id", name=op.f("uq_list_page_run_id_capture_id")),
    )
    op.create_index("ix_list_page_run_id_slug", "list_page", ["run_id", "slug"])


def _decision_listing() -> None:
    op.create_table(
        "decision_listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("url", "reference", "body", "type", "outcome", "sub_category")),
        sa.Column("decision_date", DAY),
        *_days("decision_listing", "decision_date"),
        sa.CheckConstraint("type IN ('statement', 'report')", name=op.f("ck_decision_listing_type")),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_decision_listing_capture_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_decision_listing_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_listing")),
    )
    op.create_index("ix_decision_listing_run_id_url", "decision_listing", ["run_id", "url"])


def _decision_window() -> None:
    op.create_table(
        "decision_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("first", DAY, nullable=False),
        sa.Column("last", DAY, nullable=False),
        sa.Column("results", sa.Integer()),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        *_instants("decision_window", "read_at"),
        *_days("decision_window", "first", "last"),
        _no_negatives("decision_window", "results", "listed"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_decision_window_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_window")),
        sa.UniqueConstraint("run_id", "first", "last", name=op.f("uq_decision_window_run_id_first_last")),
    )


def _page_read() -> None:
    op.create_table(
        "page_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("site_slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.Column("predecessors", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_page_read_authority_id")),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_page_read_capture_id")),
        sa.ForeignKeyConstraint(["code"], ["register_entry.code"], name=op.f("fk_page_read_code")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_page_read_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_read")),
        sa.UniqueConstraint(
            "run_id", "authority_id", "capture_id", name=op.f("uq_page_read_run_id_authority_id_capture_id")
        ),
    )
    op.create_index("ix_page_read_authority_id", "page_read", ["authority_id"])


def _reading() -> None:
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_sha256", DIGEST, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text()),
        sa.Column("authority", sa.Text()),
        sa.Column("year", sa.Integer()),
        sa.Column("period_start", DAY),
        sa.Column("period_end", DAY),
        sa.Column("title", sa.Text()),
        sa.Column("letter_date", DAY),
        sa.Column("text_sha256", DIGEST),
        sa.Column("figures_sha256", DIGEST, nullable=False),
        sa.CheckConstraint(
            "status IN ('complete', 'partial', 'no_statistics', 'not_a_letter', 'unrecognised', 'unreadable')",
            name=op.f("ck_reading_status"),
        ),
        sa.ForeignKeyConstraint(["document_sha256"], ["document.sha256"], name=op.f("fk_reading_document_sha256")),
        _word("reading", "kind", "publication_kind"),
        *_days("reading", "period_start", "period_end", "letter_date"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint(
            *("document_sha256", "kind", "reader_version", "item"),
            name=op.f("uq_reading_document_sha256_kind_reader_version_item"),
        ),
        sa.CheckConstraint("item >= 0", name=op.f("ck_reading_item")),
        sa.UniqueConstraint("id", "document_sha256", name=op.f("uq_reading_id_document_sha256")),
    )


def _reading_attribute() -> None:
    op.create_table(
        "reading_attribute",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_reading_attribute_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", "name", name=op.f("pk_reading_attribute")),
    )


def _figure() -> None:
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("category", sa.Text()),
        sa.Column("value", sa.Double()),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double()),
        sa.Column("top", sa.Double()),
        sa.Column("x1", sa.Double()),
        sa.Column("bottom", sa.Double()),
        sa.Column("text", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("subject", "authority_code", "cell")),
        sa.CheckConstraint("(subject IS NULL) = (cell IS NULL)", name=op.f("ck_figure_cell")),
        sa.CheckConstraint("authority_code IS NULL OR subject IS NOT NULL", name=op.f("ck_figure_subject")),
        sa.CheckConstraint("(value IS NULL) = (state NOT IN ('printed', 'derived'))", name=op.f("ck_figure_value")),
        sa.CheckConstraint(
            "state IN ('printed', 'derived', 'not_applicable', 'unreadable')", name=op.f("ck_figure_state")
        ),
        sa.CheckConstraint("page >= 1", name=op.f("ck_figure_page")),
        sa.CheckConstraint("value >= 0 AND value <= 1e300", name=op.f("ck_figure_number")),
        sa.CheckConstraint("unit <> 'percent' OR value <= 100", name=op.f("ck_figure_rate")),
        sa.CheckConstraint("unit <> 'count' OR value = round(value)", name=op.f("ck_figure_whole")),
        sa.ForeignKeyConstraint(
            ["measure", "category"],
            ["measure_category.measure", "measure_category.category"],
            name=op.f("fk_figure_measure_category"),
        ),
        sa.ForeignKeyConstraint(
            ["measure", "unit"], ["measure.measure", "measure.unit"], name=op.f("fk_figure_measure_unit")
        ),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_figure_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("reading_id", "position", name=op.f("uq_figure_reading_id_position")),
    )
    op.create_index("ix_figure_measure_reading_id_value", "figure", ["measure", "reading_id", "value"])
    op.create_index("ix_figure_authority_code", "figure", ["authority_code"])


def _reading_issue() -> None:
    op.create_table(
        "reading_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text()),
        sa.CheckConstraint("severity IN ('error', 'warning', 'info')", name=op.f("ck_reading_issue_severity")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_reading_issue_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_issue")),
        sa.UniqueConstraint("reading_id", "position", name=op.f("uq_reading_issue_reading_id_position")),
    )


def _wide_reading() -> None:
    figures = (
        *(f"complaints_received__{area}" for area in SERVICE_AREAS),
        *(f"complaints_decided__{outcome}" for outcome in OUTCOMES),
        *HEADLINES,
    )
    op.create_table(
        "wide_reading",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in WIDE_HAS),
        *(sa.Column(name, sa.Double()) for name in figures),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_wide_reading_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_wide_reading")),
    )


def _typical_average() -> None:
    op.create_table(
        "typical_average",
        sa.Column("authority_type", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.ForeignKeyConstraint(["measure"], ["measure.measure"], name=op.f("fk_typical_average_measure")),
        sa.PrimaryKeyConstraint("authority_type", "year", "measure", name=op.f("pk_typical_average")),
    )


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("authority_id", sa.Integer()),
        sa.Column("year", sa.Integer()),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", INSTANT),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind NOT IN ('letter', 'statistics_page') OR "
            "(authority_id IS NOT NULL AND year IS NOT NULL AND reference = authority_id || '/' || year)",
            name=op.f("ck_publication_yearly"),
        ),
        sa.CheckConstraint(
            "year >= 1974 AND year <= CAST(substr(last_seen_at, 1, 4) AS INTEGER) + 1", name=op.f("ck_publication_year")
        ),
        _word("publication", "kind", "publication_kind"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_publication_authority_id")),
        *_instants("publication", "withdrawn_at", "last_seen_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("kind", "reference", name=op.f("uq_publication_kind_reference")),
        sa.UniqueConstraint("id", "authority_id", name=op.f("uq_publication_id_authority_id")),
    )
    op.create_index("ix_publication_authority_id_year_kind", "publication", ["authority_id", "year", "kind"])
    op.create_index("ix_publication_year_kind", "publication", ["year", "kind"])


def _version() -> None:
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("document_sha256", DIGEST, nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("captured_at", INSTANT, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_version_number")),
        sa.ForeignKeyConstraint(
            ["document_sha256", "capture_id"],
            ["capture.document_sha256", "capture.id"],
            name=op.f("fk_version_document_sha256_capture_id"),
        ),
        sa.ForeignKeyConstraint(["document_sha256"], ["document.sha256"], name=op.f("fk_version_document_sha256")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_version_publication_id")),
        sa.ForeignKeyConstraint(
            ["reading_id", "document_sha256"],
            ["reading.id", "reading.document_sha256"],
            name=op.f("fk_version_reading_id_document_sha256"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_version_run_id")),
        *_instants("version", "captured_at", "published_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("publication_id", "number", name=op.f("uq_version_publication_id_number")),
        sa.UniqueConstraint("id", "publication_id", name=op.f("uq_version_id_publication_id")),
    )
    op.create_index("ix_version_document_sha256", "version", ["document_sha256"])
    op.create_index(
        "ix_version_reading_id_publication_id_number", "version", ["reading_id", "publication_id", "number"]
    )
    op.create_index("ix_version_run_id", "version", ["run_id"])


def _shown() -> None:
    op.create_table(
        "shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id", "publication_id"],
            ["version.id", "version.publication_id"],
            name=op.f("fk_shown_version_id_publication_id"),
        ),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_shown_reading_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_shown_run_id")),
        *_instants("shown", "valid_from"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown")),
    )
    op.create_index("ix_shown_publication_id", "shown", ["publication_id"])
    op.create_index("ix_shown_reading_id", "shown", ["reading_id"])


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("authority_id", sa.Integer()),
        sa.Column("publication_id", sa.Integer()),
        sa.Column("version_id", sa.Integer()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text()),
        sa.Column("measure", sa.Text()),
        sa.Column("category", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("old_value", sa.Text()),
        sa.Column("new_value", sa.Text()),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.CheckConstraint("cause IN ('source', 'reader')", name=op.f("ck_change_cause")),
        _word("change", "kind", "change_kind"),
        sa.ForeignKeyConstraint(["authority_id"], ["authority.id"], name=op.f("fk_change_authority_id")),
        sa.ForeignKeyConstraint(["measure"], ["measure.measure"], name=op.f("fk_change_measure")),
        sa.ForeignKeyConstraint(
            ["publication_id", "authority_id"],
            ["publication.id", "publication.authority_id"],
            name=op.f("fk_change_publication_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_change_run_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "publication_id"],
            ["version.id", "version.publication_id"],
            name=op.f("fk_change_version_id_publication_id"),
        ),
        sa.CheckConstraint("version_id IS NULL OR publication_id IS NOT NULL", name=op.f("ck_change_version")),
        sa.CheckConstraint("authority_id IS NOT NULL OR publication_id IS NOT NULL", name=op.f("ck_change_about")),
        *_instants("change", "at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index("ix_change_authority_id", "change", ["authority_id"])
    op.create_index("ix_change_publication_id", "change", ["publication_id"])
    restored = sa.text("kind = 'restored'")
    op.create_index(
        "ix_change_restored", "change", ["publication_id"], sqlite_where=restored, postgresql_where=restored
    )
    op.create_index("ix_change_run_id", "change", ["run_id"])


def _accepted_issue() -> None:
    op.create_table(
        "accepted_issue",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("accepted_at", INSTANT, nullable=False),
        *_instants("accepted_issue", "accepted_at"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_accepted_issue")),
    )


def _notification() -> None:
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("taken_at", INSTANT),
        sa.Column("sent_at", INSTANT),
        _word("notification", "event", "event"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_notification_run_id")),
        *_instants("notification", "made_at", "taken_at", "sent_at"),
        _no_negatives("notification", "attempts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("run_id", "state", name=op.f("uq_notification_run_id_state")),
    )


def _search() -> None:
    op.create_table(
        "search_text",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("body", "category", "outcome")),
        sa.Column("day", DAY),
        sa.Column("text", sa.Text(), nullable=False),
        *_days("search_text", "day"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_search_text_reading_id")),
        _word("search_text", "kind", "publication_kind"),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_search_text")),
    )
    searched = ["day", "reading_id", "body", "category", "outcome", "kind"]
    op.create_index("ix_search_text_day", "search_text", searched)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_text', content_rowid='reading_id', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        return
    op.create_table(
        "search_index",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("terms", TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_search_index_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_search_index")),
    )
    op.create_index("ix_search_index_terms", "search_index", ["terms"], postgresql_using="gin")
