"""What the commands of a library answer, as JSON: objects with `schema` and `kind`; positions are code points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .. import __version__
from ..holdings import Addition, Found, Holding, Verified
from .json_format import dump

SCHEMA = "bidui.library/1"

Json = dict[str, Any]


def _whole(kind: str, path: str, more: Json) -> str:
    return dump({"schema": SCHEMA, "bidui": __version__, "kind": kind, "library": path, **more})


def write_added(path: str, addition: Addition) -> str:
    """How many documents were added, and what could not be read."""
    failures = [{"path": f.path, "reason": f.reason, "reason_en": f.reason_en} for f in addition.failures]
    counts = {name: getattr(addition, name) for name in ("added", "changed", "unchanged", "copies")}
    return _whole("add", path, {"counts": counts, "failures": failures})


def write_list(path: str, holdings: Sequence[Holding]) -> str:
    """Documents by date."""
    return _whole("list", path, {"documents": [asdict(holding) for holding in holdings]})


def write_removed(path: str, holdings: Sequence[Holding]) -> str:
    """What was removed."""
    return _whole("remove", path, {"documents": [asdict(holding) for holding in holdings]})


def write_found(path: str, found: Found) -> str:
    """What a search found."""
    hits = [
        {"document": asdict(hit.holding), "count": hit.count, "quotations": [asdict(q) for q in hit.quotations]}
        for hit in found.hits
    ]
    counts = {"documents": found.documents, "families": found.families}
    return _whole("search", path, {"terms": found.terms, "scanned": found.scanned, "counts": counts, "hits": hits})


def write_verified(path: str, verified: Verified) -> str:
    """Whether the library is whole, and what is wrong with it."""
    counts = {name: getattr(verified, name) for name in ("documents", "families", "characters", "size", "version")}
    faults = [{"zh": zh, "en": en} for zh, en in verified.faults]
    return _whole("verify", path, {"whole": not verified.faults, "counts": counts, "faults": faults})
