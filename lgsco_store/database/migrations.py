"""The archive's migrations: where they lie, and which revisions this release knows."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from lgsco_store.errors import ReleaseError


def scripts_folder() -> Path:
    """Where the migrations lie: in an installed package inside it, in a checkout beside it."""
    package = Path(__file__).parent.parent
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "alembic"


def configuration(address: str, folder: Path | None = None) -> Config:
    """Alembic's configuration for a database; the folder of migrations is the package's own unless one is given."""
    config = Config()
    # Alembic interpolates its options, and a folder's name may hold the sign that it does that by.
    config.set_main_option("script_location", str(folder or scripts_folder()).replace("%", "%%"))
    config.attributes["address"] = address
    return config


def scripts() -> ScriptDirectory:
    """The package's migrations."""
    return ScriptDirectory.from_config(configuration(""))


def refuse_newer(revisions: Collection[str], known: ScriptDirectory, place: str) -> None:
    """Turn away an archive whose revisions the migrations don't know.

    Raises:
        ReleaseError: a newer release wrote it.
    """
    if set(revisions) - {script.revision for script in known.walk_revisions()}:
        raise ReleaseError(f"{place}: the archive was written by a newer release: install that release")
