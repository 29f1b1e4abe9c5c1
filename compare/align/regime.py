"""How two documents stand to each other: versions of one text, superior and implementing, or peers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..basics.similarity import ratio
from ..model import Document
from ..options import Options
from ..vocabulary import places_above
from .units import Unit

_SHORT_TITLE = 6  # characters of a title that is too short to name one document
_UPPER = {
    "national and local": "国家文件与地方文件",
    "superior and subordinate": "上下级文件",
    "one place lies in the other": "发文地区有隶属关系",
}
_LEVELS = ("国家", "部委", "省", "市", "区县", "园区", "乡镇")


@dataclass(frozen=True, slots=True)
class Regime:
    """name: version, vertical or peer; reason and reason_en: why, in one sentence of either language."""

    name: str
    reason: str
    reason_en: str


def detect_regime(
    left: Document, right: Document, left_units: Sequence[Unit], right_units: Sequence[Unit], options: Options
) -> Regime:
    """Regime of a pair, with the evidence that decided."""
    contained = containment(left_units, right_units)
    cores = left.metadata.title_core, right.metadata.title_core
    alike = ratio(*cores) if all(cores) else 0.0
    places = _own_places(left), _own_places(right)
    same_place = bool(places[0] & places[1]) or not (places[0] or places[1])
    share, likeness = f"{contained:.0%}", f"{alike:.0%}"
    if contained >= options.copy_share and (same_place or alike >= options.same_title):
        return Regime(
            "version", f"较短一方 {share} 的文字与另一方相同。", f"{share} of the shorter text stands in the other."
        )
    titled = alike >= options.same_title and contained >= options.version_share_titled
    if same_place and (titled or (not all(cores) and contained >= options.version_share)):
        return Regime(
            "version",
            f"发文地区相同，标题主干相似度 {likeness}，较短一方 {share} 的文字与另一方相同。",
            f"Same place, titles {likeness} alike, {share} of the shorter text stands in the other.",
        )
    cites = _cites(left, right) or _cites(right, left)
    if cites:
        return Regime("vertical", f"一方在文中引用了另一方：《{cites}》。", f"One cites the other: 《{cites}》.")
    upper = _upper(left, right) or _upper(right, left)
    if upper and (alike >= options.vertical_title or contained >= options.vertical_share):
        levels = f"{left.metadata.level}、{right.metadata.level}"
        return Regime(
            "vertical",
            f"{_UPPER[upper]}（{levels}），标题主干相似度 {likeness}，文字相同 {share}。",
            f"{upper} ({levels}), titles {likeness} alike, {share} of the text the same.",
        )
    return Regime(
        "peer",
        f"既不是同一文本的修订，也没有上下级关系；标题主干相似度 {likeness}，文字相同 {share}。",
        f"Neither revisions of one text nor superior and implementing; titles {likeness} alike, "
        f"{share} of the text the same.",
    )


def containment(left: Sequence[Unit], right: Sequence[Unit]) -> float:
    """Share 0..1 of the 8-character runs of the shorter document that stand in the other."""
    terms = []
    for units in (left, right):
        whole = "".join(u.heading + u.body for u in units)
        codes = np.minimum(np.frombuffer(whole.encode("utf-32-le"), dtype=np.uint32), 0xFFFF).astype(np.uint64)
        if len(codes) < 8:
            return 0.0
        packed = np.zeros(len(codes) - 7, dtype=np.uint64)
        for i in range(8):
            packed = packed * np.uint64(1_000_003) + codes[i : len(codes) - 7 + i]
        terms.append(np.unique(packed))
    shared = len(np.intersect1d(terms[0], terms[1], assume_unique=True))
    return shared / min(len(terms[0]), len(terms[1]))


def _upper(upper: Document, lower: Document) -> str:
    """In what way (a name of _UPPER) one document's issuer stands above the other's; empty where it does not."""
    ranks = [_LEVELS.index(d.metadata.level) if d.metadata.level in _LEVELS else -1 for d in (upper, lower)]
    if -1 in ranks or ranks[0] >= ranks[1]:
        return ""
    if ranks[0] <= 1:
        return "national and local" if ranks[1] > 1 else "superior and subordinate"
    above = {name for place in lower.metadata.places for name in places_above().get(place, ())}
    return "one place lies in the other" if above & set(upper.metadata.places) else ""


def _own_places(document: Document) -> set[str]:
    return {re.sub(r"(?:省|市|区|县)$", "", place) for place in document.metadata.places}


def _cites(citing: Document, cited: Document) -> str:
    """The title under which one document names the other, else an empty string. A city's 条例 and the national one
    may differ in the place alone, so only the whole title counts, or the number."""
    own = {_bare(title) for title in (cited.metadata.title, cited.metadata.outer_title) if title}
    mine = {_bare(title) for title in (citing.metadata.title, citing.metadata.outer_title) if title}
    for title, number in citing.metadata.cited:
        if number and number == cited.metadata.number:
            return title
        if len(title) >= _SHORT_TITLE and _bare(title) in own - mine:
            return title
    return ""


def _bare(title: str) -> str:
    """A title without what is put in brackets, blanks and punctuation."""
    return re.sub(r"[（(〔][^（）()〔〕]*[）)〕]|[^\w]", "", title)
