"""What stands above the texts: source lines, figures, heat map by role, measures, sections, text outside the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...diff.distinctive import Measure, distinctive_measures
from ...model import Comparison, Document, Link, Section
from ..inline import clause_runs, plain
from ..names import Names
from ..summary import LABELS, percent, sorted_dates, title_of
from ..view import View, anchors
from .markup import Markup, runs_html, safe
from .places import Places

KINDS = ("identical", "edited", "equivalent", "partial", "same_role")
_STEPS = 5  # shades of the heat map


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its title, (name, value) facts, and what a citation of it begins with."""

    side: str
    title: str
    facts: tuple[tuple[str, str], ...]
    cite: str


def sources(comparison: Comparison, names: Names) -> tuple[Source, ...]:
    """Titles, numbers, issuers, dates and files of both documents."""
    return tuple(
        _source(document, names.side(left), names)
        for document, left in ((comparison.left, True), (comparison.right, False))
    )


def _source(document: Document, side: str, names: Names) -> Source:
    meta = document.metadata
    facts = [(names.word("number"), meta.number), (names.word("issuer"), " ".join(meta.issuers))]
    facts += [(names.get("date", name), date) for name, date in sorted_dates(document, names)]
    facts += [(names.word("status"), meta.status), (names.word("genre"), meta.genre)]
    if document.parts > 1:
        facts.append(("", names.word("part", part=document.part, parts=document.parts)))
    title = title_of(document, names)
    file = document.path.replace("\\", "/").rsplit("/", 1)[-1]
    facts.append(("file", file))
    number = f"（{meta.number}）" if meta.number else ""
    return Source(side, title, tuple((k, v) for k, v in facts if v), f"《{title.strip('《》')}》{number}")


# ---- figures


@dataclass(frozen=True, slots=True)
class Share:
    """Share of a label on both sides, as text and as whole percent; first: id of a place on each side."""

    label: str
    name: str
    texts: tuple[str, str]
    widths: tuple[int, int]
    first: tuple[str, str]


def shares(view: View, places: Places) -> tuple[Share, ...]:
    """The labels that occur, in the order of the summary."""
    sides = [dict(found) for found in view.comparison.summary.label_shares]
    first = [_first_of_labels(view, places, left) for left in (True, False)]
    kept = [label for label in LABELS if any(side.get(label, 0) > 0 for side in sides)]
    return tuple(
        Share(
            label,
            places.names.get("label", label),
            (percent(sides[0].get(label, 0)), percent(sides[1].get(label, 0))),
            (round(sides[0].get(label, 0) * 100), round(sides[1].get(label, 0) * 100)),
            (first[0].get(label, ""), first[1].get(label, "")),
        )
        for label in kept
    )


