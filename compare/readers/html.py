"""Saved pages of government sites: the document on the page, with the site's table of metadata before it.

The text is looked for in containers that the sites are known to use, then by readability, then by where the text is
densest. Navigation, scripts, forms and what is hidden stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..errors import ReadError
from ..vocabulary import table
from .encodings import decode
from .faults import guarded, no_text
from .html_lines import lines_of
from .source import Line, Source, assemble, clean
from .trees import Element, local, parse_html

NAME = "HTML"
_LEAST = 200  # Han characters of a container; smaller ones of a known name are buttons and the like
_HAN = re.compile("[\u3400-\u9fff]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_CODECS = {"utf-8": "utf-8", "utf8": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030"}
_DROPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "nav", "footer", "select", "button", "input", "textarea")
    + ("iframe", "object", "embed", "svg", "canvas", "audio", "video", "map", "dialog", "rt", "rp")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SITE = re.compile(r"\s*(?:[_|]|\s[-–—]|[-–—]\s).*$")  # what a site adds to a page's title


def read(data: bytes, path: str) -> Source:
    """Text of the document on a saved page. Raises ReadError."""
    text, encoding = _decoded(data, path)
    return read_text(text, path, encoding)


def read_text(page: str, path: str, encoding: str = "utf-8") -> Source:
    """The same for a page that is decoded already. Raises ReadError."""
    page = clean(page)
    if not page.strip():
        raise no_text(path, NAME)
    root = parse_html(page, path)
    title = _title(root)
    with guarded(path, NAME):  # trees deeper than Python goes
        _prune(root)
        holder = _holder(root, page, path)
        body = list(lines_of(holder))
        fields = list(_fields(root, holder))
    opening = "".join("".join(line.text.split()) for line in body[:12])
    head = [Line(title, "title")] if title and "".join(title.split()) not in opening else []
    assembled, layout = assemble([*fields, *head, *body])
    if not "".join(line.text for line in body).strip():
        raise no_text(path, NAME)
    return Source(path, assembled, encoding, layout, "html")


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    """The page's text. Pages are often cut or have a stray byte: what they say of their encoding then decides."""
    try:
        return decode(data, path)
    except ReadError:
        stated = _CHARSET.search(data[:4096])
        codec = _CODECS.get(stated.group(1).decode("ascii").lower()) if stated else None
        if codec is None:
            raise
        return data.decode(codec, errors="replace").replace("\0", ""), codec


def _prune(root: Element) -> None:
    """Take out what is never text. What is hidden goes too, but not where it holds most of the page: some sites show
    the text only once a script has run."""
    whole = _size(root)
    hidden = []
    for element in root.iter():
        unseen = _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None
        if (local(element) in _DROPPED and element is not root) or (unseen and _size(element) < 0.5 * whole):
            hidden.append(element)
    for element in hidden:
        parent = element.getparent()
        if parent is not None:
            element.drop_tree()


def _holder(root: Element, page: str, path: str) -> Element:
    """The element that holds the document."""
    known = _known(root)
    if known is not None:
        return known
    body = next((element for element in root.iter() if local(element) == "body"), root)
    if _linked(body) < 0.1 * _size(body):  # no site around it
        return body
    readable = _readable(page, path)
    return readable if readable is not None else _densest(body)


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {name: rank for rank, name in enumerate(table("pages.json")["containers"])}


def _known(root: Element) -> Element | None:
    """The container of the most certain name; of several of one name, the one that holds most."""
    best: tuple[int, int] | None = None
    found = None
    for element in root.iter():
        names = [element.get("id") or "", *(element.get("class") or "").split()]
        rank = min((_ranks()[name] for name in names if name in _ranks()), default=None)
        if rank is None or local(element) in ("html", "body"):
            continue
        size = _size(element)
        if size >= _LEAST and (best is None or (rank, -size) < best):
            best, found = (rank, -size), element
    return found


def _readable(page: str, path: str) -> Element | None:
    """What readability takes for the article, if it is one."""
    import logging

    from readability import Document
    from readability.readability import Unparseable

    logging.getLogger("readability").addHandler(logging.NullHandler())  # else its faults would be on the screen

    try:
        with guarded(path, NAME, Unparseable):
            summary = Document(page).summary(html_partial=True)
    except ReadError:  # it gives up where we need not
        return None
    if len(_HAN.findall(summary)) < _LEAST:
        return None
    found = parse_html(summary, path)
    _prune(found)
    return found


def _densest(body: Element) -> Element:
    """The deepest element that still holds four fifths of the text that is no link."""
    found = body
    while True:
        wanted = 0.8 * (_size(found) - _linked(found))
        inner = next((e for e in found if local(e) and wanted and _size(e) - _linked(e) >= wanted), None)
        if inner is None or local(inner) in ("p", "span", "table"):
            return found
        found = inner


def _size(element: Element) -> int:
    """Han characters in an element."""
    return sum(len(_HAN.findall(text)) for text in element.itertext())


def _linked(element: Element) -> int:
    """Han characters in its links."""
    return sum(_size(link) for link in element.iter("a"))


@lru_cache(maxsize=1)
def _field_pattern() -> re.Pattern[str]:
    names = sorted(table("pages.json")["fields"], key=lambda name: (-len(name), name))
    spaced = ("[\\s　]*".join(map(re.escape, name)) for name in names)
    return re.compile(rf"\s*[\[【]?(?P<name>{'|'.join(spaced)})[\]】]?\s*[:：]\s*(?P<value>[^\n]{{0,120}})\s*")


def _fields(root: Element, holder: Element) -> Iterator[Line]:
    """Rows of the site's table of metadata as 名称：内容, each name once. They stand before the container: behind it,
    sites print their own."""
    pattern = _field_pattern()
    seen: set[str] = set()
    for line in _before(root, holder):
        parts = line.text.split("\t") if line.kind == "row" else line.text.split("\n")
        name = ""
        for part in parts:
            match = pattern.fullmatch(part)
            if match:
                name, value = "".join(match.group("name").split()), match.group("value").strip()
            elif name:
                value = part.strip()
            else:
                continue
            if value and name not in seen:
                seen.add(name)
                yield Line(f"{name}：{value}", "field")
            name = "" if value else name


def _before(root: Element, holder: Element) -> Iterator[Line]:
    """Short lines of the page before the container."""
    above = {holder, *holder.iterancestors()}
    waiting = [root] if root in above else []  # readability makes a page of its own
    while waiting:
        element = waiting.pop()
        if element is holder:
            return
        if element in above:
            waiting += reversed(list(element))
        elif _size(element) < 1500:
            pending = ""
            for line in lines_of(element):
                if line.kind != "row" and line.text.rstrip().endswith(("：", ":")):
                    pending = line.text.strip()  # the value is in the next element
                    continue
                yield Line(pending + line.text, line.kind)
                pending = ""


def _title(root: Element) -> str:
    """Title of the document as the page gives it, without the site's name; empty where it gives none."""
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == "articletitle" and (element.get("content") or "").strip():
            return " ".join(str(element.get("content")).split())
    heads = [" ".join("".join(e.itertext()).split()) for e in root.iter("h1")]
    heads = [head for head in heads if len(_HAN.findall(head)) >= 8]
    if len(heads) == 1:
        return heads[0]
    whole = " ".join("".join(next(iter(root.iter("title")), root.makeelement("title")).itertext()).split())
    return _SITE.sub("", whole) if len(_HAN.findall(_SITE.sub("", whole))) >= 6 else ""
