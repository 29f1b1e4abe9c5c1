"""Who is responsible for a section, as a cell: what was extracted from the document, in its groups.

One function behind one name, so that another takes its place by being given to `handout`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...findings import Responsible
from ...model import Document, Section
from .words import Words

Units = Callable[[Document, Section, Words], str]

_NOTE = re.compile(r"\s*[（(\[〔【]?(?:牵头|责任|配合|负责|参与|主办|协办)(?:单位|部门|处室)\s*[:：]")


def is_unit_note(text: str) -> bool:
    """Whether a clause is part of a bracket that names responsible units."""
    return bool(_NOTE.match(text))


def units_named(document: Document, section: Section, words: Words) -> str:
    """The responsible units that a section names, a line for each group; empty where it names none."""
    named = dict(document.findings.units).get(section.id, Responsible())
    groups = (("lead", named.lead), ("responsible", named.responsible), ("cooperating", named.cooperating))
    return "\n".join(
        words.say("units_group", group=words.say(f"units_{name}"), names=words.listed(unit.text for unit in units))
        for name, units in groups
        if units
    )
