"""Every threshold and choice in one place, with meaning, range and default."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .errors import OptionError

REGIMES = ("auto", "version", "vertical", "peer")


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of one comparison. All shares, scores and similarities are 0..1.

    regime: auto, version, vertical or peer.
    left_part, right_part: which document of a file that holds several (1 = first; 0 = the tool chooses).
    clause_similarity: clauses at least this similar are shown with a word diff, others phrase by phrase.
    """

    regime: str = "auto"
    left_part: int = 0
    right_part: int = 0
    clause_similarity: float = 0.60

    def __post_init__(self) -> None:
        faults = [
            f"{f.name}={getattr(self, f.name)}"
            for f in fields(self)
            if f.type == "float" and not 0 <= getattr(self, f.name) <= 1
        ]
        if self.regime not in REGIMES:
            faults.append(f"regime={self.regime}")
        faults += [f"{name}={getattr(self, name)}" for name in ("left_part", "right_part") if getattr(self, name) < 0]
        if faults:
            listing = ", ".join(faults)
            raise OptionError(f"选项超出范围：{listing}", f"options out of range: {listing}")
