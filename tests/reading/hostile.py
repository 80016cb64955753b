"""Hostile files: each is small or within the size limit, and none is a letter."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def raw_pdf(*objects: bytes) -> bytes:
    """Make a PDF file of these objects, the first of which is the catalogue."""
    body, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return bytes(body) + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def stream(content: bytes, words: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (words, len(content), content)


def one_page(content: bytes, resources: bytes, *further: bytes, catalogue: bytes = _CATALOGUE) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    return raw_pdf(catalogue, _PAGES, page, stream(content), *further)


def _packed(block: bytes, times: int) -> bytes:
    """Return a block compressed many times over, compressing it only once."""
    packer = zlib.compressobj(9, wbits=-15)
    return b"\x78\x9c" + (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)) * times + b"\x03\x00"


def form_in_itself() -> bytes:
    words = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    return one_page(b"/X Do", b"/XObject << /X 5 0 R >>", stream(b"/X Do /X Do", words))


def swollen() -> bytes:
    """Return half a gigabyte of operators in half a megabyte."""
    packed = _packed(b"0 0 m 1 1 l S " * 2**20, 40)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
    return raw_pdf(_CATALOGUE, _PAGES, page, stream(packed, b"/Filter /FlateDecode"))


def swollen_twice() -> bytes:
    """Return four gigabytes of blanks in a few kilobytes, compressed twice."""
    packed = _packed(b" " * 2**24, 256)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
    twice = zlib.compress(packed, 9)
    return raw_pdf(_CATALOGUE, _PAGES, page, stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))


def many_pages() -> bytes:
    count = 20_000
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return raw_pdf(_CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *[page] * count)


def claimed_pages() -> bytes:
    """Return a PDF with one page that claims to have two thousand million."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return raw_pdf(_CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", page)


def no_pages() -> bytes:
    return raw_pdf(_CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>")


def page_tree_loop() -> bytes:
    return raw_pdf(
        _CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 100 /Parent 3 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 50 /Parent 2 0 R >>",
    )


def outline_loop() -> bytes:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    items = (
        b"<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 1 >>",
        b"<< /Title (a) /Parent 6 0 R /Next 6 0 R /Prev 6 0 R /First 6 0 R /Last 6 0 R >>",
    )
    return one_page(b"", b"", *items, catalogue=catalogue)


def giant_image() -> bytes:
    """Return a PDF with a billion empty pixels, in a megabyte, over the whole page."""
    packed = _packed(bytes(2**24), 60)
    words = (
        b"/Type /XObject /Subtype /Image /Width 32000 /Height 32000 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode"
    )
    return one_page(b"595 0 0 842 0 0 cm /I Do", b"/XObject << /I 5 0 R >>", stream(packed, words))


def actions() -> bytes:
    """Return a PDF with a script, and a command to run when the file is opened."""
    launch = b"<< /Type /Action /S /Launch /F (/bin/sh) /Next 6 0 R >>"
    script = b"<< /Type /Action /S /JavaScript /JS (while (true) { app.alert('x'); }) >>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /AA << /WC 6 0 R >> >>"
    return one_page(b"", b"", launch, script, catalogue=catalogue)


def much_text() -> bytes:
    """Return almost fifty megabytes of lines that look like a table's."""
    return b"2006/07\t12\t0\t12\t25\n" * 2_600_000


def one_long_line() -> bytes:
    return b"In 1 % of cases we " * 2_600_000


def noise() -> bytes:
    return b"%PDF-1.7\n" + random.Random(7).randbytes(200_000) + b"\n%%EOF\n"  # noqa: S311 it must be the same each time


def deep_arrays() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox " + b"[" * 200_000 + b"]" * 200_000 + b" >>"
    return raw_pdf(_CATALOGUE, _PAGES, page)


def length_of_itself() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return raw_pdf(_CATALOGUE, _PAGES, page, b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream")


ALL: tuple[Callable[[], bytes], ...] = (
    form_in_itself,
    swollen,
    swollen_twice,
    many_pages,
    claimed_pages,
    no_pages,
    page_tree_loop,
    outline_loop,
    giant_image,
    actions,
    much_text,
    one_long_line,
    noise,
    deep_arrays,
    length_of_itself,
)
