"""The letter itself, from its date to its signature, which comes before the statistics."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Paragraph, Spacer

from jobs.demo.content import Letter, Section, notice, prose
from jobs.demo.drawing.paper import HEADING, LOGO, NOTICE, TEXT, TITLE, lines
from jobs.demo.wording import FIRST_THREE_MEASURES


def covering_letter(letter: Letter) -> list[Any]:
    """Draw the letter before the statistics."""
    words = prose(letter.year)
    body = [flowable for section in words.sections for flowable in _section(section)]
    own = [] if letter.real else [Paragraph(words.invented, TEXT)]
    return [*_head(letter), *body, *own, Paragraph(f"<i>{notice(letter)}</i>", NOTICE), *_close(letter)]


def _head(letter: Letter) -> list[Any]:
    logo = [Paragraph("Local Government &amp; Social Care OMBUDSMAN", LOGO)] if letter.letterhead else []
    sent = prose(letter.year).date
    return [
        *logo,
        *lines(f"{sent.day} {sent:%B %Y}", gap=12),
        *lines("<i>By email</i>", gap=12),
        *_addressee(letter),
        *lines(_salutation(letter), gap=8),
        Paragraph(f"Annual Review letter {letter.year}", TITLE),
    ]


def _addressee(letter: Letter) -> list[Any]:
    parts = (letter.addressee.name, letter.addressee.role or "", letter.authority)
    return lines(" ".join(parts), gap=14) if letter.one_line else lines(*parts, gap=14)


def _salutation(letter: Letter) -> str:
    """First name, surname and a comma until 2018; title and surname without one since."""
    return f"Dear {letter.addressee.name}" + ("" if letter.year >= FIRST_THREE_MEASURES else ",")


def _section(section: Section) -> list[Any]:
    heading = [Paragraph(section.heading, HEADING)] if section.heading else []
    return [*heading, *(Paragraph(text, TEXT) for text in section.paragraphs)]


def _close(letter: Letter) -> list[Any]:
    return [
        *lines("Yours sincerely,", gap=34),
        *lines(
            letter.signatory,
            "Local Government and Social Care Ombudsman",
            "Chair, Commission for Local Administration in England",
        ),
        Spacer(0, 6),
    ]
