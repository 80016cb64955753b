"""Alembic's environment: calls the same code as ``lgsco upgrade``."""

from __future__ import annotations

from alembic import context
from alembic.util import CommandError

from lgsco_store import upgrade
from lgsco_store.settings import load_settings_or_exit

if context.is_offline_mode():
    raise CommandError("migrations look at the database they change: run them without --sql")

address = context.config.attributes.get("address")
upgrade.run(address or load_settings_or_exit().database_url)
