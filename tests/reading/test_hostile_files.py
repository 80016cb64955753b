"""Whatever a file contains, its reading says what is wrong, and its neighbours are read as if it were not there."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.pool import ReadingPool
from lgsco_store.records import Reading, ReadingStatus
from tests.attacks import Promise
from tests.reading import hostile
from tests.reading.hostile import form_in_itself, one_page
from tests.reading.letterpress import Measures, Sheet, Text, covering, locked, measures_sheet, pdf

LETTER = pdf([covering(2020), measures_sheet(Measures())])


def unmapped() -> bytes:
    """Make fifty words in a font without a letter map."""
    words = b"BT /F 10 Tf 50 700 Td " + b"<00110012001300140003> Tj 4 -12 Td " * 50 + b"ET"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
    below = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /FontDescriptor 7 0 R >>"
    )
    described = b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 9 9] /Ascent 9 /Descent 0 >>"
    return one_page(words, b"/Font << /F 5 0 R >>", font, below, described)


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "An empty file, one of another format, a damaged PDF, one with a password, one with pictures only, "
        "one whose font does not give its letters": ("unreadable, with the reason; no figure"),
    },
)
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\r\n", "empty"),
        (b"\xff\xfe\x00L\x00e", "unknown_format"),
        (b"Dear\x00Mr Dicks", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n", "unknown_format"),
        (LETTER[: len(LETTER) // 2], "truncated"),
        (LETTER[:-7], "truncated"),
        (b"%PDF-1.7\nnothing of a PDF\n%%EOF", "damaged"),
        (locked([covering(2020)], "secret"), "encrypted"),
        (pdf([Sheet(pictures=[(40, 40, 500, 700)])]), "image_only"),
        (pdf([Sheet()]), "no_text"),
        (b"(cid:12)(cid:40) (cid:3)", "unmapped_text"),
        (unmapped(), "unmapped_text"),
        (pdf([Sheet([Text(9, 9, "the")])] * 201), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_why(content: bytes, code: str) -> None:
    reading = read(content)
    assert reading.status is ReadingStatus.UNREADABLE
    assert [issue.code for issue in reading.issues] == [code]
    assert reading.figures == ()
    assert reading.text_sha256 is None


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.reading.kinds.letter.MAX_BYTES", len(LETTER) - 1)
    assert [issue.code for issue in read(LETTER).issues] == ["too_large"]


def test_an_owner_password_alone_locks_nothing() -> None:
    assert read(locked([covering(2020), measures_sheet(Measures())], "")).status is ReadingStatus.COMPLETE


@pytest.mark.attack(Promise.FIGURES, {"Random text": "no figure, no error"})
@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read(text.encode("utf-8", "replace")).figures == ()


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A letter with any part cut out or replaced": "no printed figure that the words do not say",
    },
)
@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 6000), length=st.integers(1, 60), put=st.text("0123456789 .%\n\tabc", max_size=8))
def test_a_spoilt_letter_never_gives_a_figure_that_it_did_not_print(cut: int, length: int, put: str) -> None:
    """Numbers may be lost or contradict each other; a derived value is right, or the damaged text has the number."""
    text = (SPOILT[:cut] + put + SPOILT[cut + length :]).encode()
    for figure in read(text).figures:
        if figure.value is not None and figure.state == "printed":
            assert str(figure.value) in figure.text.replace(",", "")


SPOILT = """22 July 2020

By email

Mr Dicks
Chief Executive
Bromsgrove District Council

Dear Mr Dicks

Annual Review letter 2020

Yours sincerely,

Michael King
Local Government and Social Care Ombudsman

Complaints upheld

40% of complaints we investigated were upheld.

This compares to an average of 45% in similar authorities.

2
upheld decisions

