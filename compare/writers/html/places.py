"""Where things stand in the page: stable ids of sections and clauses, and what a place is called."""

from __future__ import annotations

import re

from ...model import ClauseLink, Comparison, Document, Section
from ..inline import plain, section_path
from ..names import Names

_ODD = re.compile(r"[^0-9A-Za-z.]")


class Places:
    """Ids and names of the places of one comparison. Ids: l-3.2 a section of the left document, r-3.2-4 the fourth
    clause of a section of the right one, g-3.2 where a moved section of the right document would be read."""

    def __init__(self, comparison: Comparison, names: Names) -> None:
        self.comparison = comparison
        self.names = names
        self._counterparts: tuple[dict[int, ClauseLink], dict[int, ClauseLink]] = ({}, {})
        for link in comparison.clause_links:
            self._counterparts[0].setdefault(link.left, link)
            self._counterparts[1].setdefault(link.right, link)

    def document(self, left: bool) -> Document:
        """The document of a side."""
        return self.comparison.left if left else self.comparison.right

    def section(self, section: Section | str, left: bool) -> str:
        """Id of a section."""
        name = section if isinstance(section, str) else section.id
        return f"{'l' if left else 'r'}-{_ODD.sub('_', name)}"

    def clause(self, index: int, left: bool) -> str:
        """Id of a clause: that of its section and its number there, from 1."""
        document = self.document(left)
        section = document.clauses[index].section
        return f"{self.section(section, left)}-{document.clauses_of[section].index(index) + 1}"

    def ghost(self, section: Section) -> str:
        """Id of the place in the right document's order where a moved section would be read."""
        return "g" + self.section(section, False)[1:]

    def counterpart(self, index: int, left: bool) -> str:
        """Id of the clause that a clause is linked to, empty where there is none."""
        link = self._counterparts[0 if left else 1].get(index)
        return "" if link is None else self.clause(link.right if left else link.left, not left)

    def path(self, section: Section | str, left: bool) -> str:
        """How officials cite a section: 三（二）."""
        document, word = self.document(left), self.names.tables["word"]
        found = document.by_id[section] if isinstance(section, str) else section
        return section_path(document, found, word["paragraph"], word["preamble"])

    def called(self, section: Section | str, left: bool) -> str:
        """Side and path: 甲 三（二）."""
        return f"{self.names.side(left)} {self.path(section, left)}"

    def heading(self, section: Section, left: bool) -> str:
        """Marker and heading as they stand in the text; empty where the section has no heading."""
        text = plain(self.document(left), section.start, section.body)
        return text or section.marker + section.heading if section.heading else ""

    def marker(self, section: Section, left: bool) -> str:
        """What stands before the body of a section without heading: 第三条."""
        return plain(self.document(left), section.start, section.body)

    def title(self, section: Section, left: bool) -> str:
        """Path and heading without saying the marker twice, for lists."""
        path, heading = self.path(section, left), self.heading(section, left)
        marker = section.marker.strip(" 、.．")
        if not heading:
            return path
        return path.removesuffix(marker) + heading if marker else f"{path} {heading}"
