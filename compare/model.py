"""The frozen types that travel through the pipeline. They hold facts and no behaviour beyond look-ups.

Every position is a half-open span of code points into `Document.text`, which is never rewritten.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from .findings import Findings, Tables


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points into a document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that the file's format sets apart.

    kind: title or heading (by its style; level 1..9), row (cells of a table row, with tabs between them), toc (a line
    of a contents list), field (a name and a value of a page's table of metadata) or note (a footnote).
    """

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file's format says of its text beyond the characters; empty for plain text.

    blocks: in reading order. pages: (offset, page from 1) in order, where the format has pages. record: which record of
    a collection the text is (from 1) and how many there are; 0, 0 where the file is no collection. notes: sentences in
    Chinese about what of the file was not read.
    """

    blocks: tuple[Block, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    record: tuple[int, int] = (0, 0)
    notes: tuple[str, ...] = ()

    def page(self, at: int) -> int:
        """Page of the file (from 1) on which the character at this offset stands; 0 where there are no pages."""
        index = bisect_right(self.pages, (at, 1 << 31)) - 1
        return self.pages[index][1] if index >= 0 else 0

    def of_kind(self, *kinds: str) -> tuple[Block, ...]:
        """Blocks of these kinds, in reading order."""
        return tuple(block for block in self.blocks if block.kind in kinds)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text outside the body, kept and named.

    kind: metadata (legal-database header, portal table, title block, addressees), title, transmittal,
    toc, signature, attachment, chrome (site navigation and notices), other_part (the documents of the
    file that were not chosen), note (footnotes behind the text). `furniture` (page numbers, running headers) may lie
    inside a section.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered, dashed or lead-sentence unit, with the text up to the next section of any level.

    level: 0 preamble, 1 一、 or 第X章, 2 （一） or 第X节, 3 1. or 第X条, 4 （1） or an unnumbered lead
    sentence, 5 ①; deeper containers shift the levels below them.
    body: where the text after marker and heading starts.
    parent: id of the enclosing section, None at the top.
    roles: one or two codes of the role table, the stronger first; empty where no role fits.
    confidence: heading_exact, heading_regex, inherited, cue, position, manual (given by hand), or none.
    """

    id: str
    level: int
    marker: str
    heading: str
    start: int
    end: int
    body: int
    parent: str | None = None
    style: str = ""
    roles: tuple[str, ...] = ()
    confidence: str = "none"


@dataclass(frozen=True, slots=True)
class Item:
    """A list item below a section (项, 目, 一是): numbered text that is no unit of its own."""

    marker: str
    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of text inside one section's body that ends at 。；！？ or a paragraph end.

    phrases tile the clause at ，、： and the like.
    """

    start: int
    end: int
    section: str
    phrases: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says about itself; empty strings and tuples where it does not say.

    level: 国家, 部委, 省, 市, 区县, 园区 or 乡镇. dates: (name, ISO date) pairs, name one of issued,
    published, effective, expiry. title_core: title without issuer, 关于印发…的通知, place and years.
    cited: (title, number) pairs in order of first mention. places: the issuers' own place names,
    longest first, masked in matching keys.
    """

    title: str = ""
    outer_title: str = ""
    issuers: tuple[str, ...] = ()
    level: str = ""
    number: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    status: str = ""
    genre: str = ""
    title_core: str = ""
    addressees: str = ""
    cited: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()

    def date(self, name: str) -> str:
        """ISO date of that name, or an empty string."""
        return dict(self.dates).get(name, "")


