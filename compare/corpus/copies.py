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
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ..basics.key import plain_text
from ..basics.similarity import opcodes, ratio
from .fingerprints import Hashes
from .join import groups_of, pairs_in
from .sheet import Sheet, body_parts

# Shares of the shorter body; measured on re-posts and amended laws: re-posts stay below a third of these edits, an
# amendment of two phrases in 6,000 characters lies three times above.
COPY_SHARE = 0.90  # must be the same
WORD_EDITS = 0.003  # Han characters that may differ in the middle (misprints)
OTHER_EDITS = 0.006  # digits and letters that only one may have (page numbers); no number may be another
_LIKELY = 0.20  # share of the shorter sketch two bodies must have in common to be looked at
_CAP = 200  # bodies that may hold one hash of a sketch; identical sketches count once
_PAIRS = 4_000_000  # pairs of hashes brought forward at once
_ROWS = 2_000_000  # hashes of sketches sorted at once
_MIDDLE = np.uint64(40)  # bits to the right of those by which they are parted
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


def candidates(sketches: Sequence[Hashes]) -> list[tuple[int, int]]:
    """Pairs of documents whose bodies may be copies or versions, in order: those with much of their sketches in common.
    Of bodies with one and the same sketch only the first is paired with others. sketches: of all documents."""
    first: dict[bytes, int] = {}
    same: list[tuple[int, int]] = []
    for index, sketch in enumerate(sketches):
        if len(sketch) == 0:
            continue
        head = first.setdefault(blake2b(sketch.tobytes(), digest_size=16).digest(), index)
        if head != index:
            same.append((head, index))
    heads = sorted(first.values())
    if len(heads) < 2:
        return same
    size = np.asarray([len(sketch) for sketch in sketches])
    hashes = np.concatenate([sketches[index] for index in heads])
    owner = np.repeat(np.asarray(heads, dtype=np.int64), size[heads])
    pairs, counts = _counted(owner, hashes)
    one, two = pairs >> 32, pairs & 0xFFFFFFFF
    likely = counts >= _LIKELY * np.minimum(size[one], size[two])
    return sorted([*same, *zip(one[likely].tolist(), two[likely].tolist(), strict=True)])


def _counted(owner: NDArray[np.int64], hashes: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of owners with a hash in common (lower << 32 | higher, sorted), and how many they have."""
    found = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    parts = -(-len(hashes) // _ROWS)
    for part in range(parts):
        rows = np.flatnonzero((hashes >> _MIDDLE) % np.uint64(parts) == part)
        order, starts, ends = groups_of(hashes[rows])
        order = rows[order]
        size = np.where(ends - starts > _CAP, 0, ends - starts)
        total = np.cumsum(size * (size - 1) // 2)
        cuts = np.searchsorted(total, np.arange(0, int(total[-1]) if len(total) else 0, _PAIRS)[1:])
        for a, b in zip(np.split(starts, cuts), np.split(ends, cuts), strict=True):
            left, right = (owner[rows] for rows in pairs_in(order, a, b, _CAP))
            pairs, counts = np.unique((np.minimum(left, right) << 32) | np.maximum(left, right), return_counts=True)
            found.append((pairs, counts))
    pairs, counts = (np.concatenate(column) for column in zip(*found, strict=True))
    by = np.argsort(pairs, kind="stable")
    pairs, counts = pairs[by], counts[by]
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    return pairs[first], np.add.reduceat(counts, first) if len(first) else counts


def compare_bodies(bodies: Mapping[int, Body], pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Likeness]:
    """Likeness of each pair of documents, whose bodies are given by their numbers."""
    return {(left, right): _likeness(bodies[left], bodies[right]) for left, right in pairs}


@dataclass(frozen=True)
class Body:
    """What of a document tells copies. parts: stretches of its text that make the body. size: characters of the body's
    plain text. number: 文号. amended: see below. year: of issue, '' where unknown; other years make other wordings
    versions."""

    text: str
    parts: tuple[tuple[int, int], ...]
    size: int
    number: str
    amended: str
    year: str

    @cached_property
    def sentences(self) -> list[str]:
        """Plain text of the body's sentences, whatever lines they are broken into."""
        whole = unicodedata.normalize("NFKC", "".join(self.text[a:b] for a, b in self.parts))
        parts = (plain_text(part) for part in _SENTENCE.split(whole))
        return [part for part in parts if part]

    @cached_property
    def whole(self) -> str:
        """Plain text of the whole document."""
        return plain_text(self.text)


def body_of(sheet: Sheet, year: str) -> Body:
    """The body of a sheet."""
    document = sheet.document
    return Body(document.text, tuple(body_parts(document)), sheet.size, document.metadata.number, amended(sheet), year)


def bodies_of(sheets: Sequence[Sheet], years: Sequence[str], pairs: Sequence[tuple[int, int]]) -> dict[int, Body]:
    """Bodies of the sheets that are in a pair, by number."""
    return {i: body_of(sheets[i], years[i]) for i in sorted({index for pair in pairs for index in pair})}


def _likeness(one: Body, two: Body) -> Likeness:
    shorter = min(one.size, two.size)
    if one.sentences == two.sentences:
        return Likeness(1.0, True)
    if shorter < _SHORTEST:
        return Likeness(0.0, False)
    common, words, others = _edits(one, two)
    share = min(1.0, common / shorter)
    if share < COPY_SHARE:
        return Likeness(share, False)
    if not words and not others:
        return Likeness(share, True)
    other_year = one.year and two.year and one.year != two.year and words
    if other_year or one.amended != two.amended or _numbers_differ(one, two):
        return Likeness(share, False)
    return Likeness(share, words <= WORD_EDITS * shorter and others <= OTHER_EDITS * shorter)


def _numbers_differ(one: Body, two: Body) -> bool:
    numbers = one.number, two.number
    return all(numbers) and re.sub(r"\W", "", numbers[0]) != re.sub(r"\W", "", numbers[1])


def amended(sheet: Sheet) -> str:
    """ISO date of the last amendment that the head of a law names, '' where it names none."""
    text = sheet.document.text
    stop = sheet.document.sections[0].start if sheet.document.sections else 0
    dates = [f"{y}-{int(m):02d}-{int(d):02d}" for y, m, d in _AMENDED.findall(text[:stop])]
    return max(dates, default="")


def _edits(left: Body, right: Body) -> tuple[int, int, int]:
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
        others += left.size  # another value makes another version, be it one digit
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


def _repeats(added: str, other: Body) -> bool:
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
