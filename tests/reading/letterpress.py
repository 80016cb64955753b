"""Draw small PDF letters, text by text, so that a test decides the place and the order of each text."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"

# A small council's letter of 2018, table by table, with the names of the parts and without the rate between them.
AREAS = ("0", "1", "0", "1", "0", "1", "3", "1", "0", "7")
OUTCOMES = ("1", "1", "4", "1", "0", "1", "100%", "8")
AREA_NAMES = (
    "adult_care_services",
    "benefits_and_tax",
    "corporate_and_other_services",
    "education_and_childrens_services",
    "environment_services",
    "highways_and_transport",
    "housing",
    "planning_and_development",
    "other",
    "total",
)
OUTCOME_NAMES = (
    "incomplete_or_invalid",
    "advice_given",
    "referred_back_for_local_resolution",
    "closed_after_initial_enquiries",
    "not_upheld",
    "upheld",
)


@dataclass(frozen=True)
class Text:
    """One run of text: left edge, baseline from the top of the page, size, and anticlockwise slant."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = PLAIN
    lean: float = 0


@dataclass
class Sheet:
    """One page: its texts, its rules, its circles, and the place of a picture."""

    texts: list[Text] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    circles: list[tuple[float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)

    def column(self, x: float, y: float, lines: Iterable[str], *, size: float = 10, leading: float = 13) -> None:
        self.texts += [Text(x, y + leading * index, line, size) for index, line in enumerate(lines)]


def pdf(
    sheets: Sequence[Sheet], *, shuffle: int | None = None, turned: bool = False, lean: float = 0, **canvas: Any
) -> bytes:
    """Return the sheets as a PDF; ``shuffle`` seeds the order in which texts are emitted.

    A page that is ``turned`` is sideways in the file, and is shown upright by its rotation of 90 degrees. A slanted
    page is drawn around its middle by this many degrees anticlockwise, like a skewed scan.
    """
    target = io.BytesIO()
    drawing = Canvas(target, pagesize=(HEIGHT, WIDTH) if turned else A4, invariant=1, **canvas)
    for sheet in sheets:
        if turned:
            drawing.setPageRotation(90)
            drawing.rotate(90)
        else:
            drawing.translate(WIDTH / 2, HEIGHT / 2)
            drawing.rotate(lean)
            drawing.translate(-WIDTH / 2, HEIGHT / 2)
        _draw(drawing, sheet, shuffle)
        drawing.showPage()
    drawing.save()
    return target.getvalue()


def _draw(drawing: Canvas, sheet: Sheet, shuffle: int | None) -> None:
    texts = list(sheet.texts)
    if shuffle is not None:
        random.Random(shuffle).shuffle(texts)  # noqa: S311
    for text in texts:
        drawing.setFont(text.font, text.size)
        if text.lean:
            drawing.saveState()
            drawing.translate(text.x, -text.y)
            drawing.rotate(text.lean)
            drawing.drawString(0, 0, text.text)
            drawing.restoreState()
        else:
            drawing.drawString(text.x, -text.y, text.text)
    for x0, top, x1, bottom in sheet.rules:
        drawing.line(x0, -top, x1, -bottom)
    for x, y, radius in sheet.circles:
        drawing.circle(x, -y, radius)
    for x, top, width, height in sheet.pictures:
        drawing.drawInlineImage(Image.new("RGB", (20, 20), "white"), x, -top - height, width, height)


def locked(sheets: Sequence[Sheet], password: str) -> bytes:
    return pdf(sheets, encrypt=StandardEncryption(password, ownerPassword="owner"))


def covering(
    year: int,
    *,
    address: Sequence[str] = ("Mr Dicks", "Chief Executive", "Bromsgrove District Council"),
    dear: str = "Mr Dicks",
) -> Sheet:
    """Draw the letter itself, without figures but with numbers that are not figures."""
    sheet = Sheet()
    sheet.column(60, 60, ["Local Government & Social Care OMBUDSMAN"], size=12)
    sheet.column(60, 100, [f"22 July {year}", "By email"])
    sheet.column(60, 150, address)
    sheet.column(60, 210, [f"Dear {dear}", f"Annual Review letter {year}"], leading=20)
    sheet.column(
        60,
        260,
        [
            f"This is our summary for the year ending 31 March {year}. We held 74 courses for 212 officers, and in",
            "two cases 100% of what was due was done within four weeks, at a cost of £5,000.",
        ],
    )
    sheet.column(
        60,
        320,
        ["Yours sincerely", "Michael King", "Local Government and Social Care Ombudsman"],
        leading=16,
    )
    return sheet


@dataclass(frozen=True)
class Measures:
    """The numbers of a page of three measures, as printed; by default those of Bromsgrove in 2020."""

    uphold: str = "40%"
    upheld: str = "2"
    base: str = "5"
    comply: str = "100%"
    outcomes: str = "2"
    remedy: str = "0%"
    remedies: str = "0"


PERIOD = "for the period between 1 April 2019 to 31 March 2020"


_Block = tuple[str, str, str, str, tuple[str, str] | None, str]


def _blocks(numbers: Measures) -> list[_Block]:
    """Yield heading, rate, sentence, average, big number with its label, and base of each; a bar ends a line."""
    uphold = f"{numbers.uphold} of complaints we investigated|were upheld."
    comply = (
        f"In {numbers.comply} of cases we were satisfied the authority had"
        "|successfully implemented our|recommendations."
    )
    remedy = (
        f"In {numbers.remedy} of upheld cases we found the authority had|provided a satisfactory remedy before the"
        "|complaint reached the Ombudsman."
    )
    base = f"{numbers.base} detailed investigations"
    upheld = (numbers.upheld, "upheld decisions")
    remedies = (numbers.remedies, "satisfactory remedy decisions")
    outcomes = f"{numbers.outcomes} compliance outcomes"
    return [
        ("Complaints upheld", numbers.uphold, uphold, "45%", upheld, base),
        ("Compliance with Ombudsman recommendations", numbers.comply, comply, "99%", None, outcomes),
        ("Satisfactory remedies provided by the authority", numbers.remedy, remedy, "20%", remedies, base),
    ]


def measures_sheet(
    numbers: Measures, *, number: tuple[float, float] = (0, -18), ring: float = 75, beside: bool = True
) -> Sheet:
    """Draw three blocks: a ring on the left, sentences in the middle, the big number and its base on the right.

    ``number`` places the big number as an offset from its label; ``ring`` is the left edge of the repeated rate;
    without ``beside`` the number and the base are below the sentences.
    """
    sheet = Sheet()
    sheet.column(60, 50, ["Bromsgrove District Council", "For the period ending: 31/03/20"])
    blocks = _blocks(numbers)
    for index, (heading, rate, sentence, average, count, base) in enumerate(blocks):
        top = 110 + 190 * index
        x, y = (390, top + 40) if beside else (140, top + 100)
        sheet.texts.append(Text(60, top, heading, 14, BOLD))
        sheet.texts.append(Text(ring, top + 55, rate, 18, BOLD))
        sheet.circles.append((ring + 20, top + 50, 32))
        compared = f"This compares to an average of|{average} in similar authorities."
        sheet.column(140, top + 30, [*sentence.split("|"), *compared.split("|")], size=9.5, leading=12)
        if count:
            sheet.texts.append(Text(x, y, count[1], 9.5))
            sheet.texts.append(Text(x + number[0], y + number[1], count[0], 22, BOLD))
        based = [f"Statistics are based on a total of {base}", *PERIOD.replace(" to ", "|to ").split("|")]
        sheet.column(x, y + 42, based, size=8, leading=10)
    return sheet


RECEIVED = (
    "Adult Care|Services",
    "Benefits|and Tax",
    "Corporate|and Other|Services",
    "Education|and|Children's|Services",
    "Environment|Services",
    "Highways|and|Transport",
    "Housing",
    "Planning|and Devel|opment",
    "Other",
    "Total",
)
DECIDED = (
    "Incomplete|or Invalid",
    "Advice|Given",
    "Referred|back for|Local|Resolution",
    "Closed After|Initial|Enquiries",
    "Not|Upheld",
    "Upheld",
    "Uphold|Rate",
    "Total",
)


def table(sheet: Sheet, top: float, labels: Sequence[str], values: Sequence[str], *, ruled: bool) -> None:
    """Draw a table with wrapped labels over one row of values, below a row for a heading that spans columns."""
    width = (WIDTH - 90) / len(labels)
    for index, (label, value) in enumerate(zip(labels, values, strict=True)):
        x = 45 + width * index
        sheet.column(x + 3, top + 22, label.split("|"), size=7.5, leading=9)
        if value:
            sheet.texts.append(Text(x + width / 2 - 4, top + 72, value, 9))
    if ruled:
        edges = [45 + width * index for index in range(len(labels) + 1)]
        sheet.rules += [(x, top + 13, x, top + 80) for x in edges]
        sheet.rules += [(x, top + 1, x, top + 13) for x in (edges[0], edges[len(labels) // 2], edges[-1])]
        sheet.rules += [(edges[0], y, edges[-1], y) for y in (top + 1, top + 13, top + 60, top + 80)]


def tables_sheet(
    received: Sequence[str], decided: Sequence[str], remedied: tuple[str, str] = ("1", "0"), *, ruled: bool = True
) -> Sheet:
    """Draw the page of tables of 2018."""
    sheet = Sheet()
    sheet.column(45, 50, ["Local Authority Report: Bromsgrove District Council", "For the Period Ending: 31/03/2018"])
    sheet.texts.append(Text(45, 110, "Complaints and enquiries received", 11, BOLD))
    table(sheet, 115, RECEIVED, received, ruled=ruled)
    sheet.texts.append(Text(45, 230, "Decisions made", 11, BOLD))
    table(sheet, 240, DECIDED, decided, ruled=ruled)
    sheet.texts.append(Text(320, 250, "Detailed Investigations", 7.5, BOLD))
    sheet.texts += [Text(45, 350, "Notes", 11, BOLD), Text(330, 350, "Complaints Remedied", 11, BOLD)]
    sheet.column(
        45, 366, ["The rate is a share of the detailed investigations.", "Not every fault needs a remedy."], size=8
    )
    sheet.column(330, 366, ["by LGO"], size=8)
    sheet.column(420, 366, ["Satisfactorily by", "Authority before", "LGO Involvement"], size=8, leading=10)
    sheet.texts += [Text(345, 406, remedied[0], 9), Text(445, 406, remedied[1], 9)]
    return sheet


YEARS = ("01/04/06 - 31/03/07", "2005/06", "2004/05")
DECIDED_BEFORE_2009 = (
    "MI reps",
    "LS",
    "M reps",
    "NM reps",
    "No mal",
    "Omb disc",
    "Outside jurisdiction",
    "Premature complaints",
)
OF_THREE_YEARS = (
    ("0", "3", "0", "0", "5", "2", "1", "6", "11", "17"),
    ("1", "2", "0", "1", "4", "3", "2", "7", "13", "20"),
    ("0", "1", "0", "0", "6", "1", "1", "4", "9", "13"),
)


def report_sheet(years: tuple[str, ...] = YEARS) -> Sheet:
    """Draw a table of decisions, its labels at 120 and 129 from the top, its rows at 150, 170 and 190."""
    sheet = Sheet()
    sheet.column(40, 60, ["LOCAL AUTHORITY REPORT - Bromsgrove DC", "For the period ending 31/03/2007"])
    sheet.texts.append(Text(40, 105, "Decisions", 9))
    for index, label in enumerate([*DECIDED_BEFORE_2009, "Total excl premature", "Total"]):
        sheet.column(130 + 44 * index, 120, label.split(" ", 1), size=6.5, leading=9)
    for row, (year, values) in enumerate(zip(years, OF_THREE_YEARS, strict=True)):
        sheet.texts.append(Text(40, 150 + 20 * row, year, 8))
        sheet.texts += [Text(134 + 44 * index, 150 + 20 * row, value, 8) for index, value in enumerate(values)]
    return sheet


def covering_report() -> Sheet:
    """Draw the covering letter of such a report; only the report says which year it is about."""
    letter = covering(2007)
    return Sheet([text for text in letter.texts if "31 March" not in text.text])
