"""What two versions say in substance: beside blanks, punctuation, numbers of articles and items, and wordings that were
replaced throughout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ...model import ClauseLink, Replacement, Section
from ..inline import plain as shown_text
from .blocks import Block, Pair

_NUMERAL = r"[0-9０-９一二三四五六七八九十百千零〇]+"
# An article, or articles behind 《》, which are another law's.
_CITED = re.compile(rf"》(?:第{_NUMERAL}条(?:第{_NUMERAL}[款项])*[、和及或至，]?)+|第{_NUMERAL}条")
_ITEM = re.compile(rf"^(?:[（(]{_NUMERAL}[)）]|{_NUMERAL}(?:[、)）]|[.．](?![0-9０-９])))+")
_DASHES = str.maketrans(dict.fromkeys("—–~～−‐‑", "-"))
_LEAD = re.compile("-{2,}|^-")
QUIET = ("same", "renumbered", "punctuation", "replaced")  # ways to stay the same, in the order in which they are told


class Substance:
    """What the documents of a pair say in substance. renumbered: the article of the right for one of the left."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        left, right = pair.documents
        partners: dict[str, str] = {}
        for link in pair.comparison.links:
            one, two = left.by_id[link.left].marker.strip(), right.by_id[link.right].marker.strip()
            if one.endswith("条") and two.endswith("条"):
                partners.setdefault(one, two)
        self.renumbered = partners

    def quiet(self, block: Block) -> str:
        """How a section stayed the same in substance, or an empty string."""
        left, right = block.left, block.rights[0]
        if left is None or block.remarks:
            return ""
        one, two = self._said(0, left), self._said(1, right)
        if one == two:
            return "same" if bare(left.marker) == bare(right.marker) else "renumbered"
        if bare("".join(one)) == bare("".join(two)):
            return "punctuation"
        one, two = [self._substance(text) for text in one], [_substance(text) for text in two]
        if one == two or "".join(one) == "".join(two):
            return "renumbered"
        return "replaced" if replaced("".join(one), self.pair.comparison.replacements) == "".join(two) else ""

    def _said(self, side: int, section: Section) -> list[str]:
        """Heading and clauses of a section without blanks."""
        document = self.pair.documents[side]
        texts = [section.heading]
        for index in document.clauses_of.get(section.id, ()):
            clause = document.clauses[index]
            texts.append(shown_text(document, clause.start, clause.end))
        return ["".join(text.split()) for text in texts]

    def cited(self, text: str) -> str:
        """A text with the articles that it cites as they are numbered on the right."""
        return _CITED.sub(lambda match: self.renumbered.get(match.group(), match.group()), text)

    def _substance(self, text: str) -> str:
        """What a clause of the left says, without its number, articles cited as they are numbered on the right."""
        return _substance(self.cited(text))

    def alike(self, link: ClauseLink) -> bool:
        """Whether two linked clauses are the same in substance."""
        one, two = self._substance(self._clause(0, link.left)), _substance(self._clause(1, link.right))
        return one == two or replaced(one, self.pair.comparison.replacements) == two

    def _clause(self, side: int, index: int) -> str:
        document = self.pair.documents[side]
        clause = document.clauses[index]
        return "".join(shown_text(document, clause.start, clause.end).split())


def retitled(block: Block) -> bool:
    """Whether the headings of a pair differ in more than punctuation."""
    titles = {bare(section.heading) for section in (*block.lefts, *block.rights)}
    return len(titles) > 1


def bare(text: str) -> str:
    """A text without blanks and punctuation, full-width forms as ordinary ones. What belongs to a figure stays: signs
    such as ≥ and %, a decimal point, a minus, the dash of a range."""
    text = _LEAD.sub("", unicodedata.normalize("NFKC", text).translate(_DASHES))
    return "".join(char for at, char in enumerate(text) if _says(text, at))


def _says(text: str, at: int) -> bool:
    """Whether the character at a place says something."""
    char = text[at]
    if char in ".-":
        figure = text[at + 1 : at + 2].isdigit()
        return figure and (char == "-" or text[at - 1 : at].isdigit())
    return char in "%‰/" or unicodedata.category(char)[0] not in "PZC"


def _substance(text: str) -> str:
    return bare(_ITEM.sub("", text))


def replaced(text: str, replacements: Sequence[Replacement]) -> str:
    """A text of the left with what was replaced throughout."""
    for item in replacements:
        text = text.replace(item.left, item.right)
    return text
