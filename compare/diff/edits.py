"""How one clause becomes another: a word diff for similar clauses, phrase by phrase for others. The one room of
diff-match-patch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from diff_match_patch import diff_match_patch

from ..basics.numerals import HAN_DATE, HAN_QUANTITY
from ..basics.similarity import opcodes
from ..model import Clause, Edit, Span
from .tokens import Token, item_end, plain, tokenize

_BASE = 0xF0000  # private plane: 131,000 tokens, none of them a letter that dmp would treat as part of a word
_ISLAND = 2  # an equal island of one token with at most this many characters is joined to the edits around it
_READABLE = 0.35  # below this share of equal text a word diff is confetti
_WHOLE = 2  # characters that two runs of several words must share at an end to be split there
_LOOSE = " \t\r\n\u3000，,。.；;：:、！!？?）)”’」』》】"  # what may follow the last word of a token
_MARKS = "，,。；;：:、！!？? \n\u3000"  # what closes a phrase
_ATOMIC = re.compile(rf"[0-9０-９《]|{HAN_DATE}|{HAN_QUANTITY}")  # replaced whole: numbers with units, dates, titles
_HAN = re.compile(r"[一-鿿]")

Step = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Swap:
    """Words replaced by words, before common characters are trimmed (股东大会, 股东会)."""

    left: str
    right: str


def clause_edits(
    left: str, right: str, one: Clause, two: Clause, similarity: float, readable: float
) -> tuple[list[Edit], list[Swap]]:
    """Edits that tile both clauses, and the word swaps among them.

    left, right: the whole texts. similarity: of the clauses, 0..1; from `readable` on, differing phrases get a word
    diff. op equal means: the same text after NFKC and in lower case, without blanks, without punctuation outside
    numbers, and but for the list number that opens a clause.
    """
    mine = left[item_end(left, one.start, one.end) : one.end]
    theirs = right[item_end(right, two.start, two.end) : two.end]
    if mine == theirs or plain(mine) == plain(theirs):
        return [Edit("equal", Span(one.start, one.end), Span(two.start, two.end))], []
    lefts, rights = _phrase_tokens(left, one), _phrase_tokens(right, two)
    steps = opcodes([t.form for t in lefts], [t.form for t in rights])
    blocks = _blocks(steps)
    if similarity < readable:
        return _spans(blocks, lefts, rights, one.end, two.end), []
    words_left: list[Token] = []
    words_right: list[Token] = []
    fine: list[Step] = []
    for op, a, b, c, d in blocks:
        if op == "equal":
            before, after = lefts[a:b], rights[c:d]
            inner = [("equal", 0, len(before), 0, len(after))]
        else:
            before, after = _words(left, lefts[a:b]), _words(right, rights[c:d])
            inner = _word_steps(before, after)
        x, y = len(words_left), len(words_right)
        fine += [(o, p + x, q + x, r + y, s + y) for o, p, q, r, s in inner]
        words_left += before
        words_right += after
    fine = _blocks(fine)
    if _equal_share(fine, words_left, words_right) < _READABLE:
        return _spans(blocks, lefts, rights, one.end, two.end), []
    edits: list[Edit] = []
    swaps: list[Swap] = []
    for edit, (op, a, b, c, d) in zip(_spans(fine, words_left, words_right, one.end, two.end), fine, strict=True):
        if op == "replace":
            swaps.append(Swap(_joined_form(words_left[a:b]), _joined_form(words_right[c:d])))
            texts = left[edit.left.start : edit.left.end], right[edit.right.start : edit.right.end]
            whole = any(_ATOMIC.search(text) for text in texts)
            edits += [edit] if whole else _trimmed(left, right, edit, 1 if b - a == d - c == 1 else _WHOLE)
        else:
            edits.append(edit)
    return [part for edit in edits for part in _without_mark(left, right, edit)], swaps


def _without_mark(left: str, right: str, edit: Edit) -> list[Edit]:
    """Split the punctuation that closes both sides of a replacement off it: only words have changed."""
    if edit.op != "replace":
        return [edit]
    low = edit.left.start + len(left[edit.left.start : edit.left.end].rstrip(_MARKS))
    there = edit.right.start + len(right[edit.right.start : edit.right.end].rstrip(_MARKS))
    bare = low in (edit.left.start, edit.left.end) or there in (edit.right.start, edit.right.end)
    if bare:
        return [edit]
    return [
        Edit("replace", Span(edit.left.start, low), Span(edit.right.start, there)),
        Edit("equal", Span(low, edit.left.end), Span(there, edit.right.end)),
    ]


def _joined_form(tokens: Sequence[Token]) -> str:
    return "".join(token.form for token in tokens)


def _phrase_tokens(text: str, clause: Clause) -> list[Token]:
    """Phrases of a clause as tokens that tile it; the list number that opens it is one of no form."""
    at = item_end(text, clause.start, clause.end)
    tokens = [Token(clause.start, at, "")] if clause.start < at else []
    for index, phrase in enumerate(clause.phrases):
        end = clause.end if index == len(clause.phrases) - 1 else phrase.end
        if at < end:
            tokens.append(Token(at, end, plain(text[at:end])))
            at = end
    return tokens or [Token(clause.start, clause.end, plain(text[clause.start : clause.end]))]


def _words(text: str, phrases: Sequence[Token]) -> list[Token]:
    """Word tokens of a run of phrases; a list number stays as it is."""
    first = [phrases[0]] if phrases and not phrases[0].form else []
    rest = phrases[len(first) :]
    return [*first, *(tokenize(text, rest[0].start, rest[-1].end) if rest else ())]


def _word_steps(left: Sequence[Token], right: Sequence[Token]) -> list[Step]:
    """Steps between two token runs after semantic cleanup and with small equal islands joined to their edits."""
    codes: dict[str, str] = {}
    for token in (*left, *right):
        codes.setdefault(token.form, chr(_BASE + len(codes)))
    one = "".join(codes[t.form] for t in left)
    two = "".join(codes[t.form] for t in right)
    diffs: list[tuple[int, str]] = []
    for op, a, b, c, d in opcodes(one, two):
        if op == "equal":
            diffs.append((0, one[a:b]))
            continue
        diffs += [(-1, one[a:b])] if a < b else []
        diffs += [(1, two[c:d])] if c < d else []
    _engine().diff_cleanupSemantic(diffs)
    steps: list[Step] = []
    i = j = 0
    for sign, coded in diffs:
        a, b = i + len(coded) * (sign <= 0), j + len(coded) * (sign >= 0)
        steps.append(("equal" if sign == 0 else "delete" if sign < 0 else "insert", i, a, j, b))
        i, j = a, b
    return _blocks(_joined(_blocks(steps), left))


@lru_cache(maxsize=1)
def _engine() -> diff_match_patch:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    return engine


def _joined(steps: Sequence[Step], left: Sequence[Token]) -> list[Step]:
    """Turn equal islands of one short word between two edits into edits. Numbers stay: readers look for them."""
    result = list(steps)
    for index, (op, a, b, c, d) in list(enumerate(steps))[1:-1]:
        form = left[a].form if op == "equal" and b - a == 1 else ""
        if form and len(form) <= _ISLAND and not any(char.isdigit() for char in form):
            result[index] = ("replace", a, b, c, d)
    return result


def _blocks(steps: Sequence[Step]) -> list[Step]:
    """Join neighbouring steps into maximal equal, insert, delete or replace blocks."""
    result: list[Step] = []
    for op, a, b, c, d in steps:
        if a == b and c == d:
            continue
        if result and (result[-1][0] == "equal") == (op == "equal"):
            _, a0, _, c0, _ = result.pop()
            a, c = a0, c0
        kind = op if op == "equal" else "replace" if a < b and c < d else "delete" if a < b else "insert"
        result.append((kind, a, b, c, d))
    return result


def _equal_share(steps: Sequence[Step], left: Sequence[Token], right: Sequence[Token]) -> float:
    """Share of the two texts' comparable characters that is equal."""
    equal = sum(len(left[i].form) for op, a, b, _, _ in steps if op == "equal" for i in range(a, b))
    total = sum(len(t.form) for t in left) + sum(len(t.form) for t in right)
    same_right = sum(len(right[j].form) for op, _, _, c, d in steps if op == "equal" for j in range(c, d))
    return (equal + same_right) / total if total else 1.0


