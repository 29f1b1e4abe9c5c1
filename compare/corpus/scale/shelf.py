"""Documents that were read, in bundles of a scratch folder: what later stages ask of them, without parsing again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...basics.key import make_key, plain_text
from ...collection import Stretch
from ...model import Document
from ...report import Failure
from .. import knowledge
from ..collect import Input
from ..copies import Body, amended
from ..fingerprints import Hashes
from ..knowledge import Knowledge
from ..naming import core_of, date_of, issuer_of, place_of, title_of
from ..quoting import numbered, quote
from ..reading import sheets_of
from ..shared import text_hash
from ..sheet import Sheet, body_parts, decode
from .sources import Item, Kept
from .store import Text, opened

Ints = NDArray[np.int64]
Json = dict[str, Any]

_ISSUED = ("issued", "given")  # dates that a re-post keeps
_OPEN = 16  # bundles held at once


@dataclass(frozen=True, slots=True)
class Bundle:
    """Documents to be read together: the `number`th bundle."""

    folder: str
    number: int
    items: tuple[Item, ...]
    known: Knowledge


@dataclass(frozen=True, slots=True)
class Shelved:
    """What became of a bundle: documents, failures, characters of the texts."""

    documents: int
    failures: int
    characters: int


def bundle_file(folder: str, number: int) -> Path:
    """File of a bundle."""
    return Path(folder) / f"read-{number:06}.npz"


def read_bundle(bundle: Bundle) -> Shelved:
    """Map: read and understand documents, and keep of them what is asked later. Done once: a bundle that is there is
    not read again."""
    target = bundle_file(bundle.folder, bundle.number)
    if target.exists():
        return _summary(_parts(bundle.folder, bundle.number, "meta"))
    rows: list[Json] = []
    failures: list[Failure] = []
    columns: dict[str, list[Any]] = {name: [] for name in ("text", "key", "bounds", "clauses", "said", "sketch")}
    inputs = [item for item in bundle.items if isinstance(item, Input)]
    sheets = sheets_of(inputs)
    for item in bundle.items:
        if isinstance(item, Failure):
            failures.append(item)
            continue
        sheet = decode(item.data, item.path) if isinstance(item, Kept) else next(sheets)
        if isinstance(sheet, Failure):
            failures.append(sheet)
            continue
        sheet = knowledge.apply(sheet, bundle.known)
        rows.append(_row(sheet, item, bundle.known))
        for name, values in _columns(sheet).items():
            columns[name].append(values)
    arrays = {}
    for name, values in columns.items():
        arrays[name] = np.concatenate(values) if values else np.zeros(0, np.uint8)
        arrays[f"{name}_at"] = np.cumsum([0, *map(len, values)])
    meta = {"rows": rows, "failures": [[f.path, f.reason, f.reason_en] for f in failures]}
    arrays["meta"] = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(errors="surrogatepass"), np.uint8)
    part = target.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as stream:
        np.savez(stream, **arrays)  # type: ignore[arg-type]
    part.replace(target)
    return _summary(arrays)


def _row(sheet: Sheet, item: Input | Kept, known: Knowledge) -> Json:
    document = sheet.document
    if isinstance(item, Kept):
        title, issuer, place, date, date_from = item.title, item.issuer, item.place, item.date, item.date_from
        core = core_of(sheet, Input(item.path, item.path, title=title, issuer=issuer))
    else:
        title, issuer, place = title_of(sheet, item), issuer_of(sheet, item), place_of(sheet, item)
        date, date_from = date_of(sheet, item)
        core = core_of(sheet, item)
    named = knowledge.issuer_name(issuer, known)
    return {
        "path": item.path,
        "title": title,
        "issuer": named,
        "place": place if named == issuer else named,
        "date": date,
        "date_from": date_from,
        "core": core,
        "number": document.metadata.number,
        "amended": amended(sheet),
        "size": sheet.size,
        "parts": list(body_parts(document)),
        "places": list(document.metadata.places),
        "length": len(document.text),
        "characters": len(sheet.key),
        "own_title": bool(document.metadata.title),
        "own_issuer": bool(document.metadata.issuers),
        "sections": len(document.sections),
        "labels": _labels(document),
    }


def _labels(document: Document) -> list[tuple[str, str]]:
    """Number and heading of each section, and of the text outside all as the last."""
    return [*(numbered(document, section.start) for section in document.sections), ("", "")]


def _columns(sheet: Sheet) -> dict[str, Any]:
    document = sheet.document
    order = {section.id: n for n, section in enumerate(document.sections)}
    quotes = [quote(0, document, c.start, c.end, c.section) for c in document.clauses]
    spans = [(q.start, q.end, order[q.section]) for q in quotes]
    said = [text_hash(plain_text(document.text[q.start : q.end])) for q in quotes]
    return {
        "text": _bytes(document.text),
        "key": _bytes(sheet.key),
        "bounds": sheet.bounds,
        "clauses": np.asarray(spans, dtype=np.int32).reshape(-1, 3),
        "said": np.asarray(said, dtype=np.uint64),
        "sketch": sheet.sketch,
    }


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", errors="surrogatepass"), dtype=np.uint8)


def _summary(parts: Mapping[str, NDArray[Any]]) -> Shelved:
    meta = _meta(parts)
    return Shelved(len(meta["rows"]), len(meta["failures"]), sum(row["length"] for row in meta["rows"]))


def _parts(folder: str, number: int, *names: str) -> dict[str, NDArray[Any]]:
    """Arrays of a bundle by name."""
    with opened(bundle_file(folder, number)) as file:
        return {name: file[name] for name in names}


def _meta(parts: Mapping[str, NDArray[Any]]) -> Json:
    found: Json = json.loads(parts["meta"].tobytes().decode(errors="surrogatepass"))
    return found


def _text(data: NDArray[np.uint8]) -> str:
    return data.tobytes().decode("utf-8", errors="surrogatepass")


@dataclass(frozen=True)
class Shelf:
    """All documents that were read. base: number of the first document of each bundle, and after the last."""

    folder: str
    base: tuple[int, ...]

    def bundle_of(self, documents: Sequence[int] | Ints) -> Ints:
        """Bundle of each document."""
        return np.searchsorted(np.asarray(self.base), np.asarray(documents, dtype=np.int64), side="right") - 1

    def rows(self) -> Iterator[Json]:
        """What is known of each document, in order."""
        for number in range(len(self.base) - 1):
            for row in _meta(_parts(self.folder, number, "meta"))["rows"]:
                del row["labels"], row["parts"]
                yield row

    def failures(self) -> Iterator[Failure]:
        """What could not be read."""
        for number in range(len(self.base) - 1):
            yield from (Failure(*row) for row in _meta(_parts(self.folder, number, "meta"))["failures"])

    def sketches(self) -> list[Hashes]:
        """Sketch of each body."""
        found: list[Hashes] = []
        for number in range(len(self.base) - 1):
            parts = _parts(self.folder, number, "sketch", "sketch_at")
            if self.base[number + 1] > self.base[number]:
                found += np.split(parts["sketch"].astype(np.uint64), parts["sketch_at"][1:-1])
        return found

    def bodies(self, documents: Sequence[int]) -> dict[int, Body]:
        """Bodies of some documents, by number."""
        return {n: _body(self.folder, int(b), n - self.base[b]) for n, b in self._ordered(documents)}

    def _ordered(self, documents: Sequence[int]) -> list[tuple[int, int]]:
        bundles = self.bundle_of(documents).tolist()
        return sorted(zip(documents, bundles, strict=True))

    def texts(self, number: int, issuers: Sequence[int], heads: Sequence[bool]) -> list[Text]:
        """Documents of a bundle for the pipeline. issuers, heads: of each of them."""
        parts = _parts(self.folder, number, "key", "key_at", "bounds", "bounds_at")
        keys, key_at = parts["key"], parts["key_at"].tolist()
        bounds, at = parts["bounds"], parts["bounds_at"].tolist()
        return [
            Text(_text(keys[key_at[n] : key_at[n + 1]]), bounds[at[n] : at[n + 1]], issuer, head)
            for n, (issuer, head) in enumerate(zip(issuers, heads, strict=True))
        ]

    def said(self, documents: Ints, clauses: Ints) -> NDArray[np.uint64]:
        """A hash of what each clause says, numbers and names included."""
        found = np.zeros(len(documents), np.uint64)
        bundles = self.bundle_of(documents)
        for number in np.unique(bundles).tolist():
            rows = np.flatnonzero(bundles == number)
            parts = _parts(self.folder, number, "said", "said_at")
            at = parts["said_at"][documents[rows] - self.base[number]] + clauses[rows]
            found[rows] = parts["said"][at]
        return found

    def stretches(self, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Stretch]:
        """Quotations of clauses, given by document and number in it."""
        wanted = sorted(set(places))
        bundles = self.bundle_of([document for document, _ in wanted]).tolist()
        found = {}
        for (document, clause), number in zip(wanted, bundles, strict=True):
            text, spans, labels = _shelved(self.folder, number, document - self.base[number])
            start, end, section = spans[clause].tolist()
            found[document, clause] = Stretch(
                document, start, end, labels[section][0], labels[section][1], text[start:end]
            )
        return found

    def places(self, documents: Iterable[int]) -> dict[int, list[str]]:
        """Own place names of some documents."""
        wanted = sorted(set(documents))
        bundles = self.bundle_of(wanted).tolist()
        return {n: _opened(self.folder, b)[0][n - self.base[b]]["places"] for n, b in zip(wanted, bundles, strict=True)}

    def phrase(self, clause: Stretch, key: str, places: Sequence[str]) -> Stretch | None:
        """The part of a clause whose matching characters are `key`, or None where that cannot be told."""
        made = make_key(clause.text, places)
        at = made.text.find(key)
        if at < 0:
            return None
        start, end = made.starts[at], made.ends[at + len(key) - 1]
        text = clause.text[start:end]
        return Stretch(clause.document, clause.start + start, clause.start + end, clause.section, clause.heading, text)


@lru_cache(maxsize=_OPEN)
def _opened(folder: str, number: int) -> tuple[list[Json], NDArray[np.uint8], list[int], NDArray[np.int32], list[int]]:
    parts = _parts(folder, number, "meta", "text", "text_at", "clauses", "clauses_at")
    return (
        _meta(parts)["rows"],
        parts["text"],
        parts["text_at"].tolist(),
        parts["clauses"].reshape(-1, 3),
        parts["clauses_at"].tolist(),
    )


@lru_cache(maxsize=_OPEN)
def _shelved(folder: str, number: int, index: int) -> tuple[str, NDArray[np.int32], list[tuple[str, str]]]:
    """Text, spans of the clauses with the number of their section, and labels of the sections of a document."""
    rows, text, at, clauses, spans = _opened(folder, number)
    labels = [(path, heading) for path, heading in rows[index]["labels"]]
    return _text(text[at[index] : at[index + 1]]), clauses[spans[index] : spans[index + 1]], labels


def _body(folder: str, number: int, index: int) -> Body:
    rows, text, at, _, _ = _opened(folder, number)
    row = rows[index]
    year = row["date"][:4] if row["date_from"] in _ISSUED else ""
    parts = tuple((a, b) for a, b in row["parts"])
    return Body(_text(text[at[index] : at[index + 1]]), parts, row["size"], row["number"], row["amended"], year)
