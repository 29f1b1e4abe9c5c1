"""How two documents stand to each other: versions of one text, superior and implementing, or peers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..basics.similarity import ratio
from ..model import Document
from ..vocabulary import places_above
from .units import Unit

_LEVELS = ("国家", "部委", "省", "市", "区县", "园区", "乡镇")


@dataclass(frozen=True, slots=True)
class Regime:
    """name: version, vertical or peer; reason: one sentence in Chinese."""

    name: str
    reason: str


def detect_regime(left: Document, right: Document, left_units: Sequence[Unit], right_units: Sequence[Unit]) -> Regime:
    """Regime of a pair, with the evidence that decided."""
    contained = containment(left_units, right_units)
    cores = left.metadata.title_core, right.metadata.title_core
    alike = ratio(*cores) if all(cores) else 0.0
    places = _own_places(left), _own_places(right)
    same_place = bool(places[0] & places[1]) or not (places[0] or places[1])
    share = f"{contained:.0%}"
    if contained >= 0.85 and (same_place or alike >= 0.95):
        return Regime("version", f"较短一方 {share} 的文字与另一方相同，按同一文本的不同版本比较。")
    if same_place and (alike >= 0.85 or not all(cores)) and contained >= 0.3:
        return Regime("version", f"标题主干相同，发文地区相同，较短一方 {share} 的文字与另一方相同。")
    cites = _cites(left, right) or _cites(right, left)
    if cites:
        return Regime("vertical", f"一方在文中引用了另一方：《{cites}》。")
    upper = _upper(left, right) or _upper(right, left)
    if upper and (alike >= 0.4 or contained >= 0.08):
        levels = f"{left.metadata.level}、{right.metadata.level}"
        return Regime("vertical", f"{upper}（{levels}），标题主干相似度 {alike:.0%}，文字相同 {share}。")
    if same_place and not (places[0] or places[1]) and contained >= 0.3:
        return Regime("version", f"双方均未标明发文地区，较短一方 {share} 的文字与另一方相同。")
    return Regime("peer", f"发文主体不同，标题主干相似度 {alike:.0%}，文字相同 {share}。")


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
    """In what way one document's issuer stands above the other's; empty where it does not."""
    ranks = [_LEVELS.index(d.metadata.level) if d.metadata.level in _LEVELS else -1 for d in (upper, lower)]
    if -1 in ranks or ranks[0] >= ranks[1]:
        return ""
    if ranks[0] <= 1:
        return "国家文件与地方文件" if ranks[1] > 1 else "上下级文件"
    above = {name for place in lower.metadata.places for name in places_above().get(place, ())}
    return "发文地区有隶属关系" if above & set(upper.metadata.places) else ""


def _own_places(document: Document) -> set[str]:
    return {re.sub(r"(?:省|市|区|县)$", "", place) for place in document.metadata.places}


def _cites(citing: Document, cited: Document) -> str:
    """The title under which one document names the other, else an empty string."""
    for title, number in citing.metadata.cited:
        if number and number == cited.metadata.number:
            return title
        for own in (cited.metadata.title, cited.metadata.outer_title):
            if own and len(title) >= 8 and (title in own or own in title):
                return title
    return ""
