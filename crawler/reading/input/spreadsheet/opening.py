"""Open a spreadsheet in any supported format."""

from __future__ import annotations

from crawler.reading.input.document import UnreadableError
from crawler.reading.input.spreadsheet import delimited
from crawler.reading.input.spreadsheet.sheet import Sheet

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ANY_ZIP = (_ZIP, b"PK\x05\x06")
# The names of parts: in an archive those of a workbook begin like this; older files have them in UTF-16.
_XLSX_PART, _ODS_MARK = b"xl/", b"application/vnd.oasis.opendocument.spreadsheet"
_XLS_PARTS = tuple(name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage"))


def is_workbook(content: bytes) -> bool:
    """Return whether bytes are a workbook of any kind, even a damaged one, but not CSV."""
    if content.startswith(_ZIP):
        return _XLSX_PART in content or _ODS_MARK in content
    return content.startswith(_OLE) and any(part in content for part in _XLS_PARTS)


def open_sheets(content: bytes) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the visible sheets, and the names of hidden ones.

    Raises:
        UnreadableError: no table can be opened; the issue says what to do.
    """
    if content.startswith(_OLE) or _ODS_MARK in content[:200]:
        message = "It is an encrypted workbook or one of another program; ask for it as XLSX or CSV."
        raise UnreadableError("unknown_format", message)
    if content.startswith(_ANY_ZIP) and _XLSX_PART not in content:
        raise UnreadableError("unknown_format", "It is an archive of other files, not a workbook; look into it.")
    if content.startswith(_ZIP):
        from crawler.reading.input.spreadsheet import workbook  # noqa: PLC0415 -- it is slow to import

        return workbook.sheets(content)
    return (delimited.sheet(delimited.decode(content)),), ()
