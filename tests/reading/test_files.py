"""Files read without an archive: in the given order, one line each, in the documented form."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.reading import READER_VERSION, read
from crawler.reading.files import read_files
from crawler.reading.kinds.names import DocumentKind, ReadDocument
from crawler.reading.kinds.registry import read_document
from crawler.reading.pool import ReadingPool
from crawler.reading.serialise import json_line
from lgsco_store.records import Figure, FigureState, Issue, Person, Reading, ReadingStatus, Severity
from tests.reading.golden import LETTERS
from tests.reading.letterpress import Measures, covering, measures_sheet, pdf


@pytest.fixture
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(workers=2) as opened:
        yield opened


KEYS = [
    *("source", "kind", "sha256", "status", "layout", "authority", "year", "period_start", "period_end", "title"),
    *("letter_date", "addressee", "signatory", "figures", "issues", "reader_version"),
]


def as_letter(content: bytes) -> ReadDocument:
    return ReadDocument(DocumentKind.LETTER, read(content))


def test_files_come_back_in_the_order_given(tmp_path: Path, pool: ReadingPool) -> None:
    drawn = tmp_path / "no suffix at all"
    drawn.write_bytes(pdf([covering(2020), measures_sheet(Measures())]))
    os.mkfifo(tmp_path / "pipe")
    text = LETTERS / "2019-kent.txt"
    given = [
        str(drawn),
        str(tmp_path / "missing"),
        str(tmp_path),
        str(text),
        str(tmp_path / "pipe"),
        str(drawn),
        "a\0b",
    ]
    found = list(read_files(given, pool))
    assert [path for path, _ in found] == given
    assert found[0][1] == found[5][1] == as_letter(drawn.read_bytes())
    assert found[3][1] == as_letter(text.read_bytes())
    codes = [[issue.code for issue in each.reading.issues] for _, each in found]
    assert codes[1] == ["file_missing"]
    assert codes[2] == ["is_a_directory"]
    assert codes[4] == ["not_a_file"]
    assert codes[6] == ["file_unreadable"]
    assert [each.reading.sha256 is None for _, each in found] == [False, True, True, False, True, False, True]
    assert [each.kind is None for _, each in found] == [False, True, True, False, True, False, True]
    assert {found[at][1].reading.status for at in (1, 2, 4, 6)} == {ReadingStatus.UNREADABLE}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_gives_a_line(tmp_path: Path, pool: ReadingPool) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF-")
    secret.chmod(0)
    assert [issue.code for _, each in read_files([str(secret)], pool) for issue in each.reading.issues] == [
        "no_permission"
    ]


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, pool: ReadingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.reading.files.MAX_BYTES", 10)
    large = tmp_path / "large"
    large.write_bytes(b"x" * 11)
    [(_, document)] = read_files([str(large)], pool)
    reading = document.reading
    assert ([issue.code for issue in reading.issues], reading.sha256) == (["too_large"], None)


def test_a_line_has_the_keys_and_the_order_that_are_promised() -> None:
    content = (LETTERS / "2019-kent.txt").read_bytes()
    line = json_line("letters/2019-kent.txt", as_letter(content))
    found = json.loads(line)
    assert list(found) == KEYS
    assert "\n" not in line
    assert (found["source"], found["kind"]) == ("letters/2019-kent.txt", "letter")
    assert found["sha256"] == hashlib.sha256(content).hexdigest()
    assert list(found["figures"][0]) == ["measure", "category", "value", "unit", "state", "page", "bbox", "text"]
    assert found["figures"][0]["page"] == 2
    assert found["figures"][0]["bbox"] is None
    assert list(found["issues"][0]) == ["code", "severity", "measure", "message"]
    assert found["reader_version"] == READER_VERSION


def test_numbers_boxes_and_names_are_printed_as_promised() -> None:
    box = (101.2345, 96.0, 340.8, 131.49)
    printed = FigureState.PRINTED
    reading = Reading(
        "00",
        ReadingStatus.COMPLETE,
        "1",
        addressee=Person("Zoë Ware", None),
        figures=(
            Figure("uphold_rate", None, Decimal(40), "percent", printed, 3, box, "40%"),
            Figure("upheld_per_100k", None, Decimal("5.7"), "per_100k", printed, 3, None, "5.7"),
            Figure("compliance_rate", None, None, "percent", FigureState.NOT_APPLICABLE, 3, None, "none"),
        ),
        issues=(Issue("base_differs", Severity.INFO, "so", "satisfactory_remedy_base"),),
    )
    line = json_line("x", ReadDocument(DocumentKind.LETTER, reading))
    found = json.loads(line)
    assert '"value": 40,' in line
    assert '"value": 5.7,' in line
    assert "Zoë Ware" in line
    assert found["figures"][0]["bbox"] == [101.2, 96.0, 340.8, 131.5]
    assert found["figures"][2]["value"] is None
    assert found["addressee"] == {"name": "Zoë Ware", "role": None}
    assert found["signatory"] is None
    assert found["issues"] == [
        {"code": "base_differs", "severity": "info", "measure": "satisfactory_remedy_base", "message": "so"}
    ]


def test_a_path_that_is_no_unicode_is_printed_all_the_same() -> None:
    path = os.fsdecode(b"caf\xe9.pdf")
    assert json.loads(json_line(path, read_document(b"")))["source"] == "caf\\xe9.pdf"
    json_line(path, read_document(b"")).encode("utf-8")


def test_what_reads_is_imported_by_workers_alone() -> None:
    code = "import sys, crawler.pipelines, crawler.reading.files; print({'pypdfium2', 'PIL'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