def _first_of_labels(view: View, places: Places, left: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for index, clause in enumerate(places.document(left).clauses):
        for span in view.labels[0 if left else 1].over(clause.start, clause.end):
            if span.label not in found:
                found[span.label] = places.clause(index, left)
    for section in places.document(left).sections:  # for what stands in headings alone
        for span in view.labels[0 if left else 1].over(section.start, section.end):
            found.setdefault(span.label, places.section(section, left))
    return found


def replacements(comparison: Comparison, places: Places) -> Iterator[tuple[str, str, str]]:
    """(what is said, wording of the left, id of its first clause) for each wording replaced throughout."""
    for one in comparison.replacements:
        words = places.names.word("replaced", left=one.left, right=one.right, count=one.count)
        texts = (comparison.left.text[c.start : c.end] for c in comparison.left.clauses)
        at = next((index for index, text in enumerate(texts) if one.left in text), -1)
        yield words, one.left, places.clause(at, True) if at >= 0 else ""


def notes(comparison: Comparison, names: Names) -> list[str]:
    """What the tool remarks on the documents and the comparison, each once."""
    found = [(names.side(True), n) for n in comparison.left.notes]
    found += [(names.side(False), n) for n in comparison.right.notes]
    found += [("", n) for n in comparison.notes]
    return [f"{side} {note}".strip() for side, note in dict.fromkeys(found)]


# ---- heat map


@dataclass(frozen=True, slots=True)
class Heat:
    """A cell: how many sections of the left and of the right, its shade 0..5, and the first of them."""

    left: int
    right: int
    shade: int
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A role: its similarity as text and shade, and a cell for each kind and for no link."""

    role: str
    name: str
    similarity: str
    shade: int
    cells: tuple[Heat, ...]


def heat(comparison: Comparison, places: Places) -> tuple[HeatRow, ...]:
    """Sections with text of their own by main role and by their best link, most sections first."""
    found: dict[str, dict[str, tuple[list[Section], list[Section]]]] = {}
    for left in (True, False):
        best = _best(comparison, left)
        document = places.document(left)
        for section in document.sections:
            if document.clauses_of.get(section.id):
                role = section.roles[0] if section.roles else ""
                kind = best[section.id].kind if section.id in best else "none"
                found.setdefault(role, {}).setdefault(kind, ([], []))[0 if left else 1].append(section)
    shares = {role: share for role, share, _ in comparison.summary.by_role}
    order = sorted(found, key=lambda role: (role not in shares, list(shares).index(role) if role in shares else 0))
    return tuple(_heat_row(role, found[role], shares.get(role), places) for role in order)


def _heat_row(
    role: str, kinds: dict[str, tuple[list[Section], list[Section]]], share: float | None, places: Places
) -> HeatRow:
    total = sum(len(side) for sides in kinds.values() for side in sides)
    cells = []
    for kind in (*KINDS, "none"):
        left, right = kinds.get(kind, ([], []))
        count = len(left) + len(right)
        shade = -(-count * _STEPS // total) if total else 0
        target = places.section(left[0], True) if left else places.section(right[0], False) if right else ""
        cells.append(Heat(len(left), len(right), shade, target, kind))
    name = places.names.get("role", role) if role else places.names.word("none")
    text = "—" if share is None else percent(share)
    return HeatRow(role, name, text, 0 if not share else min(_STEPS, int(share * _STEPS) + 1), tuple(cells))


def _best(comparison: Comparison, left: bool) -> dict[str, Link]:
    """The best link of each section: the most similar, one of the same role only where there is no other."""
    best: dict[str, Link] = {}
    for link in comparison.links:
        name = link.left if left else link.right
        known = best.get(name)
        if known is None or _rank(link) > _rank(known):
            best[name] = link
    return best


def _rank(link: Link) -> tuple[bool, float]:
    return link.kind != "same_role", link.similarity


# ---- measures


@dataclass(frozen=True, slots=True)
class Own:
    """A distinctive measure: where it stands, its text, what ties it to its place, the nearest clause of the other."""

    target: str
    path: str
    text: Markup
    anchors: tuple[tuple[str, str], ...]
    near: str
    near_path: str
    near_target: str
    near_text: Markup
    score: str
    parts: tuple[int, str, str]


def measures(view: View, places: Places) -> tuple[tuple[Own, ...], tuple[Own, ...]]:
    """The measures of both sides, best first."""
    left, right = distinctive_measures(view.comparison)
    return tuple(_own(m, view, places) for m in left), tuple(_own(m, view, places) for m in right)


def _own(measure: Measure, view: View, places: Places) -> Own:
    left = measure.left
    document, other = places.document(left), places.document(not left)
    clause = document.clauses[measure.clause]
    runs = clause_runs(document, view.labels[0 if left else 1], clause.start, clause.end)
    near = None if measure.nearest is None else other.clauses[measure.nearest]
    return Own(
        places.clause(measure.clause, left),
        places.called(measure.section, left),
        runs_html(runs, left, False),
        tuple(dict.fromkeys((reason.kind, reason.value) for reason in measure.anchors)),
        "" if near is None else percent(measure.similarity, False),
        "" if near is None else places.called(near.section, not left),
        "" if measure.nearest is None else places.clause(measure.nearest, not left),
        Markup() if near is None else safe(plain(other, near.start, near.end)),
        f"{measure.score:.2f}",
        (measure.specificity, percent(measure.novelty), percent(measure.share)),
    )


# ---- sections


@dataclass(frozen=True, slots=True)
class Alone:
    """A section without counterpart: its place, name, roles, length, and what is distinctive in it."""

    target: str
    title: str
    roles: str
    size: str
    anchors: tuple[str, ...]


def alone(view: View, places: Places, left: bool) -> list[Alone]:
    """The sections of one side without a link, in reading order."""
    document, names = places.document(left), places.names
    return [
        Alone(
            places.section(section, left),
            places.title(section, left),
            names.roles(section.roles),
            names.word("chars", n=len(plain(document, section.body, section.end))),
            tuple(anchors(view, section, left)),
        )
        for section in view.unmatched(left)
    ]


# ---- outside the body


@dataclass(frozen=True, slots=True)
class Outside:
    """Text that is no part of the body: what it is, how long, and the text line by line, none where it is left out."""

    kind: str
    size: str
    lines: tuple[str, ...]


def outside(document: Document, names: Names) -> list[Outside]:
    """The regions of a document in order; page furniture together; other documents of the file without their text."""
    found: list[Outside] = []
    furniture: list[str] = []
    for region in sorted(document.regions, key=lambda region: (region.start, region.end)):
        text = document.text[region.start : region.end].strip()
        if region.kind == "furniture":
            furniture.append(" ".join(text.split()))
        elif text:
            lines = () if region.kind == "other_part" else tuple(filter(None, map(str.strip, text.splitlines())))
            found.append(_outside(region.kind, lines, len(text), names))
    if any(furniture):
        found.append(_outside("furniture", tuple(filter(None, furniture)), sum(map(len, furniture)), names))
    return found


def _outside(kind: str, lines: Sequence[str], size: int, names: Names) -> Outside:
    return Outside(names.get("region", kind), names.word("chars", n=size), tuple(lines))