def _spans(
    steps: Sequence[Step], left: Sequence[Token], right: Sequence[Token], left_end: int, right_end: int
) -> list[Edit]:
    """Steps over tokens as edits over the texts; left_end, right_end: where the clauses end."""
    return [Edit(op, _range(left, a, b, left_end), _range(right, c, d, right_end)) for op, a, b, c, d in steps]


def _range(tokens: Sequence[Token], first: int, stop: int, end: int) -> Span:
    low = tokens[first].start if first < len(tokens) else end
    return Span(low, tokens[stop - 1].end if first < stop else low)


def _trimmed(left: str, right: str, edit: Edit, least: int) -> list[Edit]:
    """Split common Han characters off both ends of a replacement, at least `least` at an end."""
    a, b, c, d = edit.left.start, edit.left.end, edit.right.start, edit.right.end
    head = _common(left[a:b], right[c:d])
    head = head if head >= least else 0
    tail = _common(left[a + head : b].rstrip(_LOOSE)[::-1], right[c + head : d].rstrip(_LOOSE)[::-1])
    ends = len(left[a:b].rstrip(_LOOSE)), len(right[c:d].rstrip(_LOOSE))
    tail = tail if tail >= least else 0
    low, there = a + head, c + head
    high, stop = (a + ends[0] - tail, c + ends[1] - tail) if tail else (b, d)
    result = [Edit("equal", Span(a, low), Span(c, there))] if head else []
    if low < high or there < stop:
        kind = "replace" if low < high and there < stop else "delete" if low < high else "insert"
        result.append(Edit(kind, Span(low, high), Span(there, stop)))
    return [*result, Edit("equal", Span(high, b), Span(stop, d))] if tail else result


def _common(one: str, two: str) -> int:
    """Length of the common beginning in Han characters."""
    count = 0
    for mine, theirs in zip(one, two, strict=False):
        if mine != theirs or not _HAN.match(mine):
            break
        count += 1
    return count
