"""The frozen types of what is extracted from documents: targets, benefits, measures, tasks, wording, and their rows.

Every start and end is a half-open span of code points into `Document.text`; texts are quoted from it without blanks.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who does it: units that lead (牵头), are responsible (责任), cooperate (配合), in the order printed."""

    lead: tuple[Named, ...] = ()
    responsible: tuple[Named, ...] = ()
    cooperating: tuple[Named, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lead or self.responsible or self.cooperating)


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is counted from: a year, a period, a value as printed, or another quantity (全省平均)."""

    year: str = ""
    period: str = ""
    value: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified target.

    indicator: with denominator and qualifiers, elliptical subjects restored. start, end: of the words that carry the
    value. op: >= > <= < = ~ range up down same sync rank_qual by >ref >=ref <ref <=ref, with + where a distance is
    given. value, value2: as printed, 万 and 亿 stay in unit; norm, norm_unit: the value in the base unit.
    deadline: YYYY or YYYY-MM-DD; deadline_from: stated, inherited, document or empty.
    modality: target, expected, binding, strive, ensure, task or achieved. clause: index into Document.clauses, -1 in a
    heading. flags: what a reader should look at.
    """

    indicator: str
    start: int
    end: int
    section: str
    clause: int
    comparator: str
    op: str
    value: float | None
    value2: float | None
    unit: str
    norm: float | None
    norm_unit: str
    kind: str
    per: str
    deadline: str
    deadline_from: str
    base: Base | None
    scope: str
    modality: str
    responsible: Responsible = Responsible()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Benefit:
    """What somebody is paid or spared: one amount, rate or cap for one case.

    item: what it is for. beneficiary: who gets it; condition: under what. amount, rate, cap: as printed. per: 一次性,
    每年 and the like. validity: of the whole document, as printed.
    """

    item: str
    start: int
    end: int
    section: str
    clause: int
    amount: str
    rate: str
    cap: str
    value: float | None
    unit: str
    per: str
    condition: str
    beneficiary: str
    validity: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (举措): what is done to what, by which means.

    instrument: supply, environment or demand, with the words that say so in `signs`. named: bodies, places, projects
    and programmes. specificity: points of domain reference 4.3, with reasons (kind, words). strength: rung of its verb,
    0 where none is known.
    """

    action: str
    object: str
    start: int
    end: int
    section: str
    clause: int
    instrument: str
    signs: tuple[str, ...]
    named: tuple[str, ...]
    amounts: tuple[str, ...]
    deadline: str
    responsible: Responsible
    specificity: int
    reasons: tuple[tuple[str, str], ...]
    strength: int


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a table of tasks: what, who leads, who answers for it, by when."""

    task: str
    start: int
    end: int
    section: str
    responsible: Responsible
    deadline: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that looks like a date or a quantity and cannot be: kind date."""

    kind: str
    text: str
    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was extracted from one document, each list in reading order. achieved: figures of reviews and 截至…, of the
    same shape as targets: they are the baseline, not targets. units: who is responsible, by id of each section that
    names anybody."""

    targets: tuple[Target, ...] = ()
    achieved: tuple[Target, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    measures: tuple[Measure, ...] = ()
    tasks: tuple[Task, ...] = ()
    flags: tuple[Flag, ...] = ()
    units: tuple[tuple[str, Responsible], ...] = ()


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One indicator on both sides: indices into the targets of the left and the right document, in reading order.

    indicator: the common name. relation: same, value (other values for one year), deadline (no year in common, or more
    years on one side: both are shown and nothing is interpolated), definition (another 口径: never compared), kind
    (level against growth and the like), one_side. note: which words of the 口径 differ.
    """

    indicator: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    relation: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """One benefit on both sides: indices into the benefits of either document. relation: same, differs or one_side."""

    item: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class WordingChange:
    """A rung of wording that differs between two linked clauses.

    ladder: verb, prohibition, spread, bound, commitment, nature, completion or modifier. left, right: the words; rungs:
    theirs, 0 where there is no word. change: stronger, weaker, added or removed, from left to right. left_clause,
    right_clause: indices into Document.clauses. about: what follows the word.
    """

    ladder: str
    left: Named | None
    right: Named | None
    rungs: tuple[int, int]
    change: str
    left_clause: int
    right_clause: int
    about: str


@dataclass(frozen=True, slots=True)
class Novelty:
    """How new a measure is against the other document: 1 - similarity of the nearest clause there, 0..1. nearest: that
    clause's index, -1 where there is none."""

    measure: int
    novelty: float
    nearest: int


@dataclass(frozen=True, slots=True)
class Tables:
    """The aligned rows of a comparison. novelty: of the measures of the left and the right document."""

    targets: tuple[TargetRow, ...] = ()
    benefits: tuple[BenefitRow, ...] = ()
    wording: tuple[WordingChange, ...] = ()
    novelty: tuple[tuple[Novelty, ...], tuple[Novelty, ...]] = ((), ())
