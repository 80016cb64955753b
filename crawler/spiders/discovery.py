"""How a run finds the councils: from the index or, if that names too few, from its data, names, or the register."""

from __future__ import annotations

from crawler.site.addresses import Site
from crawler.site.council_index import council_names, data_addresses, registered_slugs, slug_of_name
from crawler.site.outline import outline

# An index without councils may name scripts that have them; more scripts than this mean that it is not an index.
_MOST_DATA = 20


class Discovery:
    """The further sources of an index that names too few councils, each used once.

    ``guessed`` has the addresses of pages that were made from names: most of them are expected not to exist.
    """

    def __init__(self, site: Site, *, from_register: bool) -> None:
        self.guessed: set[str] = set()
        self._site = site
        self._data: set[str] = set()
        self._names: list[str] = []
        self._from_register = from_register

    def look_further(self, text: str, url: str) -> list[str]:
        """Remember the councils that an index names, and return the addresses of its data not requested yet."""
        self._names += council_names(text)
        new = [each for each in data_addresses(text, outline(text, url).base, self._site) if each not in self._data]
        new = new[: _MOST_DATA - len(self._data)]
        self._data.update(new)
        return new

    def guess(self) -> tuple[list[str], str] | None:
        """Make slugs of the names in the index or, if there are none left, of the register; return their origin."""
        if self._names:
            names, self._names = self._names, []
            return self._guessed([slug_of_name(name) for name in names], "names in the index")
        if self._from_register:
            self._from_register = False
            return self._guessed(list(registered_slugs()), "the register")
        return None

    def _guessed(self, slugs: list[str], made_from: str) -> tuple[list[str], str]:
        self.guessed.update(self._site.page(slug) for slug in slugs)
        return slugs, made_from
