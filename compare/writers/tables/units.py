"""Who is responsible, as the text itself says it at the end of a section: （牵头单位：…；责任单位：…）, （…负责）.

One function behind one name: a fuller extraction takes its place by being given to `handout`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...model import Document, Section
from ..inline import plain

Units = Callable[[Document, Section], str]

_BRACKET = re.compile(r"[（(\[〔【]([^（）()\[\]〔〕【】]*(?:[（(][^（）()]*[）)][^（）()\[\]〔〕【】]*)*)[）)\]〕】]")
_LABEL = re.compile(
    r"(?:牵头|责任|配合|负责|参与|主办|协办|实施|主管)(?:单位|部门|处室|主体)|(?:负责|牵头|落实)(?:[，,；;]|$)"
)
_LINE = re.compile(r"(?:牵头|责任|配合|主办|协办)(?:单位|部门)\s*[:：][^。\n（）()]+")
_NOTE = re.compile(r"\s*[（(\[〔【]?(?:牵头|责任|配合|负责|参与|主办|协办)(?:单位|部门|处室)\s*[:：]")


def is_unit_note(text: str) -> bool:
    """Whether a clause is part of such a bracket."""
    return bool(_NOTE.match(text))


def units_named(document: Document, section: Section) -> str:
    """The responsible units that a section names in a bracket or on a line of their own, as they stand there, each
    on a line; empty where it names none so."""
    text = plain(document, section.body, section.end)
    found = [match.group(1).strip() for match in _BRACKET.finditer(text) if _LABEL.search(match.group(1))]
    if not found:
        found = [match.group().strip() for match in _LINE.finditer(text)]
    return "\n".join(dict.fromkeys(found))
