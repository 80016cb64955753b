"""Words as both databases search for them: SQLite's tokenizer cuts and stems them, for PostgreSQL too.

Two databases with two stemmers would give two answers to one question. So PostgreSQL gets its terms and their places
from SQLite's tokenizer, in memory.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""What makes terms of a text: English stems, without case and accents."""

INDEX = "search_index"
"""The table of the index, whose rows have the IDs of readings; SQLite adds tables of its own to it."""

TABLES = frozenset({INDEX, *(f"{INDEX}_{part}" for part in ("config", "data", "docsize", "idx"))})
"""The tables of the index on either database, which the models do not have."""

_EXCERPT = 24
# PostgreSQL refuses a term of more than 2,046 bytes.
_LONGEST_TERM = 500
_QUOTES = re.compile("[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{FULLWIDTH QUOTATION MARK}]")
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s\\b", re.IGNORECASE)


def phrases(query: str) -> list[str]:
    """Return what a person looks for: each word, and each group of words in double quotes; all of them must occur.

    Nothing else has a meaning: operators are words, other signs separate words, and the ``'s`` of a possessive is left
    out. Empty if there is no word at all.
    """
    plain = _POSSESSIVE.sub("", _QUOTES.sub('"', query.encode("utf-8", "replace").decode()))
    parts = "".join(sign if sign.isprintable() else " " for sign in plain).split('"')
    found = [phrase for at, part in enumerate(parts) for phrase in ([part] if at % 2 else part.split())]
    terms = _terms_of(dict(enumerate(found)))
    return list(dict.fromkeys(phrase for at, phrase in enumerate(found) if terms[at]))


def sqlite_query(wanted: Sequence[str]) -> str:
    """Return the phrases as SQLite's index is asked for them; without any, a query that nothing matches."""
    return " ".join(f'"{phrase}"' for phrase in wanted) or '""'


def postgresql_query(wanted: Sequence[str]) -> str:
    """Return the phrases as text of PostgreSQL's type ``tsquery``."""
    terms = _terms_of(dict(enumerate(wanted)))
    quoted = ([f"'{term}'" for term in terms[at]] for at in range(len(wanted)))
    return " & ".join(f"({' <-> '.join(each)})" for each in quoted)


def vectors(texts: Mapping[int, str]) -> dict[int, str]:
    """Return each text's terms with their places, as text of PostgreSQL's type ``tsvector``."""
    return {key: " ".join(_placed(terms)) for key, terms in _terms_of(texts).items()}


def excerpts(wanted: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return the words of each text around the first that is looked for, or its beginning."""
    with _indexed(dict(enumerate(texts))) as memory:
        query = f"SELECT rowid, snippet(made, 0, '', '', '…', {_EXCERPT}) FROM made WHERE made MATCH ?"  # noqa: S608 -- a number
        found = dict(memory.execute(query, (sqlite_query(wanted),)).fetchall())
    return [found.get(at) or text for at, text in enumerate(texts)]


def _placed(terms: Sequence[str]) -> Iterator[str]:
    places: dict[str, list[str]] = {}
    for place, term in enumerate(terms, 1):
        places.setdefault(term, []).append(str(place))
    for term, of in places.items():
        yield f"'{term}':{','.join(of)}"


def _terms_of(texts: Mapping[int, str]) -> dict[int, list[str]]:
    """Return the terms of each text, in order."""
    found: dict[int, list[str]] = {key: [] for key in texts}
    with _indexed(texts) as memory:
        memory.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('made', 'instance')")
        for key, term in memory.execute('SELECT doc, term FROM terms ORDER BY doc, "offset"'):
            found[key].append(term[:_LONGEST_TERM])
    return found


@contextmanager
def _indexed(texts: Mapping[int, str]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE made USING fts5(text, tokenize='{TOKENIZER}')")
        memory.executemany("INSERT INTO made (rowid, text) VALUES (?, ?)", texts.items())
        yield memory
