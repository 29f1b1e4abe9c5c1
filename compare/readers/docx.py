""".docx: our own walk over the XML, because no library gives Word's automatic numbers and tracked changes.

Kept: paragraphs with their numbers, heading styles, tables, content controls, text boxes, footnotes. Left out:
headers, footers, comments, hidden text, pictures, macros (nothing is ever run).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .docx_runs import Paragraph, read_paragraph
from .faults import damaged, no_text
from .numbering import Counters, Style, outline_of, read_numbers, read_styles
from .package import Package, open_package
from .source import Line, Source, assemble, clean
from .tables import table_lines
from .trees import Element, attribute, child, children, local, parse_xml

NAME = "Word（.docx）"
_MAIN = "officeDocument"
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "AlternateContent", "Choice", "Fallback"))
_ADDED = frozenset(("ins", "moveTo"))
_REMOVED = frozenset(("del", "moveFrom"))
_CHANGES = _ADDED | _REMOVED
_BEFORE = "文件里有修订记录，这是修订前的文字（拒绝全部修订）。"
_AFTER = "文件里有修订记录，读的是接受全部修订后的文字；--track-changes 可以比对修订前后。"


@dataclass(slots=True)
class _State:
    """What the walk knows of the document, and where its counting stands. original: as before tracked changes."""

    styles: dict[str, Style]
    counters: Counters
    original: bool = False
    page: int = 0
    pending: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(data: bytes, path: str, *, original: bool = False, through: bool = False) -> Source:
    """Text of a Word document with its tracked changes accepted. original: with all of them refused. through: it comes
    from LibreOffice (see numbering). Raises ReadError."""
    found = open_package(data, path, NAME)
    parts = _parts(found)
    root = _xml(found, parts.get(_MAIN, "word/document.xml"))
    body = child(root, "body")
    if root is None or body is None:
        raise damaged(path, NAME, "document.xml")
    numbers = read_numbers(_xml(found, parts.get("numbering", "")))
    styles = read_styles(_xml(found, parts.get("styles", "")), numbers)
    state = _State(dict(styles), Counters(numbers, through), original)
    seen = {local(element) for element in root.iter()}
    if seen & _CHANGES:
        state.notes.append(_BEFORE if original else _AFTER)
    lines = [*_walk(body, state), *_close(state)]
    lines += _notes(found, parts, state)
    text, layout = assemble(lines, state.notes)
    # Only Word writes where pages began when it last laid the document out; breaks by hand alone do not say it.
    pages = ((0, 1), *layout.pages) if layout.pages and "lastRenderedPageBreak" in seen else ()
    layout = replace(layout, pages=pages)
    if not text.strip():
        raise no_text(path, NAME)
    return Source(path, text, layout=layout, format="docx")


def has_changes(data: bytes, path: str) -> bool:
    """Whether there are tracked insertions, deletions or moves in the text. Raises ReadError."""
    found = open_package(data, path, NAME)
    root = _xml(found, _parts(found).get(_MAIN, "word/document.xml"))
    return root is not None and any(local(element) in _CHANGES for element in root.iter())


def _xml(found: Package, part: str) -> Element | None:
    data = found.part(part) if part else None
    return None if data is None else parse_xml(data, found.path, NAME)


def _parts(found: Package) -> dict[str, str]:
    """Part names by kind of relationship (officeDocument, numbering, styles, footnotes, endnotes)."""
    main = _targets(found, "_rels/.rels", "").get(_MAIN, "word/document.xml")
    folder, name = posixpath.split(main)
    return {**_targets(found, f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels", folder), _MAIN: main}


def _targets(found: Package, part: str, folder: str) -> dict[str, str]:
    result: dict[str, str] = {}
    for relation in children(_xml(found, part), "Relationship"):
        if attribute(relation, "TargetMode") == "External":  # never followed
            continue
        target = attribute(relation, "Target")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        result.setdefault(attribute(relation, "Type").rpartition("/")[2], place)
    return result


def _walk(parent: Element, state: _State) -> Iterator[Line]:
    """Lines of the blocks in an element, in reading order."""
    for element in parent:
        name = local(element)
        if name == "p":
            yield from _paragraph(element, state)
        elif name == "tbl":
            yield from _close(state)
            yield from _table(element, state)
        elif name in (_REMOVED if state.original else _ADDED) or name in _WRAPPERS:
            yield from _walk(element, state)
            if name == "Choice":
                break  # its siblings say the same for older programs
        elif name == "altChunk":
            state.notes.append("文中嵌入了另一个文件（altChunk），没有读取。")


def _paragraph(element: Element, state: _State) -> Iterator[Line]:
    """The line of a paragraph; none yet where its end was taken away and it runs on into the next."""
    found = read_paragraph(element, state.original)
    state.pending.append(found)
    if not found.joined:
        yield from _close(state)


def _close(state: _State) -> Iterator[Line]:
    """The line of the paragraphs pending: all but the last have lost their end, so the last one's style holds."""
    if not state.pending:
        return
    run, state.pending = state.pending, []
    element = run[-1].element
    properties = child(element, "pPr")
    style = state.styles.get(attribute(child(properties, "pStyle"))) or state.styles.get("", Style())
    text = clean("".join(one.text for one in run))
    # A deleted paragraph at the end of a cell or before a table has nothing to run on into, and is not counted.
    marker = "" if run[-1].joined and not text.strip() else _marker(properties, style, state)
    pages, at = [], len(marker)
    for one in run:
        for offset in one.breaks:
            state.page += 1
            pages.append((at + min(offset, len(one.text)), state.page + 1))
        at += len(one.text)
    kind, level = _kind(properties, style, any(one.contents for one in run))
    if kind == "toc":
        text = text.rpartition("\t")[0] if text.rpartition("\t")[2].strip().isalnum() else text
    if text.strip():
        text = marker + text
    yield Line(text, kind, level, tuple(pages))
    for one in run:
        for box in one.boxes:
            yield from _walk(box, state)
            yield from _close(state)


