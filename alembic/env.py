"""Alembic's environment: the work is done where ``lgsco upgrade`` does it too."""

from __future__ import annotations

from alembic import context
from alembic.util import CommandError

from lgsco_store import settings, upgrade

if context.is_offline_mode():
    raise CommandError("migrations look at the database they change: run them without --sql")

address = context.config.attributes.get("address")
upgrade.run(address or settings.load_or_exit().database_url)
