"""The frozen types of a report over many documents, and look-ups in them. Writers and screens know only these.

Documents are numbered in the order of `Report.entries`, families in the order of `Report.families`. Every quotation
is a half-open span of code points into its document's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .findings import Benefit, Target
from .model import Document, Reason, Section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

FORMULA, PERIOD, FRAME, CLAUSE, PHRASE = "formula", "period", "frame", "clause", "phrase"
MOST_FIGURES = 400  # families up to which targets and benefits are extracted: reading them takes 0.05 s a document
UPTAKES = ("verbatim", "detailed", "quantified", "raised", "lowered", "kept", "absent")


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A stretch of one document: its number, the section it stands in ('' outside all), and its span."""

    document: int
    start: int
    end: int
    section: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or row that could not be read, and why, in Chinese and English."""

    path: str
    reason: str
    reason_en: str


@dataclass(frozen=True)
class Entry:
    """One document of a report.

    path: as it was given; of a row of a .jsonl file, the file and its id (`file.jsonl#id`). title, issuer: as shown;
    from the document, else as given with it, else from the file name. place: the place or, of central bodies, the
    issuer it speaks for; what issuers are counted by. date: ISO date or year, '' where unknown. date_from: issued,
    published, effective, given, title or name. family: number of its family.
    characters: of its body that count for similarity (no blanks, punctuation or page furniture); formula: of these,
    in set phrases and quotations.
    """

    path: str
    document: Document
    title: str
    issuer: str
    place: str
    date: str
    date_from: str
    family: int
    characters: int
    formula: int

    @property
    def year(self) -> str:
        """Year of the date, or an empty string."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Family:
    """Copies of one document. documents: numbers, the representative first, the others in order of path.

    shares: of each document, the share 0..1 of the shorter text that it has in common with the representative.
    """

    id: str
    documents: tuple[int, ...]
    shares: tuple[float, ...]

    @property
    def representative(self) -> int:
        """The copy that speaks for the family: the one with metadata and the longest body."""
        return self.documents[0]


@dataclass(frozen=True, slots=True)
class VersionLink:
    """Two families that are versions of one document, the earlier first where dates say so.

    kind: revision (one text revised) or series (the same title of the same issuer in another year). title: similarity
    of the title cores, share: of the shorter text that stands in the other, both 0..1.
    """

    left: int
    right: int
    kind: str
    title: float
    share: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Two clauses of two documents that say the same, wholly or in part. similarity: ratio of their matching keys,
    0..1, 0 below 0.6. shared: characters of either in equal runs of 13 and more."""

    left: Quote
    right: Quote
    similarity: float
    shared: int


@dataclass(frozen=True, slots=True)
class RoleFigure:
    """Similarity in one role: share 0..1 of `characters` (of both documents, in sections of that role)."""

    role: str
    similarity: float
    characters: int


@dataclass(frozen=True, slots=True)
class PairFigures:
    """What the matrix says of one pair of families, with the base of each figure.

    gross: share of `characters` (matching characters of both bodies) that the other has too: clauses at least 0.6
    similar by their similarity, equal runs of 13 characters and more in others. net: the same without set phrases and
    quotations, over `own` characters.
    left_in_right, right_in_left: the same as gross, over one side's characters. subject: cosine of two-character
    words weighted by rarity in the report. structure: likeness of the sequences of roles; text plays no part in it.
    """

    left: int
    right: int
    gross: float
    net: float
    left_in_right: float
    right_in_left: float
    subject: float
    structure: float
    characters: int
    own: int
    passages: int
    by_role: tuple[RoleFigure, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """One step of the clustering: nodes below n are families, node n+k is the k-th merge. height: distance 0..1."""

    left: int
    right: int
    height: float
    size: int


@dataclass(frozen=True)
class Passages:
    """All verified clause pairs between representatives of different families, as columns sorted by (left, right,
    left clause, right clause). left < right are family numbers; clauses are indices into `Document.clauses`;
    similarity and shared as in Passage."""

    left: Ints
    right: Ints
    left_clause: Ints
    right_clause: Ints
    similarity: Floats
    shared: Ints

    def rows(self, left: int, right: int) -> slice:
        """Rows of one pair of families, left < right."""
        kind = self.left.dtype.type  # a plain int would have the whole column converted at each look-up
        low, high = self.left.searchsorted(kind(left), "left"), self.left.searchsorted(kind(left), "right")
        there = self.right[low:high]
        first, last = there.searchsorted(kind(right), "left"), there.searchsorted(kind(right), "right")
        return slice(int(low + first), int(low + last))


@dataclass(frozen=True)
class Weights:
    """Per clause of one family's representative: matching characters, those outside set phrases and quotations, and
    the number of its section's role in `Report.roles` (-1 without role)."""

    gross: Ints
    net: Ints
    role: Ints

    def gross_values(self, clauses: Ints, similarity: Floats, shared: Ints) -> Floats:
        """Of passages' clauses: the share 0..1 of each that the other document has."""
        value: Floats = (shared / self.gross[clauses].clip(1)).clip(None, 1).astype(similarity.dtype)
        found: Floats = similarity + value * (similarity == 0)
        return found

    def net_values(self, clauses: Ints, similarity: Floats, shared: Ints) -> Floats:
        """The same without set phrases and quotations, which are taken to lie in the run that is shared."""
        ritual = self.gross[clauses] - self.net[clauses]
        value: Floats = ((shared - ritual) / self.net[clauses].clip(1)).clip(0, 1).astype(similarity.dtype)
        found: Floats = similarity + value * (similarity == 0)
        return found

    def by_role(self, values: Floats | Ints, roles: int) -> Floats:
        """Sums of a value of each clause by role, those without a role left out."""
        import numpy as np  # here, so that writers and screens load without it

        found: Floats = np.bincount(self.role + 1, weights=values, minlength=roles + 1)[1:].astype(np.float32)
        return found

    def best(self, clauses: Ints, similarity: Floats, shared: Ints) -> Floats:
        """The greatest gross value of each clause in a pair's passages, 0 for those in none."""
        value = self.gross_values(clauses, similarity, shared)
        found: Floats = (self.gross * 0).astype(value.dtype)
        order = value.argsort(kind="stable")
        found[clauses[order]] = value[order]  # the greatest is written last
        return found


