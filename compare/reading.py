"""One document: read it, understand it, correct it by hand. Apart from the pipeline of pairs because it needs none of
the libraries that compare, so that a document is on the screen before they are loaded."""

from __future__ import annotations

from .basics.key import Key, make_key
from .model import Document, Span
from .parse.document import understand
from .readers import read
from .session import Session

__all__ = ["correct", "key_of", "read_document", "understand"]


def read_document(path: str, part: int = 0, stdin: bytes | None = None, session: Session | None = None) -> Document:
    """Read and understand one file. part: which of the documents in it, from 1; 0 lets the tool choose.
    session: corrections by hand.

    Raises ReadError where the file cannot be read or has no such part.
    """
    source = read(path, stdin)
    document = understand(source.text, source.path, part, source.encoding)
    return document if session is None else correct(document, session)


def correct(document: Document, session: Session) -> Document:
    """The document understood with what a session corrects in it; as it is without any correction."""
    corrections = session.corrections(document)
    if not corrections and not document.corrected:
        return document
    return understand(document.text, document.path, document.part, document.encoding, corrections)


def key_of(document: Document) -> Key:
    """Matching key of a document: its own places masked, page furniture left out."""
    furniture = [Span(region.start, region.end) for region in document.furniture]
    return make_key(document.text, document.metadata.places, furniture)
