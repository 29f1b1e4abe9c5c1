"""Adding documents to a library and removing them: what is new is read, and nothing else is done again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus.collect import Input, collect
from ..corpus.naming import date_of, issuer_of, place_of, title_of
from ..corpus.reading import Progress, read_all
from ..corpus.sheet import Sheet, encode
from ..errors import LibraryError
from ..holdings import Addition, Holding
from ..readers import STDIN
from ..report import Failure
from . import postings
from .families import ISSUED, copies_among, copies_of
from .prints import rows, sketch_rows
from .store import Store, checksum, indexed, packed

_AT_ONCE = 400  # documents of one transaction; what was added before a crash stays added


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A document to be kept: where it is from, the hash of its bytes, itself."""

    path: str
    source: bytes
    item: Input
    sheet: Sheet


def add(store: Store, paths: Sequence[str], workers: int = 0, progress: Progress | None = None) -> Addition:
    """Add the documents that the paths name. Those whose bytes are known are passed over, those that changed take the
    place of what was there. workers, progress: as in reading.read_all.

    Raises ReadError where a path is not there, LibraryError where the library cannot be written.
    """
    inputs, failed = collect(paths)
    failures = list(failed)
    known = dict(store.base.execute("SELECT path, source FROM documents"))
    wanted: list[tuple[Input, str, bytes]] = []
    unchanged = 0
    for item in inputs:
        source = _source(item)
        if isinstance(source, Failure):
            failures.append(source)
            continue
        path = _place(item, source)
        if known.get(path) == source:
            unchanged += 1
        else:
            wanted.append((item, path, source))
    added = changed = copies = 0
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        reading = read_all([item for item, *_ in part], None, workers, _further(progress, at, len(wanted)))
        failures += reading.failures
        places = {item.path: (path, source) for item, path, source in part}
        fresh = [
            _Fresh(*places[item.path], item, sheet) for item, sheet in zip(reading.inputs, reading.sheets, strict=True)
        ]
        counts = _keep(store, fresh)
        added, changed, copies = added + counts[0], changed + counts[1], copies + counts[2]
    return Addition(added, changed, unchanged, copies, tuple(sorted(failures, key=lambda failure: failure.path)))


def _further(progress: Progress | None, before: int, total: int) -> Progress | None:
    return None if progress is None else lambda done, _: progress(before + done, total)


def _source(item: Input) -> bytes | Failure:
    """Hash of the bytes and of what is given with them."""
    found = hashlib.blake2b(digest_size=16)
    if not item.file:
        for part in (item.text, item.title, item.issuer, item.date):
            found.update(part.encode("utf-8", errors="surrogatepass") + b"\0")
        return found.digest()
    try:
        with Path(item.file).open("rb") as stream:
            while data := stream.read(1 << 20):
                found.update(data)
    except OSError as error:
        detail = error.strerror or str(error)
        return Failure(item.path, f"无法读取（{detail}）。", f"cannot be read ({detail}).")
    return found.digest()


def _place(item: Input, source: bytes) -> str:
    """Where a document is from, whatever folder the program was started in."""
    if item.path == STDIN:
        return f"{STDIN}#{source.hex()[:12]}"
    return os.path.realpath(item.file) if item.file else str(Path(item.path).absolute())


def _keep(store: Store, fresh: Sequence[_Fresh]) -> tuple[int, int, int]:
    """Add documents in one transaction; how many are new, changed, and copies."""
    sheets = [one.sheet for one in fresh]
    dates = [date_of(one.sheet, one.item) for one in fresh]
    years = [date[:4] if name in ISSUED else "" for date, name in dates]
    encoded = [encode(sheet) for sheet in sheets]
    among = copies_among(sheets, years)
    with store.writing() as base:
        changed, kept = _make_room(store, fresh)
        older = copies_of(store, [sheets[n] for n in kept], [years[n] for n in kept])
        numbers: dict[int, int] = {}
        for n in kept:
            numbers[n] = _insert(store, fresh[n], dates[n], encoded[n])
        for n, numbered in zip(kept, older, strict=True):
            for other in numbered:
                _join(store, other, numbers[n])
        for left, right in among:
            if left in numbers and right in numbers:
                _join(store, numbers[left], numbers[right])
        ids, new = [numbers[n] for n in kept], [sheets[n] for n in kept]
        postings.insert(base, postings.PRINTS, *rows(new, ids))
        postings.insert(base, postings.SKETCHES, *sketch_rows(new, ids))
        copies = sum(
            base.execute("SELECT family FROM documents WHERE id = ?", (number,)).fetchone()[0] != number
            for number in ids
        )
    return len(kept) - changed, changed, copies