Statistics are based on a total of 5 detailed investigations for the period between 1 April 2019 to 31 March 2020
"""


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(
    Promise.LIMITS,
    {
        f"A hostile file: {one.__name__.replace('_', ' ')}": "unreadable within the limits; its neighbours are read"
        for one in hostile.ALL
    },
)
def test_hostile_files_cost_their_neighbours_nothing() -> None:
    queue = [document for one in hostile.ALL for document in (LETTER, one(), LETTER)]
    with ReadingPool(workers=2) as pool:
        readings = [future.result(timeout=120) for future in [pool.submit(document) for document in queue]]
    alone = read(LETTER)
    assert [reading for reading, document in zip(readings, queue, strict=True) if document is LETTER] == [alone] * 30
    spoilt = [reading for reading, document in zip(readings, queue, strict=True) if document is not LETTER]
    assert {reading.status for reading in spoilt} == {ReadingStatus.UNREADABLE}
    assert all(len(reading.issues) == 1 for reading in spoilt)


@pytest.mark.parametrize("make", [form_in_itself, hostile.swollen_twice])
def test_a_hostile_file_has_its_status_within_the_limit(make: Callable[[], bytes]) -> None:
    with ReadingPool(workers=1) as pool:
        pool.submit(LETTER).result(60)
        document, start = make(), time.monotonic()
        assert pool.submit(document).result(60).status is ReadingStatus.UNREADABLE
        assert time.monotonic() - start < 11


@pytest.mark.attack(Promise.LIMITS, {"A document that takes too long": "given up after `LGSCO_READ_SECONDS`"})
def test_a_document_that_takes_too_long_is_given_up() -> None:
    long = hostile.one_long_line()
    with ReadingPool(workers=1, seconds=1) as pool:
        slow, small = pool.submit(long).result(60), pool.submit(b"").result(60)
    assert [issue.code for issue in slow.issues] == ["too_slow"]
    assert slow.sha256 == hashlib.sha256(long).hexdigest()
    assert [issue.code for issue in small.issues] == ["empty"]


@pytest.mark.attack(Promise.LIMITS, {"A document that takes too much memory": "given up at `LGSCO_READ_MEMORY_MB`"})
def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    with ReadingPool(workers=1, memory_mb=256) as pool:
        large = pool.submit(b"%PDF-1.7" + b"x" * 250_000_000).result(60)
        after = pool.submit(LETTER).result(60)
    assert large.status is ReadingStatus.UNREADABLE
    assert large.issues[0].code in {"too_much_memory", "reader_died"}
    assert after.status is ReadingStatus.COMPLETE


def test_leaving_by_an_exception_cancels_what_has_not_begun() -> None:
    futures: list[Future[Reading]] = []

    def interrupted() -> None:
        with ReadingPool(workers=1) as pool:
            futures.extend(pool.submit(LETTER) for _ in range(50))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert all(future.done() for future in futures)
    assert futures[-1].cancelled()


def test_with_little_memory_a_document_is_read_or_not_and_none_is_stuck() -> None:
    """The memory left after the start of a process may be just enough for a letter."""
    with ReadingPool(workers=1, memory_mb=8) as pool:
        readings = [future.result(timeout=60) for future in [pool.submit(LETTER) for _ in range(3)]]
    alone = read(LETTER)
    assert all(reading == alone or (reading.broke_off and not reading.figures) for reading in readings)


# More than a pipe can hold, with nobody to empty it. Seen in a crawl: it was stuck until its limit of a day.
@pytest.mark.attack(
    Promise.ENDS,
    {
        "No reading process can be started": "nothing is stuck; a later run reads the documents",
    },
)
def test_documents_larger_than_a_pipe_are_not_stuck_if_no_process_can_start() -> None:
    with ReadingPool(workers=1, memory_mb=8) as pool:
        futures = [pool.submit(LETTER + b" " * 100_000 + bytes([number])) for number in range(20)]
        readings = [future.result(timeout=60) for future in futures]
    assert all(reading.broke_off or reading.status is ReadingStatus.COMPLETE for reading in readings)


# An idle worker may be killed by a person, or by a system that is out of memory. Seen in a crawl: no further letter was
# read, in that run or in any later one.
@pytest.mark.attack(Promise.ENDS, {"`kill -9` of an idle reading process": "replaced; every letter is read"})
def test_workers_that_are_killed_while_they_are_idle_are_replaced() -> None:
    with ReadingPool(workers=2) as pool:
        alone = pool.submit(LETTER).result(60)
        for _ in range(2):
            for worker in multiprocessing.active_children():
                if worker.pid is not None:
                    os.kill(worker.pid, signal.SIGKILL)
            again = [pool.submit(LETTER) for _ in range(4)]
            assert [future.result(60) for future in again] == [alone] * 4


def test_a_future_that_its_caller_gave_up_leaves_the_others_alone() -> None:
    with ReadingPool(workers=1) as pool:
        futures = [pool.submit(LETTER) for _ in range(3)]
        futures[1].cancel()
        assert futures[2].result(60).status is ReadingStatus.COMPLETE


# The code that every Python process runs first if it finds this file: the first worker announces itself, others wait.
STARTING = """
import os, sys, time
if "spawn_main" in " ".join(sys.orig_argv):
    here = os.path.dirname(__file__)
    try:
        with open(os.path.join(here, "first"), "x") as file:
            file.write(str(os.getpid()))
    except FileExistsError:
        while not os.path.exists(os.path.join(here, "go")):
            time.sleep(0.02)
"""


# Seen on a busy machine: the reading was complete, but there was a traceback of multiprocessing.
@pytest.mark.attack(Promise.REPORTED, {"A reading process still starts while reading ends": "nothing on stderr"})
def test_a_worker_that_still_starts_while_the_pool_ends_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(STARTING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    go = threading.Timer(0.2, (tmp_path / "go").touch)
    with ReadingPool(workers=2) as pool:
        assert pool.submit(LETTER).result(60).status is ReadingStatus.COMPLETE
        # The pool ends its workers one by one, and waits for this one, which does not react.
        os.kill(int((tmp_path / "first").read_text()), signal.SIGSTOP)
        go.start()
    go.join()
    assert capfd.readouterr().err == ""
