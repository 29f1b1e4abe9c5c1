"""The order of extraction for one document: passages in their settings, then targets, benefits, measures, tasks."""

from __future__ import annotations

from dataclasses import replace

from ..findings import Benefit, Findings, Flag, Measure, Tables, Target
from ..model import Comparison, Document
from .actions import formula_spans, measure_of
from .benefits import benefits_of, validity_of
from .dates import impossible
from .novelty import novelty_of
from .responsible import Statement, joined, statements, units_from
from .rows import benefit_rows, target_rows
from .settings import frame_of, settings
from .targets import targets_of
from .tasks import tasks_of
from .wording import wording_changes


def extract(document: Document) -> Findings:
    """What a document says in numbers, benefits, measures and tasks, in reading order."""
    targets: list[Target] = []
    benefits: list[Benefit] = []
    flags: list[Flag] = []
    frame = frame_of(document)
    validity = validity_of(document)
    mentions = {s.id: statements(document.text, s.start, s.end) for s in document.sections}
    rituals = formula_spans(document)
    measures: list[Measure] = []
    for setting in settings(document, frame):
        passage = setting.passage
        targets += targets_of(setting)
        benefits += benefits_of(setting, validity)
        measure = measure_of(setting, mentions[passage.section.id], rituals)
        if measure is not None:
            measures.append(measure)
        for low, high in impossible(passage.flat):
            start, end = passage.span(low, high)
            flags.append(Flag("date", document.text[start:end], start, end, passage.section.id))
    targets = [_assigned(target, mentions[target.section]) for target in targets]
    return Findings(
        targets=tuple(t for t in targets if t.modality != "achieved"),
        achieved=tuple(t for t in targets if t.modality == "achieved"),
        benefits=tuple(benefits),
        measures=tuple(measures),
        tasks=tuple(tasks_of(document, frame.year, mentions)),
        flags=tuple(flags),
        units=tuple((section, joined(s.units for s in found)) for section, found in mentions.items() if found),
    )


def figures(document: Document) -> tuple[tuple[Target, ...], tuple[Benefit, ...]]:
    """Targets (without what is achieved) and benefits alone, in reading order; the responsible units are left out."""
    validity = validity_of(document)
    found = list(settings(document, frame_of(document)))
    targets = tuple(t for setting in found for t in targets_of(setting) if t.modality != "achieved")
    return targets, tuple(benefit for setting in found for benefit in benefits_of(setting, validity))


def measures_of(document: Document, clause: int) -> tuple[Measure, ...]:
    """The measures of one clause, by its number, without looking at any other."""
    rituals = formula_spans(document)
    found = []
    for setting in settings(document, frame_of(document)):
        passage = setting.passage
        if passage.index == clause:
            mentions = statements(document.text, passage.section.start, passage.section.end)
            found.append(measure_of(setting, mentions, rituals))
    return tuple(measure for measure in found if measure is not None)


def _assigned(target: Target, mentions: list[Statement]) -> Target:
    """A target with the units named behind it in its section."""
    return replace(target, responsible=units_from(mentions, target.start)) if mentions else target


def tabulate(comparison: Comparison) -> Tables:
    """The aligned rows of a comparison whose documents have their findings."""
    left, right = comparison.left.findings, comparison.right.findings
    return Tables(
        targets=tuple(target_rows(left.targets, right.targets)),
        benefits=tuple(benefit_rows(left.benefits, right.benefits)),
        wording=tuple(wording_changes(comparison)),
        novelty=(novelty_of(comparison, True), novelty_of(comparison, False)),
    )
