"""A possible migration of a later release, with everything that is hard on either database, and its downgrade.

It rebuilds a table that others refer to, widens a check, and fills a new table from existing rows.
"""

from __future__ import annotations

import os

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SEVERITY = "ck_run_issue_severity"


def upgrade() -> None:
    """Break off early if the environment says so."""
    with op.batch_alter_table("publication") as table:
        table.add_column(sa.Column("note", sa.Text(), nullable=False, server_default="none"))
        table.create_check_constraint(op.f("ck_publication_note"), "length(note) > 0")
    _replace_severities("severity IN ('error', 'warning', 'info', 'grave')")
    op.create_table(
        "latest",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_latest_publication_id")),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_latest")),
    )
    op.execute("INSERT INTO latest SELECT publication_id, MAX(number) FROM version GROUP BY publication_id")
    end = os.environ.get("MIGRATION_ENDS")
    if end == "killed":
        os._exit(9)
    if end == "broken":
        raise RuntimeError("interrupted")


def downgrade() -> None:
    """Go back to the first revision."""
    op.drop_table("latest")
    _replace_severities("severity IN ('error', 'warning', 'info')")
    with op.batch_alter_table("publication") as table:
        table.drop_constraint(op.f("ck_publication_note"), type_="check")
        table.drop_column("note")


def _replace_severities(check: str) -> None:
    with op.batch_alter_table("run_issue") as table:
        table.drop_constraint(op.f(_SEVERITY), type_="check")
        table.create_check_constraint(op.f(_SEVERITY), check)
