"""The archive's migrations: their folder, and the revisions that this release knows."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from lgsco_store.errors import OtherReleaseError


def scripts_folder() -> Path:
    """Return the folder of the migrations: inside an installed package, but beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "alembic"


def configuration(address: str, folder: Path | None = None) -> Config:
    """Return Alembic's configuration for a database; by default with the package's own migrations."""
    config = Config()
    # Alembic interpolates "%" in its options, and a folder's name may contain it.
    config.set_main_option("script_location", str(folder or scripts_folder()).replace("%", "%%"))
    config.attributes["address"] = address
    return config


def scripts() -> ScriptDirectory:
    """Return the package's migrations."""
    return ScriptDirectory.from_config(configuration(""))


def refuse_newer(revisions: Collection[str], known: ScriptDirectory, place: str) -> None:
    """Refuse an archive whose revisions the migrations do not know.

    Raises:
        OtherReleaseError: a newer release wrote it.
    """
    if set(revisions) - {script.revision for script in known.walk_revisions()}:
        raise OtherReleaseError(f"{place}: the archive was written by a newer release: install that release")
