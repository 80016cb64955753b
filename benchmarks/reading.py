"""Reading against plain pdfplumber, on the same letters in one run: speed, workers, memory, and figures.

Prints letters per second of one core, what a second worker brings, the memory after some hundred and after some
thousand letters, and the figures read, missing and wrong over the letters of tests/letters, whose figures are written
down there.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

from benchmarks.measured import seconds, tell
from benchmarks.plain_pdfplumber import Figures, figures, words_and_tables
from crawler.reading import read
from crawler.reading.workers import ReadingPool
from jobs.demo import content
from lgsco_store.records import FigureState, Reading, ReadingStatus, Severity

# Each reader reads each letter so often; the shortest time counts.
_TIMES = 2

GOLDENS = Path(__file__).parents[1] / "tests" / "letters"


def main() -> None:
    """Prints every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=5000, help="letters to read for the measurement of memory")
    many = parser.parse_args().letters
    letters = _sound_letters()
    _speed(letters)
    _workers(letters, max(200, many // 5))
    _memory(letters, many)
    _quality("this reader", _read_figures)
    _quality("plain pdfplumber", figures)


def _sound_letters() -> list[bytes]:
    """The letters whose arithmetic holds: nothing about them needs a second opinion."""
    drawn = [content.letter_bytes(edition) for _, edition in content.editions()]
    drawn += [file.read_bytes() for file in sorted(GOLDENS.glob("*.pdf"))]
    return [letter for letter in drawn if _is_sound(read(letter))]


def _is_sound(reading: Reading) -> bool:
    contradicted = any(issue.severity is Severity.ERROR for issue in reading.issues)
    destroyed = any(figure.state is FigureState.DERIVED for figure in reading.figures)
    return reading.status is ReadingStatus.COMPLETE and not contradicted and not destroyed


def _speed(letters: Sequence[bytes]) -> None:
    """Letter by letter in turn and in seconds of processor time: what else the machine does falls on both alike."""
    ours = theirs = 0.0
    for letter in letters:
        ours += min(_processor_seconds(read, letter) for _ in range(_TIMES))
        theirs += min(_processor_seconds(words_and_tables, letter) for _ in range(_TIMES))
    tell(f"reading {len(letters)} letters", ours, "plain pdfplumber", theirs)
    print(f"letters per second and core: {len(letters) / ours:.0f}; plain pdfplumber: {len(letters) / theirs:.1f}")
    print(f"times as fast: {theirs / ours:.1f}")


def _processor_seconds(work: Callable[[bytes], object], letter: bytes) -> float:
    start = time.process_time()
    work(letter)
    return time.process_time() - start


def _workers(letters: Sequence[bytes], count: int) -> None:
    queue = list(islice(cycle(letters), count))
    taken, used = {}, {}
    for workers in (1, 2):
        with ReadingPool(workers=workers) as pool:
            warm = [pool.submit(letter) for letter in queue[: 4 * workers]]
            assert all(future.result() for future in warm)  # noqa: S101 the workers have started
            own = time.process_time()
            taken[workers] = seconds(lambda pool=pool: _all_read(pool, queue), times=1)  # type: ignore[misc]
            used[workers] = time.process_time() - own
    print(f"two workers: {taken[1] / taken[2]:.2f} times one, {count / taken[2]:.0f} letters per second")
    print(f"the process that asks them takes {used[2] / count * 1000:.2f} ms a letter itself")


def _all_read(pool: ReadingPool, queue: Sequence[bytes]) -> int:
    return sum(len(future.result().figures) for future in [pool.submit(letter) for letter in queue])


def _memory(letters: Sequence[bytes], count: int) -> None:
    early = count // 10
    for number, letter in enumerate(islice(cycle(letters), count), 1):
        read(letter)
        if number == early:
            first = _peak_mb()
    print(f"peak memory after {early} letters: {first:.0f} MB; after {count}: {_peak_mb():.0f} MB")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _read_figures(letter: bytes) -> Figures:
    return {(f.measure, f.category): f.value for f in read(letter).figures if f.value is not None}


def _quality(name: str, reader: Callable[[bytes], Figures]) -> None:
    right = missing = wrong = 0
    for file in sorted(GOLDENS.glob("*.pdf")):
        expected = _expected(file)
        found = reader(file.read_bytes())
        right += sum(found.get(key) == value for key, value in expected.items())
        missing += sum(key not in found for key in expected)
        wrong += sum(expected.get(key) != value for key, value in found.items())
    print(f"{name}: {right} figures read, {missing} missing, {wrong} wrong")


def _expected(file: Path) -> Figures:
    printed = json.loads((GOLDENS / f"{file.name.split('.')[0]}.json").read_text("utf-8"), parse_float=Decimal)
    return {
        (measure, category): Decimal(value) for measure, category, value, _ in printed["figures"] if value is not None
    }


if __name__ == "__main__":
    main()
