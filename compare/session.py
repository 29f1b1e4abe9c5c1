"""The session file: corrections by hand, pinned links and remarks, kept beside the documents as JSON.

Its shape is docs/schema/session.schema.json. Documents are known by a hash of their text; after an edit, by their
file name, and places by the words that stand there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, TypeVar

from .corrections import Corrections, HeadingFix, LinkFix, Place, RoleFix, place_at
from .errors import SessionError
from .model import Document, Remark, Section
from .options import REGIMES
from .writers.output import write

SCHEMA = "bidui.session/1"
SUFFIX = ".bidui.json"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A remark as it is kept: where it begins, how many code points it covers, and its text."""

    place: Place
    length: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """What is kept of one document. sha256: of its text as UTF-8; part: which document of the file, from 1."""

    path: str
    sha256: str
    part: int
    headings: tuple[HeadingFix, ...] = ()
    roles: tuple[RoleFix, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PairEntry:
    """What is kept of one pair: its documents as (file name, hash, part), the regime if it was chosen, its links."""

    left: tuple[str, str, int]
    right: tuple[str, str, int]
    regime: str = ""
    links: tuple[LinkFix, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """All that a session file holds. path: of the file, empty where it has none yet."""

    path: str = ""
    documents: tuple[DocumentEntry, ...] = ()
    pairs: tuple[PairEntry, ...] = ()

    # ---- what it says

    def corrections(self, document: Document) -> Corrections:
        """What is corrected in a document."""
        entry = self._entry(document)
        return Corrections(entry.headings, entry.roles)

    def links(self, left: Document, right: Document) -> tuple[LinkFix, ...]:
        """Links of a pair that were pinned or cut. Those kept for the pair the other way round count too."""
        back = self._pair(right, left).links
        turned = tuple(LinkFix(fix.right, fix.left, fix.action) for fix in back)
        return (*self._pair(left, right).links, *turned)

    def regime(self, left: Document, right: Document) -> str:
        """The regime that was chosen for a pair, empty where none was."""
        return self._pair(left, right).regime or self._pair(right, left).regime

    def remarks(self, left: Document, right: Document) -> tuple[Remark, ...]:
        """Remarks on both documents of a pair."""
        return (*self.remarks_on(left, True), *self.remarks_on(right, False))

    def remarks_on(self, document: Document, left: bool = True) -> tuple[Remark, ...]:
        """Remarks on one document; one whose place is gone stands at the document's beginning, so that it is seen."""
        found = []
        for note in self._entry(document).notes:
            at = note.place.find(document.text)
            start = document.sections[0].start if at is None and document.sections else at or 0
            found.append(Remark(left, start, min(start + note.length, len(document.text)), note.text))
        return tuple(sorted(found))

    def knows(self, *documents: Document) -> bool:
        """Whether anything is kept for one of these documents or for the pair."""
        pair = len(documents) == 2 and (self.links(*documents) or self.regime(*documents))
        return bool(pair) or any(self._find(document) is not None for document in documents)

    # ---- changes: each returns another session

    def with_heading(self, document: Document, start: int, level: int, end: int = 0) -> Session:
        """A heading of this level begins at `start`; level 0: none does."""
        fix = HeadingFix(place_at(document.text, start), level, end)
        return self._changed(document, lambda e: replace(e, headings=_put(e.headings, fix, _same_place)))

    def without_heading(self, document: Document, start: int) -> Session:
        """No correction of a heading at `start` any more."""
        return self._changed(document, lambda e: replace(e, headings=_without(e.headings, document.text, start)))

    def with_role(self, document: Document, section: Section, roles: Sequence[str] | None) -> Session:
        """A section has these roles; None: those that are found automatically."""
        if roles is None:
            return self._changed(document, lambda e: replace(e, roles=_without(e.roles, document.text, section.start)))
        fix = RoleFix(place_at(document.text, section.start), tuple(roles))
        return self._changed(document, lambda e: replace(e, roles=_put(e.roles, fix, _same_place)))

    def with_note(self, document: Document, start: int, end: int, text: str) -> Session:
        """A remark on a stretch of text; an empty one takes it back."""
        note = Note(place_at(document.text, start), end - start, text)

        def changed(entry: DocumentEntry) -> DocumentEntry:
            kept = [n for n in entry.notes if (n.place.find(document.text), n.length) != (start, end - start)]
            return replace(entry, notes=tuple(sorted([*kept, note] if text else kept)))

        return self._changed(document, changed)

    def with_link(
        self, left: Document, right: Document, sections: tuple[Section, Section], action: str | None
    ) -> Session:
        """Two sections (of left and right) are pinned or cut; None: as the aligner says."""
        places = place_at(left.text, sections[0].start), place_at(right.text, sections[1].start)
        pair = self._pair(left, right)
        mirrored = self._pair(right, left)
        links = [fix for fix in pair.links if (fix.left, fix.right) != places]
        if action is not None:
            links.append(LinkFix(*places, action))
        back = tuple(fix for fix in mirrored.links if (fix.right, fix.left) != places)
        others = tuple(p for p in self.pairs if p not in (pair, mirrored))
        changed = [replace(pair, links=tuple(sorted(links))), replace(mirrored, links=back)]
        kept = (*others, *(p for p in changed if p.links or p.regime))
        return replace(self, pairs=tuple(sorted(kept, key=lambda p: (p.left, p.right))))

    # ---- look-up

    def _find(self, document: Document) -> DocumentEntry | None:
        key = _hash(document.text)
        exact = [e for e in self.documents if (e.sha256, e.part) == (key, document.part)]
        named = [e for e in self.documents if (_name(e.path), e.part) == (_name(document.path), document.part)]
        return next(iter([*exact, *named]), None)

    def _entry(self, document: Document) -> DocumentEntry:
        found = self._find(document)
        return found or DocumentEntry(document.path, _hash(document.text), document.part)

    def _pair(self, left: Document, right: Document) -> PairEntry:
        wanted = tuple((_name(d.path), _hash(d.text), d.part) for d in (left, right))
        for entry in self.pairs:
            if all(have[1:] == want[1:] for have, want in zip((entry.left, entry.right), wanted, strict=True)):
                return entry
        for entry in self.pairs:
            if all((h[0], h[2]) == (w[0], w[2]) for h, w in zip((entry.left, entry.right), wanted, strict=True)):
                return entry
        return PairEntry(wanted[0], wanted[1])

    def _changed(self, document: Document, change: Callable[[DocumentEntry], DocumentEntry]) -> Session:
        before = self._find(document)
        entry = change(replace(self._entry(document), path=document.path, sha256=_hash(document.text)))
        others = tuple(e for e in self.documents if e is not before)
        kept = (*others, entry) if entry.headings or entry.roles or entry.notes else others
        return replace(self, documents=tuple(sorted(kept, key=lambda e: (e.path, e.part))))


def _put(fixes: tuple[T, ...], fix: T, same: Callable[[T, T], bool]) -> tuple[T, ...]:
    return tuple(sorted([*(f for f in fixes if not same(f, fix)), fix], key=lambda f: f.place))  # type: ignore[attr-defined]


def _same_place(one: Any, two: Any) -> bool:
    return bool(one.place == two.place)


def _without(fixes: tuple[T, ...], text: str, start: int) -> tuple[T, ...]:
    return tuple(fix for fix in fixes if fix.place.find(text) != start)  # type: ignore[attr-defined]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def _name(path: str) -> str:
    return PurePath(path.replace("\\", "/")).name


# ---- the file


def default_path(left: str, right: str = "") -> str:
    """Where the session of a pair (or of one document) is kept by default: beside the left file, or in the user's
    data directory where that folder cannot be written or the text came from standard input."""
    stem = "~".join(PurePath(_name(path)).stem for path in (left, right) if path)
    folder = Path(left).resolve().parent
    if left == "-" or not os.access(folder, os.W_OK):
        from platformdirs import user_data_dir

        where = hashlib.sha256(f"{Path(left).resolve()}|{right}".encode()).hexdigest()[:12]
        return str(Path(user_data_dir("bidui", appauthor=False)) / f"{stem}.{where}{SUFFIX}")
    return str(Path(left).parent / (stem + SUFFIX))


def load(path: str) -> Session:
    """The session in a file. Raises SessionError where there is none, or it is not one of ours."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SessionError("没有这个会话文件。", "no such session file.", path=path) from None
    except UnicodeDecodeError:
        raise _foreign(path) from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise SessionError(f"会话文件打不开（{detail}）。", f"cannot be opened ({detail}).", path=path) from error
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise SessionError(
            f"会话文件第 {error.lineno} 行第 {error.colno} 列不合 JSON 格式。",
            f"line {error.lineno}, column {error.colno} is not JSON.",
            path=path,
            advice_zh="请改正那一处，或换一个会话文件。",
            advice_en="Mend it there, or name another session file.",
        ) from None
    if not isinstance(read, dict) or not str(read.get("schema", "")).startswith("bidui.session/"):
        raise _foreign(path)
    if read["schema"] != SCHEMA:
        raise SessionError(
            f"会话文件的版本是 {read['schema']}，本程序认得 {SCHEMA}。",
            f"its version is {read['schema']}; this program knows {SCHEMA}.",
            path=path,
            advice_zh="请升级 bidui。",
            advice_en="Upgrade bidui.",
        )
    return _Parser(path).session(read)


def save(session: Session) -> None:
    """Write a session to its path, whole or not at all. Raises SessionError where another kind of file is there,
    OutputError where it cannot be written."""
    path = Path(session.path)
    if path.exists():
        load(session.path)  # what is not a session is not replaced
    elif not path.parent.is_dir() and "bidui" in path.parent.name:
        path.parent.mkdir(parents=True, exist_ok=True)
    write(json.dumps(_object(session), ensure_ascii=False, indent=1) + "\n", session.path, force=True)


def _foreign(path: str) -> SessionError:
    return SessionError(
        "这不是 bidui 的会话文件。",
        "this is not a session file of bidui.",
        path=path,
        advice_zh="请换一个文件名。",
        advice_en="Choose another name.",
    )


def _object(session: Session) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "documents": [
            {
                "path": e.path,
                "sha256": e.sha256,
                "part": e.part,
                "headings": [{**_place(f.place), "level": f.level, "end": f.end} for f in e.headings],
                "roles": [{**_place(f.place), "roles": list(f.roles)} for f in e.roles],
                "remarks": [{**_place(n.place), "length": n.length, "text": n.text} for n in e.notes],
            }
            for e in session.documents
        ],
        "pairs": [
            {
                "left": {"file": p.left[0], "sha256": p.left[1], "part": p.left[2]},
                "right": {"file": p.right[0], "sha256": p.right[1], "part": p.right[2]},
                "regime": p.regime,
                "links": [{"left": _place(f.left), "right": _place(f.right), "action": f.action} for f in p.links],
            }
            for p in session.pairs
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"start": place.start, "quote": place.quote}


class _Parser:
    """Reads the parts of a session file, and says where one is not as it should be."""

    def __init__(self, path: str) -> None:
        self.path = path

    def session(self, read: dict[str, Any]) -> Session:
        documents = tuple(self._document(e, f"documents[{n}]") for n, e in self._list(read, "documents", ""))
        pairs = tuple(self._pair(e, f"pairs[{n}]") for n, e in self._list(read, "pairs", ""))
        return Session(self.path, documents, pairs)

    def _document(self, e: Any, at: str) -> DocumentEntry:
        return DocumentEntry(
            self._get(e, "path", str, at),
            self._get(e, "sha256", str, at),
            self._get(e, "part", int, at),
            tuple(
                HeadingFix(self._place(f, f"{at}.headings[{n}]"), self._level(f, at), self._get(f, "end", int, at))
                for n, f in self._list(e, "headings", at)
            ),
            tuple(
                RoleFix(self._place(f, f"{at}.roles[{n}]"), tuple(map(str, self._get(f, "roles", list, at))))
                for n, f in self._list(e, "roles", at)
            ),
            tuple(
                Note(
                    self._place(f, f"{at}.remarks[{n}]"),
                    self._get(f, "length", int, at),
                    self._get(f, "text", str, at),
                )
                for n, f in self._list(e, "remarks", at)
            ),
        )

    def _pair(self, e: Any, at: str) -> PairEntry:
        sides = [
            (self._get(side, "file", str, at), self._get(side, "sha256", str, at), self._get(side, "part", int, at))
            for side in (self._get(e, "left", dict, at), self._get(e, "right", dict, at))
        ]
        regime = self._get(e, "regime", str, at)
        if regime and regime not in REGIMES:
            raise self._fault(f"{at}.regime")
        links = []
        for n, f in self._list(e, "links", at):
            action = self._get(f, "action", str, f"{at}.links[{n}]")
            if action not in ("pin", "cut"):
                raise self._fault(f"{at}.links[{n}].action")
            left, right = (
                self._place(self._get(f, side, dict, at), f"{at}.links[{n}].{side}") for side in ("left", "right")
            )
            links.append(LinkFix(left, right, action))
        return PairEntry(sides[0], sides[1], regime, tuple(links))

    def _level(self, fix: Any, at: str) -> int:
        level = self._get(fix, "level", int, at)
        if not 0 <= level <= 5:
            raise self._fault(f"{at}.headings.level")
        return level

    def _place(self, e: Any, at: str) -> Place:
        start = self._get(e, "start", int, at)
        if start < 0:
            raise self._fault(f"{at}.start")
        return Place(start, self._get(e, "quote", str, at))

    def _list(self, e: Any, name: str, at: str) -> Iterable[tuple[int, Any]]:
        return enumerate(self._get(e, name, list, at))

    def _get(self, e: Any, name: str, kind: type[T], at: str) -> T:
        value = e.get(name) if isinstance(e, dict) else None
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self._fault(f"{at}.{name}".lstrip("."))
        return value

    def _fault(self, where: str) -> SessionError:
        return SessionError(
            f"会话文件里 {where} 一项不对。",
            f"{where} is not as it should be.",
            path=self.path,
            advice_zh="请改正那一处，或换一个会话文件。",
            advice_en="Mend it there, or name another session file.",
        )
