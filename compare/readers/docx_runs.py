"""One paragraph of a .docx: its characters, page breaks and text boxes, with tracked changes accepted or refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .trees import Element, attribute, child, children, local

_TRANSPARENT = frozenset(
    ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir", "oMath", "oMathPara")
)
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# Fields whose result is no text of the document but of its pages.
_PAGE_FIELDS = ("PAGE ", "NUMPAGES ", "SECTIONPAGES ", "PAGEREF ")


@dataclass(slots=True)
class Paragraph:
    """A paragraph as read. breaks: offsets where a page begins. boxes: text boxes anchored in it. joined: its end is
    gone, the next paragraph goes on in it. contents: it belongs to a contents list that Word made."""

    element: Element
    text: str = ""
    breaks: list[int] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    joined: bool = False
    contents: bool = False


@dataclass(slots=True)
class _Fields:
    """The fields that are open: their instructions, and whether the instruction or the result is being read."""

    open: list[list[str]] = field(default_factory=list)  # [instruction, "code" or "result"]

    @property
    def hidden(self) -> bool:
        return any(stage == "code" or _of_pages(code) for code, stage in self.open)


def _of_pages(instruction: str) -> bool:
    return f"{instruction.strip()} ".upper().startswith(_PAGE_FIELDS)


def read_paragraph(element: Element, original: bool) -> Paragraph:
    """The characters of a <w:p>. original: tracked changes refused instead of accepted."""
    properties = child(element, "pPr")
    mark = child(properties, "rPr")
    gone = ("ins", "moveTo") if original else ("del", "moveFrom")
    found = Paragraph(element, joined=any(child(mark, name) is not None for name in gone))
    if child(properties, "pageBreakBefore") is not None and attribute(child(properties, "pageBreakBefore")) not in (
        "0",
        "false",
        "off",
    ):
        found.breaks.append(0)
    pieces: list[str] = []
    fields = _Fields()
    for inner in _runs(element, gone):
        _run(inner, found, pieces, fields)
    found.text = "".join(pieces)
    return found


def _runs(parent: Element, gone: tuple[str, ...]) -> Iterator[Element]:
    """Runs in reading order, through everything that only wraps them; not those that a change took away."""
    kept = {"ins", "moveTo", "del", "moveFrom"} - set(gone)
    for element in parent:
        name = local(element)
        if name == "r":
            yield element
        elif name in gone or (name == "fldSimple" and _of_pages(attribute(element, "instr"))):
            continue
        elif name in _TRANSPARENT or name in kept:
            yield from _runs(element, gone)
        elif name == "AlternateContent":
            best = child(element, "Choice")
            yield from _runs(best if best is not None else element, gone)


def _run(run: Element, found: Paragraph, pieces: list[str], fields: _Fields) -> None:
    hidden = child(run, "rPr", "vanish")
    if hidden is not None and attribute(hidden) not in ("0", "false", "off"):
        return
    for element in run:
        name = local(element)
        if name in ("fldChar", "instrText"):
            _field(element, name, found, fields)
        elif fields.hidden:
            continue
        elif name == "lastRenderedPageBreak" or (name == "br" and attribute(element, "type") == "page"):
            _break(found, pieces)
        elif name == "ruby":
            for inner in children(child(element, "rubyBase"), "r"):
                _run(inner, found, pieces, fields)
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            found.boxes += _boxes(element)
        else:
            pieces.append(_characters(element, name))


def _characters(element: Element, name: str) -> str:
    """What an element of a run prints."""
    if name in ("t", "delText"):
        return element.text or ""
    if name == "br":
        return "" if attribute(element, "type") == "column" else "\n"
    return _symbol(element) if name == "sym" else _SIGNS.get(name, "")


def _break(found: Paragraph, pieces: list[str]) -> None:
    """A page begins here. Word writes both the break and the place where it last began the page: one page."""
    at = sum(map(len, pieces))
    if not any(at - offset <= 1 for offset in found.breaks):
        found.breaks.append(at)


def _field(element: Element, name: str, found: Paragraph, fields: _Fields) -> None:
    if name == "instrText":
        if fields.open and fields.open[-1][1] == "code":
            fields.open[-1][0] += element.text or ""
            found.contents = found.contents or _is_contents(fields.open[-1][0])
        return
    stage = attribute(element, "fldCharType")
    if stage == "begin":
        fields.open.append(["", "code"])
    elif stage == "separate" and fields.open:
        fields.open[-1][1] = "result"
        fields.open[-1][0] += " "
    elif stage == "end" and fields.open:
        fields.open.pop()


def _is_contents(instruction: str) -> bool:
    return instruction.lstrip().upper().startswith("TOC ")


def _symbol(element: Element) -> str:
    """A character of a symbol font; those fonts use codes of private use, which are no text."""
    code = attribute(element, "char")
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" else char


def _boxes(element: Element) -> list[Element]:
    """Contents of the text boxes in a drawing; of the alternatives for old and new programs, the first."""
    found: list[Element] = []
    for inner in element:
        name = local(inner)
        if name == "txbxContent":
            found.append(inner)
        else:
            found += _boxes(inner)
            if name == "Choice" and found:
                break
    return found
