"""Number formats of workbooks: what a person sees in the cell, or nothing if that is not certain."""

from __future__ import annotations

import pytest

from crawler.reading.input.spreadsheet.number_format import shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1500, "General", "1500"),
        (0.125, "General", "0.125"),
        (1500, "#,##0", "1500"),
        (12.6, "0", "13"),
        (0.695, "0%", "70%"),
        (69.5, '0"%"', "70%"),
        (4, '0" *"', "4 *"),
        (18, '"<"0', "<18"),
        (18, "<0", "<18"),
        (3, '[<5]"<5";0', "<5"),
        (7, '[<5]"<5";0', "7"),
        (7, '[>=5]0;"fewer than 5"', "7"),
        (5, '[=5]"five";0', "five"),
        (5, '"n/a"', "n/a"),
        (5, ";;;", ""),
        (0, "0;-0;;@", ""),
        (0, "#,###", ""),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0"),
        (12, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "12"),
        (12, "[Red]0", "12"),
        (12, "[$\N{POUND SIGN}-809]#,##0", "\N{POUND SIGN}12"),
        (12, '"\N{POUND SIGN}"0.00', "\N{POUND SIGN}12.00"),
        (1500, "#,##0,", None),
        (1500, '0.0,"k"', None),
        (1500, "0.0E+00", None),
        (1.5, "# ?/?", None),
        (12, '0"."0', None),
        (12, "dd/mm", None),
        (1e300, "0", None),
    ],
)
def test_a_number_is_what_its_format_shows(value: float, number_format: str, text: str | None) -> None:
    assert shown(value, number_format) == text
