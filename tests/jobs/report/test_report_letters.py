"""A report that contains the letters themselves."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from jobs.demo import content
from tests.jobs import commands
from tests.jobs.commands import Done
from tests.jobs.report.reading import Page


@pytest.fixture(scope="module")
def whole(demo: Done, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    given = {"LGSCO_DATABASE_URL": demo.address}
    ended = commands.lgsco("report", "--letters", "public", cwd=folder, given=given)
    assert ended.returncode == 0, ended.stderr
    return folder / "public"


def test_every_version_of_every_letter_lies_in_the_folder_byte_for_byte(whole: Path) -> None:
    served = {hashlib.sha256(content.letter_bytes(edition)).hexdigest() for _, edition in content.editions()}
    held = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in (whole / "letters").iterdir()}
    assert held.keys() == served
    assert all(name == sha256 for name, sha256 in held.items())


def test_figures_lead_to_the_letter_in_the_folder(whole: Path, demo: Done) -> None:
    ((sha256, page),) = demo.rows(
        "SELECT document_sha256, page FROM figures WHERE authority_slug = 'kent-county-council' AND year = 2020 "
        "AND source = 'letter' AND measure = 'uphold_rate'"
    )
    path = whole / "authority" / "kent-county-council.html"
    links = Page(path).links()
    assert f"../letters/{sha256}.pdf#page={page}" in links
    letters = [link for link in links if "letters/" in link]
    assert all((path.parent / link.partition("#")[0]).is_file() for link in letters)
    # Both versions of the letter that was corrected.
    old = "2020-kent-county-council.pdf"
    (before,) = [content.letter_bytes(edition) for _, edition in content.editions() if edition.file == old]
    assert f"../letters/{hashlib.sha256(before).hexdigest()}.pdf" in letters
