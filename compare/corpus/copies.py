"""Copies of one document: re-posts whose layout, headers or surroundings differ, but not their wording.

Sketches of the bodies give candidates; then the clauses of two bodies are aligned. Text at either end that one copy
lacks (headers, attachments, notices) is no difference; a wording changed in the middle makes a version of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..basics.key import plain_text
from ..basics.similarity import opcodes, ratio
from .join import groups_of, pairs_in
from .sheet import Sheet, body_parts

# Shares of the shorter body; measured on re-posts and amended laws: re-posts stay below a third of these edits, an
# amendment of two phrases in 6,000 characters lies three times above.
COPY_SHARE = 0.90  # must be the same
WORD_EDITS = 0.003  # Han characters that may differ in the middle (misprints)
OTHER_EDITS = 0.006  # digits and letters that only one may have (page numbers); no number may be another
_LIKELY = 0.20  # share of the shorter sketch two bodies must have in common to be looked at
_CAP = 200  # bodies that may hold one hash of a sketch; identical sketches count once
_SHORTEST = 60  # characters of a body that can be told to be a copy of another
_LONG = 6_000  # characters of a stretch beyond which it is not compared by characters
_GARBLED = 3  # numbers that must differ in one and the same way to be called garbled
_MARGIN = 200  # characters of a header or signature in the place of another one
_ALIKE = 0.5  # ratio from which two ends are one text edited, not two headers
_REPEATED = 12  # characters from which inserted text may be a running header or a contents list,
_REPEATED_RUN = 6  # runs of which
_REPEATED_TRIED = 16  # spread over the text
_REPEATED_SHARE = 0.7  # to this share stand elsewhere in the other document
_AMENDED = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日[^。；;\n）)]{0,80}?修[正订改]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"(?<=[。；;！!？?])")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two bodies compared. share: of the shorter one that the other has, 0..1. copy: whether they are copies."""

    share: float
    copy: bool


def candidates(sheets: Sequence[Sheet]) -> list[tuple[int, int]]:
    """Pairs whose bodies may be copies or versions, in order: those with much of their sketches in common. Of bodies
    with one and the same sketch only the first is paired with others."""
    first: dict[bytes, int] = {}
    same: list[tuple[int, int]] = []
    for index, sheet in enumerate(sheets):
        if len(sheet.sketch) == 0:
            continue
        head = first.setdefault(sheet.sketch.tobytes(), index)
        if head != index:
            same.append((head, index))
    heads = sorted(first.values())
    if len(heads) < 2:
        return same
    hashes = np.concatenate([sheets[index].sketch for index in heads])
    owner = np.repeat(np.asarray(heads, dtype=np.int32), [len(sheets[index].sketch) for index in heads])
    order, starts, ends = groups_of(hashes)
    left, right = pairs_in(order, starts, ends, _CAP)
    counted = _counted(owner[left], owner[right])
    likely = [pair for pair, n in counted.items() if n >= _LIKELY * min(len(sheets[index].sketch) for index in pair)]
    return sorted([*same, *likely])


def _counted(left: NDArray[np.int32], right: NDArray[np.int32]) -> dict[tuple[int, int], int]:
    wide = (np.minimum(left, right).astype(np.int64) << 32) | np.maximum(left, right)
    values, counts = np.unique(wide, return_counts=True)
    return {(int(v >> 32), int(v & 0xFFFFFFFF)): int(n) for v, n in zip(values, counts, strict=True)}


def compare_bodies(
    sheets: Sequence[Sheet], pairs: Sequence[tuple[int, int]], years: Sequence[str]
) -> dict[tuple[int, int], Likeness]:
    """Likeness of each pair. years: of issue, '' where unknown; other years make other wordings versions."""
    bodies = {i: _Body(sheets[i], years[i]) for i in sorted({index for pair in pairs for index in pair})}
    return {(left, right): _likeness(bodies[left], bodies[right]) for left, right in pairs}


class _Body:
    """A body's sentences in plain text, and the whole document's, made when first asked for."""

    def __init__(self, sheet: Sheet, year: str) -> None:
        self.sheet, self.year = sheet, year
        self.sentences = _sentences(sheet)

    @cached_property
    def whole(self) -> str:
        return plain_text(self.sheet.document.text)


def _sentences(sheet: Sheet) -> list[str]:
    """Plain text of the body's sentences, whatever lines they are broken into."""
    whole = unicodedata.normalize("NFKC", "".join(body_parts(sheet.document)))
    parts = (plain_text(part) for part in _SENTENCE.split(whole))
    return [part for part in parts if part]


def _likeness(left: _Body, right: _Body) -> Likeness:
    one, two = left.sheet, right.sheet
    shorter = min(one.size, two.size)
    if left.sentences == right.sentences:
        return Likeness(1.0, True)
    if shorter < _SHORTEST:
        return Likeness(0.0, False)
    common, words, others = _edits(left, right)
    share = min(1.0, common / shorter)
    if share < COPY_SHARE:
        return Likeness(share, False)
    if not words and not others:
        return Likeness(share, True)
    other_year = left.year and right.year and left.year != right.year and words
    if other_year or amended(one) != amended(two) or _numbers_differ(one, two):
        return Likeness(share, False)
    return Likeness(share, words <= WORD_EDITS * shorter and others <= OTHER_EDITS * shorter)


