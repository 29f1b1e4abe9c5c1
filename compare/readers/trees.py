"""The one room of lxml: XML and HTML as trees, without entities, without network, with bounded depth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .faults import damaged, guarded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

__all__ = ["Element", "attribute", "child", "children", "local", "parse_html", "parse_xml"]


def parse_xml(data: bytes, path: str, name: str) -> Element:
    """Root of an XML part. A document type declaration, which no part of a document needs, is refused: entities and
    files are named there. name: of the format. Raises ReadError."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    with guarded(path, name, etree.LxmlError):
        root = etree.fromstring(data, parser)
    if root is None or root.getroottree().docinfo.doctype:
        raise damaged(path, name, "DOCTYPE")
    return root


def parse_html(text: str, path: str) -> Element:
    """Root of an HTML page. Raises ReadError where there is no element in it."""
    from lxml import etree, html

    # The page is given as text: what it says of its encoding no longer holds and is passed over.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    with guarded(path, "HTML", etree.LxmlError):
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    if root is None:
        raise damaged(path, "HTML")
    return root


def local(element: Element) -> str:
    """Name of an element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along local names, None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Children of a local name."""
    return (found for found in element if local(found) == name) if element is not None else iter(())


def attribute(element: Element | None, name: str = "val") -> str:
    """Value of an attribute by its local name, empty where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")
