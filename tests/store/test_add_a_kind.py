"""The page on how to add a kind, followed in a copy of the project: its page goes all the way into the views."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.store.test_kinds import places_to_fill

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "add-a-kind.md"

# A run that sees a page, and another that sees the page that it is given then.
FOLLOWED = """
import json, sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import text

import crawler
from crawler.reading.kinds.archived import read_archived
from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.publications.registry import KINDS
from lgsco_store.records import AuthorityPage, Capture, CaptureKind, Shows
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger

URL = "http://127.0.0.1/your-councils-performance/kent-county-council/statistics"
at = datetime(2031, 8, 1, 9, tzinfo=UTC)
given = json.load(sys.stdin)
upgrade.upgrade("sqlite:///archive.db")
with open_database("sqlite:///archive.db") as database:
    archive, ledger = Archive(database, now=lambda: at), Ledger(database, now=lambda: at)
    for page in given:
        at += timedelta(hours=1)
        claim = ledger.claim(Trigger.CRAWL, "http://127.0.0.1/your-councils-performance", "1")
        body = page.encode()
        digest = sha256(body).hexdigest()
        capture = Capture(URL, CaptureKind.AUTHORITY_PAGE, at, 200, {}, digest, len(body), None)
        number = archive.store_capture(claim.run_id, capture, body, Shows(digest, digest))
        about = AuthorityPage("kent-county-council", "kent-county-council", "Kent County Council", (), digest, URL)
        archive.store_page(claim.run_id, number, about, [])
        for kind in KINDS:
            if CaptureKind.AUTHORITY_PAGE in kind.captured_as:
                archive.store_reading(read_archived(kind.source, body, URL), kind.source)
        archive.publish(archive.plan(claim.run_id), claim)
    with database.reader() as connection:
        views = {
            name: [list(row) for row in connection.execute(text(query))]
            for name, query in {
                "figures": "SELECT authority_slug, year, source, measure, value, text FROM figures ORDER BY year",
                "changes": "SELECT kind, year, source, old_value, new_value FROM changes "
                "WHERE source = 'bulletin' ORDER BY at, kind, field",
                "versions": "SELECT year, version, source FROM versions ORDER BY year, version",
            }.items()
        }
print(json.dumps({"from": crawler.__file__, "words": [kind.source for kind in KINDS], **views}))
"""


def blocks(language: str) -> list[str]:
    """Return the examples of a language on the page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def apply(root: Path) -> None:
    """Make the changes of the page: new modules, and lines after others that occur once in their file."""
    for block in blocks("python"):
        head, _, module = block.partition("\n")
        (root / head.removeprefix("# ")).write_text(module, "utf-8")
    for block in blocks("diff"):
        head, *hunks = block.split("@@\n")
        path = root / head.strip().removeprefix("--- ")
        text = path.read_text("utf-8")
        for hunk in hunks:
            lines = hunk.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line.startswith(" "))
            added = "".join(line[1:] for line in lines if line.startswith("+"))
            assert text.count(before) == 1, (path, before)
            text = text.replace(before, before + added)
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project and add the page's kind."""
    root = tmp_path_factory.mktemp("project")
    for package in ("lgsco_store", "crawler", "jobs", "alembic"):
        shutil.copytree(
            ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__", "*.pdf", "*.woff2")
        )
    apply(root)
    return root


def follow(copy: Path, folder: Path, *pages: str) -> dict[str, Any]:
    """Return what the views show after a run for each page."""
    script = folder / "follow.py"
    script.write_text(FOLLOWED, "utf-8")
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        f"import sys; sys.path.insert(0, {str(copy)!r}); {RUN}",
        str(script),
    ]
    done = subprocess.run(command, cwd=folder, input=json.dumps(pages), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert Path(found["from"]).is_relative_to(copy)
    return found


RUN = "import runpy; runpy.run_path(sys.argv[1], run_name='__main__')"


def test_the_page_goes_into_the_views_and_its_changes_too(copy: Path, tmp_path: Path) -> None:
    [page] = blocks("html")
    corrected, next_year = page.replace(" 9 ", " 8 "), page.replace("2031", "2032")
    found = follow(copy, tmp_path, page, page.replace("<h1>", "<h1>\n"), corrected, next_year)
    assert "bulletin" in found["words"]
    sentence = "In 2031 the Ombudsman upheld 8 complaints."
    assert found["figures"] == [
        ["kent-county-council", 2031, "bulletin", "upheld_decisions", 8, sentence],
        [
            "kent-county-council",
            2032,
            "bulletin",
            "upheld_decisions",
            9,
            sentence.replace("2031", "2032").replace("8", "9"),
        ],
    ]
    assert found["versions"] == [[2031, 1, "bulletin"], [2031, 2, "bulletin"], [2032, 1, "bulletin"]]
    assert found["changes"] == [
        ["published", 2031, "bulletin", None, None],
        ["revised", 2031, "bulletin", "9", "8"],
        ["published", 2032, "bulletin", None, None],
    ]


def test_the_page_fills_every_place_that_mypy_would_name() -> None:
    changed = {block.partition("\n")[0].removeprefix("--- ") for block in blocks("diff")}
    assert places_to_fill(ROOT) <= changed


def test_every_file_and_name_of_the_page_is_there() -> None:
    text = PAGE.read_text("utf-8")
    named = set(re.findall(r"`([\w./]+\.(?:py|csv|md))`", text)) | set(re.findall(r"`([\w/]+/)`", text))
    assert len(named) >= 8
    assert [name for name in named if not (ROOT / name).exists()] == []
