"""The dates on which, as a page says, a file was published or changed: none of them is the year of its letter.

A letter of any year may be put on a page again years later. Pure functions of text.
"""

from __future__ import annotations

import re

# A page may print a link and such words without a blank between them: "DownloadAdded 2025".
_DONE = (
    "(?:updat|chang|issu|publish|revis|modifi|amend|edit|releas|correct|replac|creat|review|archiv|scann|load|post|add)ed"
    r"|\bupdates?|\bavailable"
)
_NOUN = "(?:change|revision|modification|publication|(?:re)?issue|upload|release|correction)"
_DATE_OF = rf"\b(?:last|latest|date\s+of)\s+(?:the\s+)?(?:last\s+)?{_NOUN}\b|\b{_NOUN}(?:\s+date\b|(?=\s*:))"
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = "(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
# The words that may be between the verb and its year, besides the name of who did it.
_BETWEEN = (
    "on|in|at|as|of|the|a|to|our|this|during|since|from|early|late|mid|end|last|again|online|here|due|date|time|is|was"
    "|spring|summer|autumn|winter|web|website|site|file|copy|page|pdf|document|version"
    rf"|{_MONTH}|{_DAY}|(?<!\d)\d\d?(?!\d)(?:st|nd|rd|th|am|pm)?"
)
# A word in brackets, as in "Letter (revised) 2024", says nothing about what is behind them.
_WORDS = rf"(?:[^\w)\]|]|_|(?:{_BETWEEN})(?![^\W\d_])){{0,30}}?"
_BY = rf"(?:\bby(?:\s+[^\W\d][\w.'-]*){{1,5}}?{_WORDS})?"
# A period, such as 2023-24, is never a date. From 2012 on, no month can be taken for the second year of a period.
_YEAR = (
    r"(?<!\d)(?:(?:19|20)\d\d(?P<{0}>[-/.])[01]?\d(?P={0})[0-3]?\d(?!\d)(?:t[\d:]+)?"
    r"|20(?:1[2-9]|[2-9]\d)-(?:0[1-9]|1[0-2])(?![-\d])"
    r"|(?:19|20)\d\d(?!\d)(?!\s*(?:[^\w\s,;.()|]|to\b|until\b)\s*\d\d))"
)
_AFTER = re.compile(
    rf"(?:{_DONE}|{_DATE_OF}){_WORDS}{_BY}{_YEAR.format('a')}(?:\s*(?:and|&){_WORDS}{_YEAR.format('b')})?",
    re.IGNORECASE,
)
# "Corrected letter 2024" names the letter's year, and "Corrected letter, August 2024" a day in the file's life.
_LETTER_OF = re.compile(
    rf"(?:{_DONE})\s+(?:annual\s+)?(?:review\s+)?letter\b{_WORDS}(?:{_MONTH}|\d\d?[-/.]\d\d?[-/.])[\s,.]*{_YEAR.format('a')}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:in|on|since)\s{_WORDS}{_YEAR.format('a')}(?:\s+[^\W\d]+){{1,5}}?\s(?:re|up)?(?:{_DONE})\b"
    rf"|\b{_MONTH}\s+{_YEAR.format('b')}\W{{1,2}}(?:update|version|{_NOUN})\b",
    re.IGNORECASE,
)
# Most texts have either no year or no such word, and these two are found sooner than the whole.
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_ANY_WORD = re.compile(f"{_DONE}|{_NOUN}", re.IGNORECASE)


def without_file_dates(text: str) -> str:
    """Return a text without the years in which a file was published or changed: "Letter (updated 2025)"."""
    if not _ANY_YEAR.search(text) or not _ANY_WORD.search(text):
        return text
    for pattern in (_AFTER, _LETTER_OF, _BEFORE):
        text = pattern.sub(" ", text)
    return text
