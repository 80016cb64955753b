"""The folder: complete or not there at all, the same bytes each time, and never in place of something else."""

from __future__ import annotations

import base64
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.report import folder
from jobs.report.folder import FolderError
from jobs.report.site import File
from tests.jobs import commands
from tests.jobs.commands import ROOT, Done
from tests.jobs.report.reading import Page


def contents(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def files(*names: str) -> list[File]:
    return [File(name, name.encode()) for name in names]


def test_the_same_archive_gives_the_same_bytes(report: Path, demo: Done, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": demo.address, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    ended = commands.lgsco("report", "again", cwd=tmp_path, given=given)
    assert ended.returncode == 0, ended.stderr
    assert contents(tmp_path / "again") == contents(report)
    assert ended.stdout == f"{len(contents(report))} files in again: open again/index.html\n"


def test_a_later_report_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    folder.write(tmp_path / "public", files("index.html", "old/page.html"))
    folder.write(tmp_path / "public", files("index.html", "new.html"))
    assert contents(tmp_path / "public").keys() == {"index.html", "new.html", folder.MARKER}
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    assert folder.write(tmp_path / "public", files("index.html")) == 2


def test_what_a_killed_report_of_another_user_left_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / ".public.new-report-killed"
    left.mkdir()
    os.utime(left, (0, 0))

    def refuse(path: Path, **options: object) -> None:
        if path == left and not options.get("ignore_errors"):
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    folder.write(tmp_path / "public", files("index.html"))
    assert contents(tmp_path / "public").keys() == {"index.html", folder.MARKER}


@pytest.mark.parametrize("before", [[], ["index.html"]], ids=["no report", "a report"])
def test_a_folder_that_holds_something_else_is_refused_and_left_alone(
    before: list[str], demo: Done, tmp_path: Path
) -> None:
    place = tmp_path / "public"
    if before:
        folder.write(place, files(*before))
    (place / "thesis").mkdir(parents=True)
    (place / "thesis" / "draft.txt").write_text("years of work", encoding="utf-8")
    held = contents(place)
    ended = commands.lgsco("report", "public", cwd=tmp_path, given={"LGSCO_DATABASE_URL": demo.address})
    assert ended.returncode == 2
    assert ended.stderr == (
        "lgsco: public holds thesis/draft.txt, which is not part of a report: "
        "name an empty or a new folder, or move it away\n"
    )
    assert contents(place) == held


def test_something_else_that_appears_meanwhile_is_not_lost(tmp_path: Path) -> None:
    place = tmp_path / "public"
    folder.write(place, files("index.html"))

    def meanwhile() -> Iterator[File]:
        yield from files("index.html")
        (place / "note.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FolderError, match=r"note\.txt"):
        folder.write(place, meanwhile())
    assert (place / "note.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_place_that_cannot_be_written_is_reported_in_a_line(demo: Done, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = commands.lgsco("report", "file/public", cwd=tmp_path, given={"LGSCO_DATABASE_URL": demo.address})
    assert ended.returncode == 2
    place = tmp_path / "file"
    said = f"lgsco: file/public: the report cannot be written: {place} is not a folder; name another place\n"
    assert ended.stderr == said


def test_a_report_that_fails_halfway_leaves_the_one_before(tmp_path: Path) -> None:
    place = tmp_path / "public"
    folder.write(place, files("index.html"))
    held = contents(place)

    def broken() -> Iterator[File]:
        yield from files("index.html", "half.html")
        raise OSError(28, "No space left on device")

    with pytest.raises(FolderError, match="No space left on device"):
        folder.write(place, broken())
    assert contents(place) == held
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_report_that_cannot_be_put_in_place_leaves_the_one_before(tmp_path: Path) -> None:
    place = tmp_path / "public"
    folder.write(place, files("index.html"))
    held = contents(place)
    with pytest.raises(FileNotFoundError):
        folder._swap(tmp_path / "taken away meanwhile", place)
    assert contents(place) == held
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


# Writes one file, reports it, and never gets to its second.
ENDLESS = """
import sys, time
from pathlib import Path
from jobs.report import folder
from jobs.report.site import File

def files():
    yield File("index.html", b"new")
    print("half", flush=True)
    time.sleep(60)

folder.write(Path(sys.argv[1]), files())
"""


def test_a_killed_report_leaves_the_one_before_and_is_swept_a_day_later(tmp_path: Path) -> None:
    place = tmp_path / "public"
    folder.write(place, files("index.html"))
    held = contents(place)
    child = subprocess.Popen([sys.executable, "-c", ENDLESS, str(place)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "half\n"
        child.send_signal(signal.SIGKILL)
    assert contents(place) == held
    (left,) = [path for path in tmp_path.iterdir() if path != place]
    folder.write(place, files("index.html"))
    assert left.exists(), "it might still be at work"
    yesterday = time.time() - 25 * 60 * 60
    os.utime(left, (yesterday, yesterday))
    folder.write(place, files("index.html"))
    assert not left.exists()


def test_an_empty_archive_is_reported_in_a_line(given: dict[str, str], tmp_path: Path) -> None:
    ended = commands.lgsco("report", "public", cwd=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr == (
        "lgsco: the archive shows nothing yet: run `lgsco crawl`, or publish the run that is held\n"
    )
    assert not (tmp_path / "public").exists()


def test_what_is_not_ours_is_shipped_with_its_licence(report: Path) -> None:
    licences = (report / "assets" / "licences.txt").read_text(encoding="utf-8")
    for words in (
        "SIL OPEN FONT LICENSE Version 1.1",
        "Reserved Font Name 'Source'",
        "Open Innovations",
        "MIT License",
    ):
        assert words in licences
    style = (report / "assets" / "report.css").read_text(encoding="utf-8")
    fonts = re.findall(r"url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\)", style)
    assert [base64.b64decode(font)[:4] for font in fonts] == [b"wOF2", b"wOF2"]


def test_a_report_with_an_address_has_absolute_links_and_a_sitemap(demo: Done, tmp_path: Path) -> None:
    base = "https://example.org/letters/"
    given = {"LGSCO_DATABASE_URL": demo.address}
    ended = commands.lgsco("report", "--base-url", base.rstrip("/"), "public", cwd=tmp_path, given=given)
    assert ended.returncode == 0, ended.stderr
    place = tmp_path / "public"
    listed = ET.parse(place / "sitemap.xml").getroot()  # noqa: S314 -- our own file
    addresses = {str(each.text) for each in listed.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert addresses == {f"{base}{path.relative_to(place).as_posix()}" for path in place.rglob("*.html")}
    for path in place.rglob("*.html"):
        (canonical,) = Page(path).tree.xpath("//link[@rel='canonical']/@href")
        assert canonical == f"{base}{path.relative_to(place).as_posix()}"
        (description,) = Page(path).tree.xpath("//meta[@name='description']/@content")
        assert description
    kent = Page(place / "authority" / "kent-county-council.html")
    assert f'<iframe src="{base}briefing/kent-county-council.html"' in kent.text
    (picture,) = kent.tree.xpath("//meta[@property='og:image']/@content")
    assert kent.tree.xpath("//meta[@property='og:image:alt']/@content")
    assert kent.tree.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    assert (place / picture.removeprefix(base)).read_bytes().startswith(b"\x89PNG")
    feed = ET.parse(place / "changes.atom").getroot()  # noqa: S314 -- our own file
    assert all(link.attrib["href"].startswith(base) for link in feed.iter("{http://www.w3.org/2005/Atom}link"))


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org/", "https://", "https://example.org/?a=b", "http://[x"]
)
def test_an_invalid_address_is_refused_in_one_line(address: str, demo: Done, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": demo.address}
    ended = commands.lgsco("report", "--base-url", address, "public", cwd=tmp_path, given=given)
    assert ended.returncode == 2
    assert f"{address} is not the address of a folder, such as https://example.org/letters/" in ended.stderr
    assert not (tmp_path / "public").exists()


def test_a_wheel_carries_templates_and_assets(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    for name in ("jobs", "crawler", "lgsco_store", "alembic"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "*.pdf"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "jobs" / "report"
    needed = [path for part in ("templates", "assets", "data") for path in (source / part).rglob("*") if path.is_file()]
    assert {path.relative_to(ROOT).as_posix() for path in needed} <= held