def _kind(properties: Element | None, style: Style, contents: bool) -> tuple[str, int]:
    if style.name in ("title", "标题"):
        return "title", 0
    if contents or style.name.startswith(("toc ", "目录 ")):
        return ("toc", 0) if style.name != "toc heading" else ("", 0)
    own = outline_of(properties)
    level = style.outline if own is None else own
    return ("heading", level) if level else ("", 0)


def _marker(properties: Element | None, style: Style, state: _State) -> str:
    numbering = child(properties, "numPr")
    number, level = style.number, style.level
    if numbering is not None and not (state.original and child(numbering, "ins") is not None):
        stated = child(numbering, "numId")
        number = attribute(stated) if stated is not None else number
        at = attribute(child(numbering, "ilvl"))
        level = int(at) if at.isascii() and at.isdecimal() and len(at) < 3 else level
    return state.counters.marker(number, level or 0) if number and number != "0" else ""


def _table(table: Element, state: _State) -> Iterator[Line]:
    rows = [[list(_cell(cell, state)) for cell in _inside(row, "tc")] for row in _inside(table, "tr", state.original)]
    yield from table_lines(rows)


def _inside(parent: Element, name: str, original: bool = False) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls; not those deleted (or inserted)."""
    for element in parent:
        if local(element) == name:
            properties = child(element, "trPr" if name == "tr" else "tcPr")
            gone = ("ins", "cellIns") if original else ("del", "cellDel")
            if not any(local(change) in gone for change in (properties if properties is not None else ())):
                yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "del"):
            yield from _inside(element, name, original)


def _cell(cell: Element, state: _State) -> Iterator[Line]:
    merge = child(cell, "tcPr", "vMerge")
    if merge is not None and attribute(merge) != "restart":
        return  # goes on from the cell above
    yield from _walk(cell, state)
    yield from _close(state)


def _notes(found: Package, parts: dict[str, str], state: _State) -> Iterator[Line]:
    """Footnotes and endnotes behind the text; separators, which are kept as notes too, have a type."""
    for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        for note in children(_xml(found, parts.get(kind, "")), name):
            if attribute(note, "type") in ("", "normal"):
                inside = [line.text.strip() for line in [*_walk(note, state), *_close(state)]]
                yield Line(" ".join(text for text in inside if text), "note")


__all__ = ["NAME", "has_changes", "read"]