@dataclass(frozen=True)
class Document:
    """One policy as understood: its text, what it says of itself, and its sections.

    Regions of kinds other than furniture, and sections, tile `text` together: no character is outside.
    part/parts: which of the documents in the file this is (from 1) and how many there are. corrected: whether
    headings or roles were corrected by hand. findings: targets, benefits, measures and tasks; empty until they are
    asked for (measures.extract), as reading needs none of them. layout: what the file's format says of the text.
    simplified: the same document with its text in Simplified characters, place for place, which is matched instead;
    None where the text itself is.
    """

    path: str
    text: str
    metadata: Metadata
    regions: tuple[Region, ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    clauses: tuple[Clause, ...]
    encoding: str = "utf-8"
    part: int = 1
    parts: int = 1
    notes: tuple[str, ...] = ()
    corrected: bool = False
    findings: Findings = field(default_factory=Findings)
    layout: Layout = Layout()
    simplified: Document | None = None

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def children(self) -> dict[str | None, tuple[Section, ...]]:
        """Sections by the id of their parent, in reading order."""
        found: dict[str | None, list[Section]] = {}
        for section in self.sections:
            found.setdefault(section.parent, []).append(section)
        return {parent: tuple(kids) for parent, kids in found.items()}

    @cached_property
    def clauses_of(self) -> dict[str, tuple[int, ...]]:
        """Indices of clauses by section id."""
        found: dict[str, list[int]] = {}
        for index, clause in enumerate(self.clauses):
            found.setdefault(clause.section, []).append(index)
        return {section: tuple(indices) for section, indices in found.items()}

    @cached_property
    def furniture(self) -> tuple[Region, ...]:
        """Page numbers and running headers, in order; they may lie inside sections."""
        return tuple(region for region in self.regions if region.kind == "furniture")


@dataclass(frozen=True, slots=True)
class Link:
    """Two sections that say the same, wholly or in part.

    kind: identical, edited, equivalent, partial or same_role. score: the aligner's confidence, 0..1,
    relative to the pair. similarity: rapidfuzz ratio of the matching keys, 0..1. moved: out of order or
    under a container of another role. group: shared by the links of one split or merge, else empty.
    pinned: made by hand.
    """

    left: str
    right: str
    kind: str
    score: float
    similarity: float
    moved: bool = False
    group: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of an edit script: op is equal, insert, delete or replace; spans into either text."""

    op: str
    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """Two clauses (indices into `Document.clauses`) and how one becomes the other.

    edits tile both clauses; they are phrase-wise where the clauses are too different for a readable
    word diff.
    """

    left: int
    right: int
    similarity: float
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a span has its label.

    kind: formula (value = formula id), frequency (documents), issuers (how many), citation, definition, counterpart
    (similarity), value, place, body, project, amount, date, unit (a responsible body), instrument.
    """

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """A run of text with one label: boilerplate, quotation, shared, adapted, value_changed, distinctive
    or general. `other` is the counterpart's span in the other document, where there is one."""

    start: int
    end: int
    label: str
    reasons: tuple[Reason, ...] = ()
    other: Span | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A wording replaced throughout (股东大会 → 股东会), stated once."""

    left: str
    right: str
    count: int


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """A note that a reader has made on a stretch of the left or right document."""

    left: bool
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Verbatim overlap seen from one side: shares 0..1 of that side's body characters.

    gross: in verbatim runs of at least 13 matching characters with the other document; net: the same
    without boilerplate and quotation, over the body without them.
    """

    gross: float
    net: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures that open a comparison. Shares and similarities are 0..1; units are leaf sections."""

    similarity: float
    structure: float
    by_role: tuple[tuple[str, float, int], ...]
    overlap: tuple[Overlap, Overlap]
    units: tuple[int, int]
    linked: tuple[int, int]
    label_shares: tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]


@dataclass(frozen=True)
class Comparison:
    """Two documents, what links them, and a label for every character of both bodies.

    session: path of the session file whose corrections and remarks are in it, empty where none was used; cut: how
    many links were cut by hand. tables: aligned targets and benefits, and changes of wording.
    """

    left: Document
    right: Document
    regime: str
    regime_reason: str
    links: tuple[Link, ...]
    clause_links: tuple[ClauseLink, ...]
    spans: tuple[tuple[LabelSpan, ...], tuple[LabelSpan, ...]]
    replacements: tuple[Replacement, ...]
    summary: Summary
    notes: tuple[str, ...] = field(default=())
    regime_reason_en: str = ""
    remarks: tuple[Remark, ...] = ()
    session: str = ""
    cut: int = 0
    tables: Tables = field(default_factory=Tables)
