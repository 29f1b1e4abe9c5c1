"""One document: read it, understand it, correct it by hand. Apart from the pipeline of pairs because it needs none of
the libraries that compare, so that a document is on the screen before they are loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .basics.key import Key, make_key
from .errors import ReadError
from .model import Document, Span
from .parse.document import understand
from .parse.simplified import understand_simplified
from .readers import Source, read, read_changes, read_many
from .session import Session

__all__ = ["correct", "key_of", "read_document", "read_documents", "read_versions", "understand"]


def read_document(
    path: str, part: int = 0, stdin: bytes | None = None, session: Session | None = None, *, t2s: bool = False
) -> Document:
    """Read and understand one file. part: which of the documents in it, from 1; 0 lets the tool choose.
    session: corrections by hand. t2s: match Traditional characters as Simplified.

    Raises ReadError where the file cannot be read or has no such part.
    """
    document = _understood(read(path, stdin, part), part, t2s)
    return document if session is None else correct(document, session)


def read_versions(
    path: str, part: int = 0, session: Session | None = None, *, t2s: bool = False
) -> tuple[Document, Document]:
    """A Word file before and after its tracked changes; parameters as for `read_document`. Raises ReadError, also
    where there are no tracked changes."""
    before, after = (_understood(source, part, t2s) for source in read_changes(path))
    return (before, after) if session is None else (correct(before, session), correct(after, session))


def read_documents(paths: Sequence[str], part: int = 0) -> Iterator[Document | ReadError]:
    """Read and understand files one by one; a file that cannot be read gives its error. Faster than one call for each
    where LibreOffice has to convert them, and of a collection the first document is read."""
    for found in read_many(paths):
        try:
            yield found if isinstance(found, ReadError) else _understood(found, part)
        except ReadError as error:
            yield error


def _understood(source: Source, part: int, t2s: bool = False) -> Document:
    make = understand_simplified if t2s else understand
    return make(source.text, source.path, part, source.encoding, layout=source.layout)


def correct(document: Document, session: Session) -> Document:
    """The document understood with what a session corrects in it; as it is without any correction."""
    corrections = session.corrections(document)
    if not corrections and not document.corrected:
        return document
    text, path, part, encoding = document.text, document.path, document.part, document.encoding
    make = understand_simplified if document.simplified else understand
    return make(text, path, part, encoding, corrections, document.layout)


def key_of(document: Document) -> Key:
    """Matching key of a document: its own places masked, page furniture left out."""
    furniture = [Span(region.start, region.end) for region in document.furniture]
    return make_key(document.text, document.metadata.places, furniture)
