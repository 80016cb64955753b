"""National publications through a whole crawl: requested by their paths, and kept."""

from __future__ import annotations

from tests.crawler.crawls import Archive
from tests.site.server import PDF, Answer, Site

PATHS = "/information-centre/definitions /assets/attach/1/review.pdf"
REVIEW = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\nstartxref\n9\n%%EOF\n"


def test_they_are_requested_by_their_paths_and_kept(archive: Archive, site: Site) -> None:
    page, review = PATHS.split()
    site.page(page, "<h1>How to read our statistics</h1><p>Fault is fault.</p>")
    site.put(review, Answer(REVIEW, PDF))
    view = "SELECT path, title, version FROM national_documents ORDER BY path"
    assert archive.crawl(national_paths=PATHS).status == 0
    assert archive.rows(view) == [(review, None, 1), (page, "How to read our statistics", 1)]
