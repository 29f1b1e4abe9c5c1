"""Every threshold and choice in one place, with meaning, range and default."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .errors import OptionError

REGIMES = ("auto", "version", "vertical", "peer")


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of one comparison. All shares and similarities are 0..1.

    regime: auto, version, vertical or peer.
    left_part, right_part: which document of a file that holds several (1 = first; 0 = the tool chooses).
    copy_share: share of the shorter text in the other from which two documents are versions whatever their titles.
    same_title, version_share_titled: titles this alike of one place, with this share of text, are versions.
    version_share: the same without titles. vertical_title, vertical_share: titles this alike, or this share of text,
    make documents of two levels superior and implementing.
    weight_words … weight_role_group: what each kind of evidence adds to the score of two sections (0..5); together
    with weight_base (-20..0) they are a logistic regression over hand-aligned pairs, and a score of 0 links.
    link_margin: a link that is best for neither of its sections may stay this far (score) behind both bests.
    lonely_relief: a section without any link takes its best one from this much (score) below 0.
    version_similarity, version_containment: versions of one text must be this alike, or the shorter section must
    stand in the longer one to this share, or score version_score (0..20): a shared object alone links none.
    edited_similarity: linked sections at least this similar count as edited, others as equivalent or partial.
    equivalent_cover: share of the longer section's character pairs that the other must hold to be equivalent.
    clause_similarity: clauses at least this similar are shown with a word diff, others phrase by phrase.
    clause_link: clauses of linked sections at least this similar are linked.
    clause_contained: or when phrases of the other make up this share of the shorter clause.
    phrase_shared: phrases whose keys are at least this similar say the same word for word, but for one function word.
    phrase_same_subject: phrases at least this similar with other numbers give one thing another value.
    phrase_echo: share of a phrase's weight that its counterpart and the linked sections must hold for it to be adapted.
    anchored_echo: the same for a phrase with a name or amount of its own, which is otherwise distinctive.
    formula_cover: share of a phrase that set phrases must cover for it to be boilerplate.
    """

    regime: str = "auto"
    left_part: int = 0
    right_part: int = 0
    copy_share: float = 0.85
    same_title: float = 0.85
    version_share_titled: float = 0.12
    version_share: float = 0.30
    vertical_title: float = 0.40
    vertical_share: float = 0.08
    weight_words: float = 0.9
    weight_bigrams: float = 0.7
    weight_meaning: float = 0.8
    weight_heading: float = 0.6
    weight_heading_meaning: float = 0.6
    weight_anchors: float = 0.7
    weight_role: float = 0.8
    weight_role_group: float = 1.0
    weight_base: float = -6.15
    link_margin: float = 1.0
    lonely_relief: float = 0.8
    version_similarity: float = 0.45
    version_containment: float = 0.40
    version_score: float = 3.0
    edited_similarity: float = 0.70
    equivalent_cover: float = 0.30
    clause_similarity: float = 0.60
    clause_link: float = 0.50
    clause_contained: float = 0.50
    phrase_shared: float = 0.92
    phrase_same_subject: float = 0.65
    phrase_echo: float = 0.15
    anchored_echo: float = 0.30
    formula_cover: float = 0.60

    def __post_init__(self) -> None:
        faults = [
            f"{f.name}={getattr(self, f.name)}"
            for f in fields(self)
            if f.type == "float" and not _range(f.name)[0] <= getattr(self, f.name) <= _range(f.name)[1]
        ]
        if self.regime not in REGIMES:
            faults.append(f"regime={self.regime}")
        faults += [f"{name}={getattr(self, name)}" for name in ("left_part", "right_part") if getattr(self, name) < 0]
        if faults:
            listing = ", ".join(faults)
            raise OptionError(f"选项超出范围：{listing}", f"options out of range: {listing}")


def _range(name: str) -> tuple[float, float]:
    """Least and greatest value of a number option."""
    if name == "weight_base":
        return -20.0, 0.0
    if name == "version_score":
        return 0.0, 20.0
    return (0.0, 5.0) if name.startswith("weight_") or name in ("link_margin", "lonely_relief") else (0.0, 1.0)