def _make_room(store: Store, fresh: Sequence[_Fresh]) -> tuple[int, list[int]]:
    """Take out what the new documents take the place of; how many did, and which are to be kept: another process may
    have added the same meanwhile."""
    changed = 0
    kept = []
    for n, one in enumerate(fresh):
        found = store.base.execute("SELECT id, source FROM documents WHERE path = ?", (one.path,)).fetchone()
        if found and found[1] == one.source:
            continue
        if found:
            changed += 1
            _take_out(store, int(found[0]))
        kept.append(n)
    return changed, kept


def _insert(store: Store, one: _Fresh, date: tuple[str, str], data: bytes) -> int:
    sheet, item, base = one.sheet, one.item, store.base
    values = (
        one.path, one.source, title_of(sheet, item), issuer_of(sheet, item), place_of(sheet, item), *date,
        sheet.document.metadata.number, 0, len(sheet.key), checksum(sheet.sketch.tobytes()),
    )  # fmt: skip
    cursor = base.execute(
        "INSERT INTO documents (path, source, title, issuer, place, date, date_from, number, family, characters, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    number = int(cursor.lastrowid or 0)
    key = packed(sheet)
    base.execute("UPDATE documents SET family = id WHERE id = ?", (number,))
    base.execute("INSERT INTO sheets VALUES (?, ?, ?)", (number, checksum(data), data))
    base.execute("INSERT INTO keys VALUES (?, ?, ?)", (number, checksum(key), key))
    base.execute("INSERT INTO phrases (rowid, text) VALUES (?, ?)", (number, indexed(sheet.document.text)))
    return number


def _join(store: Store, one: int, two: int) -> None:
    """Make two families one, with the lower number."""
    rows = store.base.execute("SELECT family FROM documents WHERE id IN (?, ?)", (one, two)).fetchall()
    families = sorted({int(row[0]) for row in rows})
    if len(families) == 2:
        store.base.execute("UPDATE documents SET family = ? WHERE family = ?", (families[0], families[1]))


def _take_out(store: Store, number: int) -> None:
    """Remove a document; its fingerprints go when their segment is merged, and count for nothing until then."""
    base = store.base
    for holding in store.holdings("id = ?", (number,)):
        text = indexed(store.text(holding))
        base.execute("INSERT INTO phrases (phrases, rowid, text) VALUES ('delete', ?, ?)", (number, text))
    for table, column in (("documents", "id"), ("sheets", "id"), ("keys", "id")):
        base.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))


def remove(store: Store, names: Sequence[str]) -> list[Holding]:
    """Remove documents: by number as listed, by path, or all of a folder or .jsonl file. Nothing is removed where one
    of the names means nothing: LibraryError."""
    with store.writing():
        everything = store.holdings()
        found: dict[int, Holding] = {}
        unknown = []
        for name in names:
            meant = [holding for holding in everything if _means(name, holding)]
            found |= {holding.id: holding for holding in meant}
            unknown += [] if meant else [name]
        if unknown:
            listing = "、".join(unknown)
            raise LibraryError(
                f"文件库里没有 {listing}，什么也没有移除。",
                f"not in the library: {', '.join(unknown)}; nothing was removed.",
                path=str(store.path),
                advice_zh="编号和路径见 bidui library list。",
                advice_en="`bidui library list` shows numbers and paths.",
            )
        for number in sorted(found):
            _take_out(store, number)
    return [holding for holding in everything if holding.id in found]


def _means(name: str, holding: Holding) -> bool:
    if name.isascii() and name.isdecimal():
        return holding.id == int(name)
    if name == holding.path:
        return True
    for place in {os.path.realpath(name), str(Path(name).absolute())}:
        if holding.path == place or holding.path.startswith((place.rstrip("/\\") + os.sep, place + "#")):
            return True
    return False
