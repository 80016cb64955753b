"""``lgsco diff``: two versions of one letter side by side, figures first, then words.

If one reader version has read both documents, its readings are compared, so that only the Ombudsman's changes show.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

import click
from sqlalchemy import Connection

from crawler.reading.input import pdfium, plain_text, running_text
from crawler.reading.input.document import UnreadableError
from crawler.reading.input.text_digest import tokens
from jobs.terminal import echo, tables
from jobs.terminal.errors import plainly
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import LgscoError
from lgsco_store.evidence import readings
from lgsco_store.history.compare import figure_differences
from lgsco_store.history.letter_versions import by_one_reader, letter_versions
from lgsco_store.settings import load_settings

# Words around a difference, to show its context.
_AROUND = 4


class DiffError(LgscoError):
    """There is nothing to compare; raised before anything is printed."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two versions: their numbers, documents, and readings by one reader version if there is one."""

    numbers: tuple[int, int]
    documents: tuple[str, str]
    readings: tuple[int, int]


@click.command()
@click.argument("slug")
@click.argument("year", type=click.IntRange(0, 9999))
@click.option("--from", "old", type=click.IntRange(1), help="The older version instead of the last but one.")
@click.option("--to", "new", type=click.IntRange(1), help="The newer version instead of the last.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@plainly
def diff(slug: str, year: int, old: int | None, new: int | None, *, as_json: bool) -> None:
    """Show two versions of the letter of an authority and year side by side: figures first, then words."""
    with open_database(load_settings().database_url, read_only=True) as database:
        with database.reader() as connection:
            sides = _sides(connection, slug, year, old, new)
            rows = _figures(connection, sides)
        words = list(_words(database, sides))
    if as_json:
        echo.as_json({"versions": sides.numbers, "figures": rows, "words": words})
        return
    heads = ("what", f"version {sides.numbers[0]}", f"version {sides.numbers[1]}")
    _show("figures", heads, rows)
    _show("words", heads, words)


def _show(what: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if rows:
        tables.show(heads, rows, what)
    else:
        click.echo(f"{what}: no difference")


def _sides(connection: Connection, slug: str, year: int, old: int | None, new: int | None) -> Sides:
    versions = letter_versions(connection, slug, year)
    if not versions:
        raise DiffError(f"the archive has no letter of {slug} for {year}: look for it in the view letters")
    first, last = _numbers(f"the letter of {slug} for {year}", versions, old, new)
    one, other = versions[first], versions[last]
    documents = (one.document_sha256, other.document_sha256)
    same = by_one_reader(connection, documents)
    return Sides((first, last), documents, same or (one.reading_id, other.reading_id))


def _numbers(letter: str, versions: Collection[int], old: int | None, new: int | None) -> tuple[int, int]:
    """Return the numbers of the two versions to compare."""
    newest = max(versions)
    if len(versions) == 1 and old is None:
        raise DiffError(f"{letter} has only one version, so there is nothing to compare: see `lgsco changes`")
    last = newest if new is None else new
    first = last - 1 if old is None else old
    if first == 0:
        raise DiffError(f"{letter} has no version before version 1: give the one to compare it with as --from")
    missing = next((number for number in (first, last) if number not in versions), None)
    if missing is not None:
        raise DiffError(f"{letter} has no version {missing}: give two from 1 to {newest} with --from and --to")
    return first, last


def _figures(connection: Connection, sides: Sides) -> list[tuple[object, ...]]:
    figures = readings.figures(connection, sides.readings)
    one, other = (figures[reading] for reading in sides.readings)
    return [
        (" / ".join(filter(None, (measure, category, None if field == "value" else field))), before, after)
        for field, measure, category, before, after, _ in figure_differences(one, other)
    ]


def _words(database: Database, sides: Sides) -> Iterator[tuple[str, str, str]]:
    archive = Archive(database)
    one, other = (_read_words(archive.document_body(sha256), sha256) for sha256 in sides.documents)
    for tag, i, j, k, m in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            before = " ".join(one[max(0, i - _AROUND) : i])
            yield f"… {before}", " ".join(one[i:j]), " ".join(other[k:m])


def words(body: bytes) -> list[str]:
    """Return the words and numbers of a document as its digest counts them, or none if it cannot be read."""
    try:
        document = pdfium.document(body) if pdfium.is_pdf(body) else plain_text.document(plain_text.decode(body))
    except UnreadableError:
        return []
    flow = running_text.in_blocks if document.is_drawn else running_text.in_order
    return tokens(flow(document.lines).text)


def _read_words(body: bytes, sha256: str) -> list[str]:
    """Return the words of a document, read in a separate process because a hostile file may end it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(words, body).result()
        except BrokenProcessPool:
            raise DiffError(f"the process that read document {sha256} ended: look at the document") from None