@dataclass(frozen=True)
class Matrix:
    """Similarity of families, square arrays over family numbers, 0..1, symmetric with ones on the diagonal.

    order: family numbers as clustering puts them, alike beside alike. merges: the dendrogram. passages, weights: what
    the figures were counted from; drill-down reads them. common: per pair, characters (both sides) in clauses that
    too many families carry to be compared one by one; they count in gross and never in net.
    """

    gross: Floats
    net: Floats
    subject: Floats
    structure: Floats
    order: tuple[int, ...]
    merges: tuple[Merge, ...]
    passages: Passages
    weights: tuple[Weights, ...]
    common: Floats


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A clause, phrase or frame that several families carry.

    kind: clause (a whole sentence), phrase (a part between commas), frame (a formula with slots) or period (a phrase
    of its time). text: as the earliest document has it; of a frame its gloss. quotes: one a family, by date, the
    undated last. families, issuers: how many carry it. formula: id in the formula bank, '' where it is in none.
    exact: whether all quotes say the same, numbers and names
    included; else other values stand in the same words, or they are at least 0.9 similar. role: the role most of the
    sections around it have. years: of a period phrase, first and last year in national work reports.
    """

    kind: str
    text: str
    quotes: tuple[Quote, ...]
    families: int
    issuers: int
    first_date: str
    formula: str
    exact: bool
    role: str
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Distinctive:
    """A clause of a family's representative that no other family carries, with text of its own and why.

    role: of its section. anchors: what ties it to one place, body, project, amount, date, unit or instrument.
    nearest: the most similar clause of any other family (versions apart), similarity of the keys. specificity: points
    from 0; novelty: 1 - similarity; own: share of its characters in runs that no other family has; score 0..1.
    """

    quote: Quote
    role: str
    anchors: tuple[Reason, ...]
    nearest: Quote | None
    similarity: float
    specificity: int
    novelty: float
    own: float
    score: float


@dataclass(frozen=True, slots=True)
class Uptake:
    """How one document took up one item of the base document.

    how: verbatim 照搬, detailed 细化, quantified 量化, raised 加码, lowered 弱化, kept 承接, absent 未承接.
    reasons: (what, base wording, own wording), what one of value, wording, figures, length, similarity. quotes: in the
    order of the text.
    """

    document: int
    how: str
    similarity: float
    quotes: tuple[Quote, ...]
    reasons: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageItem:
    """One item of the base document (a section with text of its own) and its uptake by each other family."""

    quote: Quote
    role: str
    uptakes: tuple[Uptake, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The base document's items in order. base: its document number; documents: whose uptakes the items list."""

    base: int
    documents: tuple[int, ...]
    items: tuple[CoverageItem, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says on one dimension: the quotations that fit best, and how many there are in all."""

    document: int
    quotes: tuple[Quote, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Dimension:
    """A row of the dimension table. kind: role (name is its code) or topic (keywords: what is looked for). cells: one
    a family, in family order; an empty one is information (未提及)."""

    name: str
    kind: str
    keywords: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator and what the documents set for it; what is counted in another way has a row of its own.

    name: its common name; core: without the words that change what is counted (口径), which are the qualifiers. kind,
    unit: of all its values; kind growth takes in changes in points. cells: targets of each family's representative, in
    family order, empty where it sets none. others: rows of the same core in another 口径, kind or unit.
    """

    name: str
    core: str
    qualifiers: tuple[str, ...]
    kind: str
    unit: str
    cells: tuple[tuple[Target, ...], ...]
    others: int

    @property
    def families(self) -> int:
        """How many families set a target."""
        return sum(map(bool, self.cells))


@dataclass(frozen=True, slots=True)
class BenefitsRow:
    """A case and what the documents pay or spare for it. item: as the first document names it; cells: as above."""

    item: str
    cells: tuple[tuple[Benefit, ...], ...]

    @property
    def families(self) -> int:
        """How many families have it."""
        return sum(map(bool, self.cells))


@dataclass(frozen=True, slots=True)
class Figures:
    """Targets and benefits of all families; rows that most of them have first, rows of one core together."""

    indicators: tuple[IndicatorRow, ...]
    benefits: tuple[BenefitsRow, ...]


@dataclass(frozen=True, slots=True)
class FolderPair:
    """A document of the left folder and its counterpart in the right one.

    title: similarity of the titles 0..1. similarity, structure, changed, added, dropped: of the comparison of the two:
    shares 0..1 and clauses with another value or wording, of the right and of the left document alone.
    """

    left: int
    right: int
    title: float
    regime: str
    similarity: float
    structure: float
    changed: int
    added: int
    dropped: int
    values: tuple[tuple[Quote, Quote, str], ...]


@dataclass(frozen=True, slots=True)
class FolderPairs:
    """Two folders paired by title; documents without a counterpart are listed."""

    left: str
    right: str
    pairs: tuple[FolderPair, ...]
    left_only: tuple[int, ...]
    right_only: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VerbatimRun:
    """Equal text in two documents, numbers and names included. characters: without blanks and punctuation."""

    left: Quote
    right: Quote
    characters: int


@dataclass(frozen=True, slots=True)
class CopyCheck:
    """Verbatim facts of one pair of families: shares 0..1 of the shorter body in equal runs of 13 characters and
    more, gross and net of set phrases and quotations; the longest runs in the order of the left text."""

    left: int
    right: int
    gross: float
    net: float
    runs: tuple[VerbatimRun, ...]


@dataclass(frozen=True, slots=True)
class ForeignPlace:
    """A place named in a document whose issuer it does not belong to.

    of: number of a document from that place which has the clause too, wholly or in part; None where the name only
    stands as part of a body's name (乙市财政局). quotes: the clauses that name it.
    """

    document: int
    place: str
    quotes: tuple[Quote, ...]
    of: int | None


@dataclass(frozen=True, slots=True)
class SameFigure:
    """The same figures in nearly the same words in two documents of different issuers. values: as written."""

    left: Quote
    right: Quote
    values: tuple[str, ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class Checks:
    """Copy checks: facts, never a verdict."""

    copies: tuple[CopyCheck, ...]
    places: tuple[ForeignPlace, ...]
    figures: tuple[SameFigure, ...]


@dataclass(frozen=True, slots=True)
class KnowledgeUse:
    """A file of the user's own knowledge that changed the report, and what was taken from it: (kind, how many)."""

    path: str
    added: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Report:
    """Everything found over many documents. Versions are linked beside their families and count on their own; copies
    count once. figures: None where there are too many families for them."""

    entries: tuple[Entry, ...]
    failures: tuple[Failure, ...]
    families: tuple[Family, ...]
    versions: tuple[VersionLink, ...]
    roles: tuple[str, ...]
    matrix: Matrix
    shared: tuple[SharedRow, ...]
    distinctive: tuple[tuple[Distinctive, ...], ...]
    dimensions: tuple[Dimension, ...]
    checks: Checks
    coverage: Coverage | None = None
    folder_pairs: FolderPairs | None = None
    knowledge: tuple[KnowledgeUse, ...] = ()
    figures: Figures | None = None

    def head(self, family: int) -> Entry:
        """The entry that speaks for a family."""
        return self.entries[self.families[family].representative]

    def text(self, quote: Quote) -> str:
        """The quoted text as it stands in the document."""
        return self.entries[quote.document].document.text[quote.start : quote.end]

    def section(self, quote: Quote) -> Section | None:
        """The section a quotation stands in."""
        return self.entries[quote.document].document.by_id.get(quote.section)

    @cached_property
    def issuers(self) -> int:
        """How many different issuers the families have, the unknown left out."""
        return len({self.head(n).place for n in range(len(self.families))} - {""})

    def pair(self, left: int, right: int) -> PairFigures:
        """Figures of two different families, by number; left and right are put in order."""
        left, right = sorted((left, right))
        matrix, rows = self.matrix, self.matrix.passages.rows(left, right)
        sides = (
            (matrix.weights[left], matrix.passages.left_clause[rows]),
            (matrix.weights[right], matrix.passages.right_clause[rows]),
        )
        columns = matrix.passages.similarity[rows], matrix.passages.shared[rows]
        best = [weights.best(clauses, *columns) for weights, clauses in sides]
        count = len(self.roles)
        shared = [w.by_role(w.gross * value, count).tolist() for (w, _), value in zip(sides, best, strict=True)]
        size = [w.by_role(w.gross, count).tolist() for w, _ in sides]
        sizes = [int(weights.gross.sum()) for weights, _ in sides]
        each = [float((w.gross * b).sum()) / max(1, n) for (w, _), b, n in zip(sides, best, sizes, strict=True)]
        by_role = zip(self.roles, *shared, *size, strict=True)
        figures = [RoleFigure(role, (a + b) / (m + n), int(m + n)) for role, a, b, m, n in by_role if m + n]
        return PairFigures(
            left=left,
            right=right,
            gross=float(matrix.gross[left, right]),
            net=float(matrix.net[left, right]),
            left_in_right=each[0],
            right_in_left=each[1],
            subject=float(matrix.subject[left, right]),
            structure=float(matrix.structure[left, right]),
            characters=sum(sizes),
            own=sum(int(weights.net.sum()) for weights, _ in sides),
            passages=rows.stop - rows.start,
            by_role=tuple(sorted(figures, key=lambda f: (-f.characters, f.role))),
        )

    def pairs_from(self, gross: float) -> list[tuple[int, int]]:
        """Pairs of families (left < right) with at least that gross similarity, in order."""
        left, right = (self.matrix.gross >= gross).nonzero()
        return [(i, j) for i, j in zip(left.tolist(), right.tolist(), strict=True) if i < j]

    def passages(self, left: int, right: int) -> tuple[Passage, ...]:
        """The clauses that two families share, in the order of the left (lower) one."""
        left, right = sorted((left, right))
        columns, rows = self.matrix.passages, self.matrix.passages.rows(left, right)
        return tuple(
            Passage(self.clause(left, i), self.clause(right, j), similarity, shared)
            for i, j, similarity, shared in zip(
                columns.left_clause[rows].tolist(),
                columns.right_clause[rows].tolist(),
                columns.similarity[rows].tolist(),
                columns.shared[rows].tolist(),
                strict=True,
            )
        )

    def clause(self, family: int, index: int) -> Quote:
        """A clause of a family's representative."""
        number = self.families[family].representative
        clause = self.entries[number].document.clauses[index]
        return Quote(number, clause.start, clause.end, clause.section)
