"""Captures as WARC, read back by the library that other tools use."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from lgsco_store.contract.export.warc import write_warc
from lgsco_store.database.session import open_database
from tests.crawler.crawls import Archive
from tests.jobs import commands
from tests.site import councils
from tests.site.councils import PLACES, annual_letters, letter, statistics
from tests.site.server import PDF, Answer, Site


def written(archive: Archive, name: str, run_id: int | None = None) -> Path:
    path = archive.folder / name
    with open_database(archive.address) as database, database.reader() as connection:
        write_warc(connection, path, run_id)
    return path


def records(path: Path) -> list[tuple[str, str, Any, bytes]]:
    """Return type, address, headers and payload of every record; fail if a digest does not match."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            content = record.content_stream().read()
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record, content))
    return found


def test_what_is_written_is_what_was_captured(site: Site, archive: Archive) -> None:
    site.put(letter(*PLACES[0]), Answer(b"gone", "text/plain", 404))
    bytes_, place = councils.bytes_of(*PLACES[1]), PLACES[1]
    assert archive.crawl().status == 0
    site.put(letter(*place), Answer(bytes_ + b"%\n%%EOF\n", PDF))
    assert archive.crawl().status == 0
    path = written(archive, "all.warc.gz")
    found = records(path)
    assert found[0][0] == "warcinfo"
    captures = archive.rows("SELECT url, status, document_sha256 FROM capture ORDER BY id")
    own = [each for each in found[1:] if not _is_remark(each)]
    assert [url for _, url, _, _ in own] == [url for url, _, _ in captures]
    for (kind, _, record, payload), (_, status, digest) in zip(own, captures, strict=True):
        if kind == "response":
            assert int(record.http_headers.get_statuscode()) == status
            assert int(record.http_headers.get_header("Content-Length")) == len(payload)
            assert hashlib.sha256(payload).hexdigest() == digest
    kinds = Counter(kind for kind, url, _, _ in own if url and "/assets/" in url)
    # One letter is missing (its 404 page comes four times), one has two versions, all others are confirmed.
    assert kinds == {"response": len(PLACES) + 1, "revisit": 3 + len(PLACES) - 2}
    first = path.read_bytes()
    assert written(archive, "all.warc.gz").read_bytes() == first


def test_faults_and_redirects_are_recorded_with_their_content(site: Site, archive: Archive) -> None:
    """A truncated file, one behind a redirect, a redirect to another site, one that is silent, and one that is gone."""
    cut, led, away, silent, gone = (letter(*place) for place in PLACES[:5])
    final = f"{site.origin}/files/a.pdf"
    half = councils.bytes_of(*PLACES[0])[:-40]
    site.put(cut, Answer(half, PDF))
    site.put(led, Answer(status=301, headers={"Location": final}))
    site.put("/files/a.pdf", Answer(councils.bytes_of(*PLACES[1]), PDF))
    site.put(away, Answer(status=302, headers={"Location": "http://localhost:1/a.pdf"}))
    site.put(silent, Answer(reset=True))
    site.put(gone, Answer(status=410))
    for _ in range(2):
        assert archive.crawl(max_failed_captures="1").status == 0
    found = records(written(archive, "faults.warc.gz"))
    by_path = {
        path: [each for each in found if each[1] == site.origin + path] for path in (cut, led, away, silent, gone)
    }
    off = "the address leads to http://localhost:1/a.pdf, which is not on the site"
    assert [[_summary(each) for each in by_path[path]] for path in by_path] == [
        [
            ("response", "200", half),
            ("metadata", "", b"diagnosis: truncated\r\n"),
            ("revisit", "200", b""),
            ("metadata", "", b"diagnosis: truncated\r\n"),
        ],
        [
            ("response", "200", councils.bytes_of(*PLACES[1])),
            ("metadata", "", f"detail: the address led to {final}\r\n".encode()),
            ("revisit", "", b""),
            ("metadata", "", f"status: 304\r\ndetail: the address led to {final}\r\n".encode()),
        ],
        [("response", "302", b""), ("metadata", "", f"diagnosis: off_site\r\ndetail: {off}\r\n".encode())] * 2,
        [("metadata", "", by_path[silent][0][3])] * 2,
        [("response", "410", b""), ("metadata", "", b"diagnosis: error_status\r\n")] * 4,
    ]
    assert b"diagnosis: no_answer" in by_path[silent][0][3]
    assert by_path[away][0][2].http_headers.get_header("Location") == "http://localhost:1/a.pdf"
    named = [record.rec_headers.get_header("WARC-Record-ID") for _, _, record, _ in found]
    assert len(set(named)) == len(named)
    remarks = [
        record for each in by_path.values() for kind, _, record, _ in each if _is_remark((kind, "", record, b""))
    ]
    assert {record.rec_headers.get_header("WARC-Refers-To") for record in remarks} <= set(named)


def _is_remark(found: tuple[str, str, Any, bytes]) -> bool:
    """Return whether a record is about the one before it."""
    return found[0] == "metadata" and found[2].rec_headers.get_header("WARC-Refers-To") is not None


def _summary(found: tuple[str, str, Any, bytes]) -> tuple[str, str, bytes]:
    kind, _, record, payload = found
    return kind, record.http_headers.get_statuscode() if record.http_headers else "", payload


@pytest.mark.slow
@pytest.mark.nightly
def test_a_run_alone_can_be_replayed(site: Site, archive: Archive) -> None:
    words = ("-a", "authority=kent-county-council")
    assert archive.crawl(*words).status == 0
    assert archive.crawl(*words).status == 0
    found = records(written(archive, "second.warc.gz", 2))
    names = {record.rec_headers.get_header("WARC-Record-ID"): payload for _, _, record, payload in found}
    revisits = [(url, record) for kind, url, record, _ in found if kind == "revisit"]
    assert {url.removeprefix(site.origin) for url, _ in revisits} == {
        letter(*place) for place in PLACES if place[0] == "kent-county-council"
    }
    for url, record in revisits:
        payload = names[record.rec_headers.get_header("WARC-Refers-To")]
        assert payload == site.answers[url.removeprefix(site.origin)].body
        assert record.rec_headers.get_header("WARC-Profile").endswith("/server-not-modified")
        assert record.http_headers is None
    pages = ("/robots.txt", statistics("kent-county-council"), annual_letters("kent-county-council"))
    responses = {url: payload for kind, url, _, payload in found if kind == "response"}
    assert [responses[site.origin + path] for path in pages] == [site.answers[path].body for path in pages]
    metadata = [payload for kind, url, _, payload in found if kind == "metadata" and "/assets/" in (url or "")]
    assert metadata == [b"status: 304\r\n"] * len(metadata)


def test_the_command_writes_the_captures_of_a_run(archive: Archive) -> None:
    assert archive.crawl("-a", "authority=kent-county-council", "-a", "years=2024").status == 0
    given = archive.settings({})
    for words in (("--format", "csv", "--run", "1"), ("--format", "warc", "--as-of", "2026-01-01"), ("--format", "x")):
        refused = commands.lgsco("export", "out", *words, cwd=archive.folder, given=given)
        assert refused.returncode == 2
        assert refused.stderr.startswith("lgsco: --")
        assert refused.stderr.count("\n") == 1
    ended = commands.lgsco("export", "out", "--format", "warc", "--run", "1", cwd=archive.folder, given=given)
    assert ended.returncode == 0, ended.stderr
    found = records(archive.folder / "out" / "captures.warc.gz")
    assert [kind for kind, *_ in found] == ["warcinfo", "response", "response", "response", "response"]
    assert found[-1][3] == councils.bytes_of("kent-county-council", 2024)
