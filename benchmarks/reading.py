"""Compare reading with plain pdfplumber, on the same letters in one run: speed, workers, memory, and figures.

Prints the memory after some hundred and some thousand letters; letters per second on one core and where the time goes;
the gain of a second worker; the same over letters by other makers, including the start of the workers; and how much is
read of every material (benchmarks/accuracy.py), next to what plain pdfplumber finds in the sample letters.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks import accuracy, stages
from benchmarks.measured import print_ratio, seconds
from benchmarks.plain_pdfplumber import Figures, figures, words_and_tables
from crawler.reading import read
from crawler.reading.pool import ReadingPool
from jobs.demo import content

# Each reader reads each letter this often; the shortest time counts.
_TIMES = 2

GOLDENS = accuracy.GOLDENS
STRANGERS = accuracy.SHARED / "strangers" / "letters"


def main() -> None:
    """Print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=5000, help="letters to read for the measurement of memory")
    many = parser.parse_args().letters
    letters = _sound_letters()
    _memory(many)
    _speed(letters)
    _workers(letters, max(200, many // 5))
    if STRANGERS.exists():
        _strangers([file.read_bytes() for file in sorted(STRANGERS.glob("*.pdf"))])
    accuracy.main()
    _quality("plain pdfplumber, the sample letters", figures)


def _sound_letters() -> list[bytes]:
    """Return the letters that add up: nothing in them is contradictory or destroyed."""
    drawn = [content.letter_bytes(each) for letter, each in content.editions() if each.figures and not letter.destroyed]
    return drawn + [file.read_bytes() for file in sorted(GOLDENS.glob("*.pdf")) if _adds_up(file)]


def _adds_up(file: Path) -> bool:
    printed = _printed(file)
    states = {state for *_, state in printed["figures"]}
    sound = printed["status"] == "complete" and states <= {"printed", "not_applicable"}
    return sound and "contradiction" not in printed["issues"] and not file.name.endswith(".ocrmypdf.pdf")


def _speed(letters: Sequence[bytes]) -> None:
    """Measure letter by letter in turn, in processor time: other work on the machine affects both alike."""
    ours = theirs = 0.0
    for letter in letters:
        ours += min(_processor_seconds(read, letter) for _ in range(_TIMES))
        theirs += min(_processor_seconds(words_and_tables, letter) for _ in range(_TIMES))
    print_ratio(f"reading {len(letters)} letters", ours, "plain pdfplumber", theirs)
    print(f"letters per second and core: {len(letters) / ours:.0f}; plain pdfplumber: {len(letters) / theirs:.1f}")
    print(f"times as fast: {theirs / ours:.1f} (target 9)")
    _stages(letters)


def _stages(letters: Sequence[bytes]) -> None:
    parts = ", ".join(f"{stage} {share:.0f} %" for stage, share in stages.shares([*letters, *letters]).items())
    print(f"of the time of reading: {parts}")


def _strangers(letters: Sequence[bytes]) -> None:
    """Measure the letters by other makers with two workers, from start to finish, against pdfplumber in one process."""
    ours = seconds(lambda: _from_nothing(letters), times=_TIMES)
    theirs = seconds(lambda: [words_and_tables(letter) for letter in letters], times=1)
    print_ratio(
        f"reading {len(letters)} letters by others with two workers, start included", ours, "plain pdfplumber", theirs
    )
    print(f"times as fast: {theirs / ours:.1f} (target 8)")
    _stages(letters)


def _from_nothing(letters: Sequence[bytes]) -> int:
    with ReadingPool(workers=2) as pool:
        return _all_read(pool, letters)


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


def _memory(count: int) -> None:
    """Measure a process that does nothing else: the peak is that of all it ever did."""
    command = [sys.executable, "-c", f"from benchmarks import reading; reading.print_memory({count})"]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")


def print_memory(count: int) -> None:
    """Print the peak memory of this process after a tenth of some letters, and after all of them."""
    early = count // 10
    for number, letter in enumerate(islice(cycle(_sound_letters()), count), 1):
        read(letter)
        if number == early:
            first = _peak_mb()
    print(f"peak memory after {early} letters: {first:.0f} MB; after {count}: {_peak_mb():.0f} MB")


def _peak_mb() -> float:
    """Return the most that this program took; what getrusage says includes the process that started it."""
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmHWM:") + 1]) / 1024


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
    rows = _printed(file)["figures"]
    return {(measure, category): Decimal(value) for measure, category, value, _ in rows if value is not None}


def _printed(file: Path) -> dict[str, Any]:
    printed: dict[str, Any] = json.loads(
        (GOLDENS / f"{file.name.split('.')[0]}.json").read_text("utf-8"), parse_float=Decimal
    )
    return printed


if __name__ == "__main__":
    main()
