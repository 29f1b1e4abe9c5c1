"""What comparing many documents needs of one: a Document with its matching characters cut into clauses and pieces.

A sheet is made once from a file's bytes, and kept as JSON (`encode`, `decode`), so that it may be cached.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..basics.key import Key, plain_text
from ..frequency import formulas, formulas_in
from ..model import Block, Clause, Document, Item, Layout, Metadata, Region, Section, Span
from ..reading import key_of
from .fingerprints import bottom, codes_of, gram_hashes

Ints = NDArray[np.int32]

SKETCH = 128  # hashes kept of a body to tell copies by
SKETCH_GRAM = 8  # characters of plain text in each
_TITLE = re.compile(r"《[^》\n]{2,80}》")
_NO_CUT = "、"
_TEXT_FIRST = '{"text":'


@dataclass(frozen=True)
class Sheet:
    """A document and, of its body, the matching characters (see basics.key) of all clauses in a row.

    ends: of each piece (a stretch between commas), its end in `key`; pieces tile the key. starts, stops: its span in
    the text. last: of each clause, how many pieces end with it. ritual: characters of each piece in set phrases and
    titles of documents. formulas: occurrences of the formula bank as (start, end, id), code points of the text.
    sketch: least hashes of the body's plain text; size: its characters.
    """

    document: Document
    key: str
    ends: Ints
    starts: Ints
    stops: Ints
    last: Ints
    ritual: Ints
    formulas: tuple[tuple[int, int, str], ...]
    sketch: NDArray[np.uint64]
    size: int

    @property
    def bounds(self) -> Ints:
        """Ends of the clauses in `key`, with a 0 before them."""
        ends = np.concatenate((np.zeros(1, np.int32), self.ends))
        return np.concatenate((np.zeros(1, np.int32), ends[self.last])).astype(np.int32)

    @property
    def clause_of(self) -> Ints:
        """The clause of each piece."""
        return np.searchsorted(self.last, np.arange(len(self.ends)), side="right").astype(np.int32)

    @property
    def keys(self) -> list[str]:
        """Key of each clause."""
        bounds = self.bounds.tolist()
        return [self.key[a:b] for a, b in pairwise(bounds)]

    @property
    def piece_keys(self) -> list[str]:
        """Key of each piece."""
        ends = self.ends.tolist()
        return [self.key[a:b] for a, b in zip([0, *ends], ends, strict=False)]


def make_sheet(document: Document) -> Sheet:
    """The sheet of a document."""
    key = key_of(document)
    found = tuple(formulas_in(document.text))
    ends, starts, stops, last, text = _pieces(document, key)
    plain = plain_body(document)
    return Sheet(
        document=document,
        key=text,
        ends=ends,
        starts=starts,
        stops=stops,
        last=last,
        ritual=ritual_of(document, key, found, starts, stops),
        formulas=found,
        sketch=bottom(gram_hashes(codes_of(plain), SKETCH_GRAM), SKETCH),
        size=len(plain),
    )


def plain_body(document: Document) -> str:
    """All sections without page furniture, blanks and punctuation; numbers and places as they are."""
    return plain_text("".join(document.text[a:b] for a, b in body_parts(document)))


def body_parts(document: Document) -> Iterable[tuple[int, int]]:
    """Stretches of the sections between page furniture, in reading order, as spans of the text."""
    furniture = document.furniture
    for section in document.sections:
        at = section.start
        for region in furniture:
            if region.end > at and region.start < section.end:
                yield at, max(at, region.start)
                at = region.end
        yield at, section.end


def _pieces(document: Document, key: Key) -> tuple[Ints, Ints, Ints, Ints, str]:
    ends, starts, stops, last, texts = [], [], [], [], []
    total = 0
    for clause in document.clauses:
        at = clause.start
        for n, phrase in enumerate(clause.phrases):
            final = n == len(clause.phrases) - 1
            if not final and document.text[at : phrase.end].rstrip().endswith(_NO_CUT):
                continue
            stop = clause.end if final else phrase.end
            text = key.cut(at, stop)
            total += len(text)
            texts.append(text)
            ends.append(total)
            starts.append(at)
            stops.append(stop)
            at = stop
        last.append(len(ends))
    arrays = tuple(np.asarray(values, dtype=np.int32) for values in (ends, starts, stops, last))
    return arrays[0], arrays[1], arrays[2], arrays[3], "".join(texts)


def ritual_of(document: Document, key: Key, found: Sequence[tuple[int, int, str]], starts: Ints, stops: Ints) -> Ints:
    """Matching characters of each piece that stand in a ritual formula or between 《 and 》."""
    bank = formulas()
    mark = np.zeros(len(document.text) + 1, dtype=bool)
    for start, end, ident in found:
        if ident not in bank or bank[ident].ritual:
            mark[start:end] = True
    for match in _TITLE.finditer(document.text):
        mark[match.start() : match.end()] = True
    places = np.asarray(key.starts, dtype=np.int64)
    inside = np.concatenate((np.zeros(1, np.int64), np.cumsum(mark[places]))) if len(places) else np.zeros(1, np.int64)
    low, high = np.searchsorted(places, starts), np.searchsorted(places, stops)
    return (inside[high] - inside[low]).astype(np.int32)


def encode(sheet: Sheet) -> bytes:
    """The sheet as compressed JSON."""
    document = sheet.document
    order = {section.id: n for n, section in enumerate(document.sections)}
    value = {
        "text": document.text,
        "metadata": asdict(document.metadata),
        "regions": [[r.kind, r.start, r.end] for r in document.regions],
        "sections": [
            [s.id, s.level, s.marker, s.heading, s.start, s.end, s.body, s.parent, s.style, s.roles, s.confidence]
            for s in document.sections
        ],
        "items": [[i.marker, i.start, i.end, i.section] for i in document.items],
        "clauses": [
            [c.start, c.end, order[c.section], *(at for p in c.phrases for at in (p.start, p.end))]
            for c in document.clauses
        ],
        "more": [document.encoding, document.part, document.parts, document.notes],
        "layout": asdict(document.layout),
        "key": sheet.key,
        "arrays": [a.tolist() for a in (sheet.ends, sheet.starts, sheet.stops, sheet.last, sheet.ritual)],
        "formulas": sheet.formulas,
        "sketch": sheet.sketch.tobytes().hex(),
        "size": sheet.size,
    }
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


def decode(data: bytes, path: str) -> Sheet:
    """A sheet from what `encode` gave. Raises ValueError where it is anything else."""
    try:
        value = json.loads(zlib.decompress(data))
        sheet = _sheet(value, path)
    except (KeyError, TypeError, IndexError, AttributeError, zlib.error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    _check(sheet)
    return sheet


def text_of(data: bytes) -> str:
    """The document's text alone from what `encode` gave, without the rest. Raises ValueError where it is anything
    else."""
    try:
        raw = zlib.decompress(data).decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    if not raw.startswith(_TEXT_FIRST):
        raise ValueError("no text")
    text: str = json.JSONDecoder().raw_decode(raw, len(_TEXT_FIRST))[0]
    return text


def _sheet(value: dict[str, Any], path: str) -> Sheet:
    sections = tuple(_section(*row) for row in value["sections"])
    encoding, part, parts, notes = value["more"]
    document = Document(
        path=path,
        text=value["text"],
        metadata=_metadata(value["metadata"]),
        regions=tuple(Region(*row) for row in value["regions"]),
        sections=sections,
        items=tuple(Item(*row) for row in value["items"]),
        clauses=tuple(_clause(row, sections) for row in value["clauses"]),
        encoding=encoding,
        part=part,
        parts=parts,
        notes=tuple(notes),
        layout=_layout(value["layout"]),
    )
    arrays = [np.asarray(row, dtype=np.int32) for row in value["arrays"]]
    sketch = np.frombuffer(bytes.fromhex(value["sketch"]), dtype=np.uint64)
    found = tuple((int(start), int(end), str(ident)) for start, end, ident in value["formulas"])
    ends, starts, stops, last, ritual = arrays
    return Sheet(document, value["key"], ends, starts, stops, last, ritual, found, sketch, value["size"])


def _section(*row: Any) -> Section:
    fields: list[Any] = [*row]
    fields[9] = tuple(fields[9])
    return Section(*fields)


def _clause(row: Sequence[int], sections: Sequence[Section]) -> Clause:
    flat = row[3:]
    phrases = tuple(Span(a, b) for a, b in zip(flat[::2], flat[1::2], strict=True))
    return Clause(row[0], row[1], sections[row[2]].id, phrases)


def _layout(value: dict[str, Any]) -> Layout:
    blocks = tuple(Block(row["kind"], row["start"], row["end"], row["level"]) for row in value["blocks"])
    pages = tuple((at, page) for at, page in value["pages"])
    record, parts = value["record"]
    return Layout(blocks, pages, (record, parts), tuple(value["notes"]))


def _metadata(value: dict[str, Any]) -> Metadata:
    lists = {
        "issuers": tuple(value["issuers"]),
        "places": tuple(value["places"]),
        "dates": tuple((name, date) for name, date in value["dates"]),
        "cited": tuple((title, number) for title, number in value["cited"]),
    }
    return replace(Metadata(), **{**value, **lists})


def _check(sheet: Sheet) -> None:
    """Raise ValueError unless every position lies inside its text and every column has its length."""
    size, count = len(sheet.document.text), len(sheet.ends)
    columns = (sheet.starts, sheet.stops, sheet.ritual)
    if any(len(column) != count for column in columns) or len(sheet.last) != len(sheet.document.clauses):
        raise ValueError("columns differ in length")
    if (count and int(sheet.ends[-1]) != len(sheet.key)) or (len(sheet.last) and int(sheet.last[-1]) != count):
        raise ValueError("pieces do not tile the key")
    document = sheet.document
    spans: list[Section | Clause | Region] = [*document.sections, *document.clauses, *document.regions]
    if any(not 0 <= span.start <= span.end <= size for span in spans) or (count and int(sheet.stops.max()) > size):
        raise ValueError("a span lies outside the text")
