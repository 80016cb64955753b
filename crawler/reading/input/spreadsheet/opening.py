"""Open a spreadsheet, whatever it is written in."""

from __future__ import annotations

from crawler.reading.input.document import UnreadableError
from crawler.reading.input.spreadsheet import delimited
from crawler.reading.input.spreadsheet.sheet import Sheet

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of parts: those of a workbook begin so in an archive, and stand in two bytes a letter in an older file.
_XLSX_PART, _ODS_MARK = b"xl/", b"application/vnd.oasis.opendocument.spreadsheet"
_XLS_PARTS = tuple(name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage"))


def is_workbook(content: bytes) -> bool:
    """Return whether bytes are those of a workbook of any kind, damaged ones included; CSV is none."""
    if content.startswith(_ZIP):
        return _XLSX_PART in content or _ODS_MARK in content
    return content.startswith(_OLE) and any(part in content for part in _XLS_PARTS)


def open_sheets(content: bytes) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets that a person sees, and the names of hidden ones.

    Raises:
        UnreadableError: the bytes hold no table that can be opened; the issue says what to do.
    """
    if content.startswith(_OLE) or _ODS_MARK in content[:200]:
        message = "It is an encrypted workbook or one of another program; ask for it as XLSX or CSV."
        raise UnreadableError("unknown_format", message)
    if content.startswith(_ZIP):
        from crawler.reading.input.spreadsheet import workbook  # noqa: PLC0415 -- it is slow to import

        return workbook.sheets(content)
    return (delimited.sheet(delimited.decode(content)),), ()
