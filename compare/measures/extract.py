"""The order of extraction for one document: passages in their settings, then targets, benefits, measures, tasks."""

from __future__ import annotations

from ..findings import Findings, Flag, Target
from ..model import Document
from .dates import impossible
from .settings import settings
from .targets import targets_of


def extract(document: Document) -> Findings:
    """What a document says in numbers, benefits, measures and tasks, in reading order."""
    targets: list[Target] = []
    flags: list[Flag] = []
    for setting in settings(document):
        passage = setting.passage
        targets += targets_of(setting)
        for low, high in impossible(passage.flat):
            start, end = passage.span(low, high)
            flags.append(Flag("date", document.text[start:end], start, end, passage.section.id))
    return Findings(
        targets=tuple(t for t in targets if t.modality != "achieved"),
        achieved=tuple(t for t in targets if t.modality == "achieved"),
        flags=tuple(flags),
    )
