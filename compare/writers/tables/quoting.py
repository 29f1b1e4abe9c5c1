"""Cells that quote: sections with their numbers, clause by clause, and what the other document has not is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ...model import ClauseLink, Document, Section
from ..inline import Labels, plain, section_path, visible
from .model import Cell, Mark, Paragraph, Run
from .words import Words

Marked = list[tuple[int, int, Mark]]
Marker = Callable[[int], Marked]
ELLIPSIS = "……"
_INNER = str.maketrans("“”", "‘’")
_TWICE = 160  # characters up to which a section is quoted again in every row that it answers


def path(document: Document, section: Section, words: Words) -> str:
    """Where a section stands, as officials cite it."""
    word = words.names.tables["word"]
    return section_path(document, section, word["paragraph"], word["preamble"])


def size(document: Document, start: int, end: int) -> int:
    """Characters without blanks and page furniture: what is counted."""
    return sum(1 for low, high in visible(document, start, end) for char in document.text[low:high] if char.strip())


def short(text: str, most: int = 24, *, inner: bool = True) -> str:
    """A quotation for an explanation: its end left out, if possible behind a comma, where it is longer than `most`
    characters. inner: with single quotation marks inside, as it stands between others."""
    text = text.translate(_INNER) if inner else text
    if len(text) <= most:
        return text
    text = text[: most - 2]
    if text.count("‘") > text.count("’") and text.rindex("‘"):
        text = text[: text.rindex("‘")]
    comma = max(text.rfind(mark) for mark in "，；、,;")
    return (text[:comma] if comma >= len(text) // 2 else text) + ELLIPSIS


def quote(
    document: Document,
    section: Section,
    words: Words,
    clauses: Sequence[int] | None,
    marks: Marker,
    *,
    heading: Mark = "heading",
    elided: frozenset[int] = frozenset(),
) -> tuple[Paragraph, ...]:
    """A section as paragraphs: its number, its marker and heading, and those of its clauses that are shown.

    marks: the marked spans of a clause by its index. elided: clauses that stand as ……; clauses of the section that
    are neither given nor elided stand elsewhere, and are …… too. clauses: None where the whole text stands in
    another row, which is said.
    """
    number = path(document, section, words)
    paragraphs: list[list[Run]] = []
    line: list[Run] = []
    head = plain(document, section.start, section.body)
    if not head or number != section.marker.strip(" 、.．，,:：　"):
        line.append(Run(f"【{number}】", "note"))
    line += [Run(head, heading)] if head else []
    if head and not section.heading:  # 第三条 and its text stand on one line
        line.append(Run("　"))
    elif head:
        paragraphs.append(line)
        line = []
    if clauses is None:
        line.append(Run(words.say("see_elsewhere"), "note"))
        paragraphs.append(line)
        return _from(document, section, paragraphs)
    wanted = set(clauses) - elided
    gap = False
    for index in document.clauses_of.get(section.id, ()):
        clause = document.clauses[index]
        if index not in wanted:
            gap = gap or size(document, clause.start, clause.end) > 0
            continue
        if gap:
            line.append(Run(ELLIPSIS, "note"))
            gap = False
        line += marked(document, clause.start, clause.end, marks(index))
        if "\n" in _after(document, clause.end):
            paragraphs.append(line)
            line = []
    if gap:
        line.append(Run(ELLIPSIS, "note"))
    paragraphs.append(line)
    return _from(document, section, (runs for runs in paragraphs if any(run.text.strip() for run in runs)))


def _from(document: Document, section: Section, paragraphs: Iterable[list[Run]]) -> tuple[Paragraph, ...]:
    """Paragraphs of a section; the first run says where they are from."""
    found = [_joined(runs) for runs in paragraphs]
    if found and found[0]:
        found[0][0] = replace(found[0][0], source=(document, section.start, section.end))
    return tuple(tuple(runs) for runs in found)


def quoted_here(document: Document, section: Section, clauses: Sequence[int]) -> tuple[int, ...] | None:
    """The clauses of a section to quote in a row whose clauses are given: its own among them; all of it where none is
    and it is short, as its text stands in another row; None where it is too long to be said twice."""
    own = document.clauses_of.get(section.id, ())
    here = set(clauses) & set(own)
    if here or not own:
        return tuple(sorted(here))
    return own if size(document, section.body, section.end) <= _TWICE else None


def _after(document: Document, end: int) -> str:
    """The blanks around the end of a clause: a line feed there ends a paragraph."""
    text = document.text
    low, high = end, end
    while low > 0 and text[low - 1].isspace():
        low -= 1
    while high < len(text) and text[high].isspace():
        high += 1
    return text[low:high]


def marked(document: Document, start: int, end: int, marks: Marked) -> list[Run]:
    """A stretch of text as runs. marks: disjoint spans in order, plain between them."""
    cuts = sorted({start, end, *(p for low, high, _ in marks for p in (low, high) if start < p < end)})
    shown = visible(document, start, end)
    runs: list[Run] = []
    for low, high in pairwise(cuts):
        text = "".join(document.text[max(a, low) : min(b, high)] for a, b in shown if a < high and b > low)
        mark: Mark = next((mark for a, b, mark in marks if a <= low and high <= b), "plain")
        if text:
            runs.append(Run(text.replace("\n", " "), mark))
    return runs


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs with neighbours of one mark joined."""
    result: list[Run] = []
    for run in runs:
        if result and result[-1].mark == run.mark:
            result[-1] = replace(result[-1], text=result[-1].text + run.text)
        else:
            result.append(run)
    return result


def changed(links: Sequence[ClauseLink], left: bool) -> list[tuple[int, int]]:
    """Spans of one side that none of its counterparts has, in order."""
    found: list[tuple[int, int]] | None = None
    for link in links:
        spans = [edit.left if left else edit.right for edit in link.edits if edit.op != "equal"]
        here = [(span.start, span.end) for span in spans if span.end > span.start]
        found = here if found is None else _common(found, here)
    return found or []


def _common(one: Sequence[tuple[int, int]], two: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in two)
    return sorted((low, high) for low, high in both if low < high)


def own_marks(document: Document, labels: Labels, index: int, links: Sequence[ClauseLink], left: bool) -> Marked:
    """Marks of a clause between two documents of their own: other values, and what is distinctive."""
    clause = document.clauses[index]
    edits = [(a, b) for a, b in changed(links, left) if any(char.isnumeric() for char in document.text[a:b])]
    found: Marked = []
    for span in labels.over(clause.start, clause.end):
        low, high = max(span.start, clause.start), min(span.end, clause.end)
        if span.label == "distinctive":
            found.append((low, high, "own"))
        elif span.label == "value_changed":
            found += [(a, b, "value") for a, b in _common([(low, high)], edits)]
    return sorted(found)


def stacked(parts: Iterable[tuple[Paragraph, ...]]) -> Cell:
    """Several quotations in one cell, one under the other."""
    return Cell(tuple(paragraph for part in parts for paragraph in part))
