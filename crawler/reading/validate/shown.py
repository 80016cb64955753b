"""Decide about figures that the page does not plainly show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from crawler.reading.findings import Evidence, Findings, describe_key, key, unreadable
from crawler.reading.input.document import Document, Page
from crawler.reading.numbers import number
from crawler.reading.validate.arithmetic import proved
from lgsco_store.records import Figure, FigureState, Issue, Reading, ReadingStatus, Severity

_RECOGNISED = (
    "It is a scan with recognised text: only those figures are kept that sums confirm, or whose digits were found again"
    " in the picture."
)


def is_beyond_text(document: Document) -> bool:
    """Return whether only a page's picture can help: the page hides its text, or the text was recognised in a scan.

    Another engine that ignores pictures reads the same text, and is no help then.
    """
    sights = [page.sight for page in document.pages]
    return any(sight.is_hidden or sight.is_covered or sight.is_recognised for sight in sights)


def without_unconfirmed(found: Findings, document: Document) -> Findings:
    """Return the findings without those of a scan that neither a sum nor its picture confirms."""
    scans = {page.number: page for page in document.pages if page.sight.is_recognised}
    if not any(figure.page in scans for figure in found.figures):
        return found
    agreeing = [figure for figure in found.figures if not _differs(figure, scans)]
    # A sum with a number that the picture shows otherwise proves nothing.
    sure = proved(agreeing, found.whole)
    kept = (
        figure
        if figure.page not in scans or key(figure) in sure or _is_shown(figure, scans[figure.page])
        else _lost(figure)
        for figure in found.figures
    )
    issue = Issue("recognised_text", Severity.ERROR, _RECOGNISED)
    return replace(found, figures=tuple(kept), issues=(*found.issues, issue))


def _differs(figure: Figure, scans: Mapping[int, Page]) -> bool:
    """Return whether a scan's picture certainly shows another number than the text at a figure's place."""
    return figure.page in scans and False in _in_picture(figure, scans[figure.page])


def _is_shown(figure: Figure, page: Page) -> bool:
    """Return whether the picture shows a figure's value wherever the text prints it at the figure's place."""
    shown = _in_picture(figure, page)
    return figure.value is None or (bool(shown) and all(shown))


def _in_picture(figure: Figure, page: Page) -> list[bool | None]:
    """Return, for each place of a figure's value within its box, whether text and picture both show it."""
    box = page.shown(figure.bbox)
    misread = ((text, place, None) for text, place in page.sight.misread)
    return [
        is_shown
        for text, (left, top, right, bottom), is_shown in (*page.sight.numbers, *misread)
        if box is not None
        and number(text.removesuffix("%")) == figure.value
        and box[0] <= (left + right) / 2 <= box[2]
        and box[1] <= (top + bottom) / 2 <= box[3]
    ]


def report_differences(first: Reading, second: Reading, document: Document) -> Reading:
    """Return the second reading, of what the pages show, and report the differences from the first.

    A figure of the first is kept as unreadable if the page shows something else over its text. Text that is merely not
    shown leaves only a remark.
    """
    covered = {page.number for page in document.pages if page.sight.is_covered}
    hidden = [page.number for page in document.pages if page.sight.is_hidden]
    known = {key(figure) for figure in second.figures}
    sure = {key(figure) for figure in second.figures if figure.state is not FigureState.UNREADABLE}
    taken = [figure for figure in first.figures if figure.page in covered and figure.value is not None]
    # A figure whose words are still there is merely uncertain: its place depends on words that are gone.
    intact = {(key(figure), figure.text) for figure in second.figures}
    doubtful = [figure for figure in taken if key(figure) not in sure and (key(figure), figure.text) not in intact]
    lost = [figure for figure in doubtful if key(figure) not in known]
    issues = [_not_shown(figure) for figure in doubtful]
    issues += [_hidden(page) for page in hidden]
    return replace(
        second,
        status=ReadingStatus.PARTIAL if lost and second.status is ReadingStatus.COMPLETE else second.status,
        figures=(*second.figures, *map(_lost, lost)),
        issues=(*second.issues, *issues),
    )


def _lost(figure: Figure) -> Figure:
    return unreadable(figure.measure, Evidence(figure.page, figure.bbox, figure.text), figure.category)


def _not_shown(figure: Figure) -> Issue:
    says = f"the text of page {figure.page} says {figure.value}"
    message = f"{describe_key(key(figure))}: {says}, but its picture shows something else."
    return Issue("picture_differs", Severity.ERROR, message, figure.measure)


def _hidden(page: int) -> Issue:
    return Issue("hidden_text", Severity.INFO, f"Page {page} contains hidden text; it was left out.")