def _numbers_differ(one: Sheet, two: Sheet) -> bool:
    numbers = one.document.metadata.number, two.document.metadata.number
    return all(numbers) and re.sub(r"\W", "", numbers[0]) != re.sub(r"\W", "", numbers[1])


def amended(sheet: Sheet) -> str:
    """ISO date of the last amendment that the head of a law names, '' where it names none."""
    text = sheet.document.text
    stop = sheet.document.sections[0].start if sheet.document.sections else 0
    dates = [f"{y}-{int(m):02d}-{int(d):02d}" for y, m, d in _AMENDED.findall(text[:stop])]
    return max(dates, default="")


def _edits(left: _Body, right: _Body) -> tuple[int, int, int]:
    """Common characters, and Han and other characters that differ in the middle of two texts."""
    common, words, others = 0, 0, 0
    numbers: list[tuple[str, str]] = []
    steps = _joined(opcodes(left.sentences, right.sentences))
    for n, (op, i, j, k, m) in enumerate(steps):
        a, b = "".join(left.sentences[i:j]), "".join(right.sentences[k:m])
        if op == "equal":
            common += len(a)
            continue
        same, edits = _characters(a, b, head=n == 0, tail=n == len(steps) - 1)
        common += same
        for deleted, inserted in edits:
            if deleted.isdecimal() and inserted.isdecimal():
                numbers.append((deleted, inserted))
            elif (deleted and inserted) or not _repeats(deleted or inserted, right if deleted else left):
                han, rest = _kinds(deleted + inserted)
                words, others = words + han, others + rest
    if numbers and not _garbled(numbers):
        others += left.sheet.size  # another value makes another version, be it one digit
    return common, words, others


def _garbled(numbers: Sequence[tuple[str, str]]) -> bool:
    """Whether numbers differ because a web font swapped digits throughout (2025 as 8985), not because values do."""
    if len(numbers) < _GARBLED or any(len(a) != len(b) for a, b in numbers):
        return False
    swapped: dict[str, str] = {}
    return all(swapped.setdefault(x, y) == y for a, b in numbers for x, y in zip(a, b, strict=True))


def _joined(steps: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Neighbouring steps that are not equal as one."""
    found: list[tuple[str, int, int, int, int]] = []
    for op, i, j, k, m in steps:
        if op != "equal" and found and found[-1][0] != "equal":
            found[-1] = ("replace", found[-1][1], j, found[-1][3], m)
        else:
            found.append((op if op == "equal" else "replace", i, j, k, m))
    return found


def _characters(a: str, b: str, *, head: bool, tail: bool) -> tuple[int, list[tuple[str, str]]]:
    """Common characters of a stretch, and its edits as (deleted, inserted). Of the first stretch (head) and the last
    (tail) of two texts, what only one of them has at the outer end is no edit, nor are two headers or signatures."""
    front = 0 if head else _prefix(a, b)
    a, b = a[front:], b[front:]
    back = 0 if tail else _prefix(a[::-1], b[::-1])
    a, b = a[: len(a) - back], b[: len(b) - back]
    common = front + back
    if (head or tail) and min(len(a), len(b)) <= _MARGIN and ratio(a, b) < _ALIKE:
        return common, []
    if max(len(a), len(b)) > _LONG:
        return common, [(a, b)]
    steps = _joined(opcodes(a, b))
    common += sum(j - i for op, i, j, _, _ in steps if op == "equal")
    return common, [(a[i:j], b[k:m]) for op, i, j, k, m in steps if op != "equal"]


def _repeats(added: str, other: _Body) -> bool:
    """Whether text that only one copy has stands elsewhere in the other: a running header, a list of contents."""
    if len(added) < _REPEATED:
        return False
    step = max(1, len(added) // _REPEATED_TRIED)
    runs = [added[at : at + _REPEATED_RUN] for at in range(0, len(added) - _REPEATED_RUN + 1, step)]
    return sum(run in other.whole for run in runs) >= _REPEATED_SHARE * len(runs)


def _kinds(text: str) -> tuple[int, int]:
    han = len(_HAN.findall(text))
    return han, len(text) - han


def _prefix(a: str, b: str) -> int:
    """Length of the common beginning."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[:middle] == b[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def group(count: int, likeness: Mapping[tuple[int, int], Likeness]) -> list[list[int]]:
    """Documents in families, by number. Two families with a pair that was found to be no copy stay apart, so that an
    excerpt found in both versions of a text does not join them."""
    family = list(range(count))
    members = {index: [index] for index in range(count)}
    against = {pair for pair, like in likeness.items() if not like.copy}
    order = sorted((pair for pair, like in likeness.items() if like.copy), key=lambda p: (-likeness[p].share, p))
    for left, right in order:
        a, b = sorted((family[left], family[right]))
        if a == b or any((min(i, j), max(i, j)) in against for i in members[a] for j in members[b]):
            continue
        members[a] += members.pop(b)
        for index in members[a]:
            family[index] = a
    return [sorted(members[index]) for index in sorted(members)]
