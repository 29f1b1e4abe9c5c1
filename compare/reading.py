"""One document: read it, understand it, correct it by hand. Apart from the pipeline of pairs because it needs none of
the libraries that compare, so that a document is on the screen before they are loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .errors import ReadError
from .model import Document
from .parse.document import understand
from .readers import Source, read, read_many
from .session import Session

__all__ = ["correct", "read_document", "read_documents", "understand"]


def read_document(path: str, part: int = 0, stdin: bytes | None = None, session: Session | None = None) -> Document:
    """Read and understand one file. part: which of the documents in it, from 1; 0 lets the tool choose.
    session: corrections by hand.

    Raises ReadError where the file cannot be read or has no such part.
    """
    document = _understood(read(path, stdin, part), part)
    return document if session is None else correct(document, session)


def read_documents(paths: Sequence[str], part: int = 0) -> Iterator[Document | ReadError]:
    """Read and understand files one by one; a file that cannot be read gives its error. Faster than one call for each
    where LibreOffice has to convert them, and of a collection the first document is read."""
    for found in read_many(paths):
        try:
            yield found if isinstance(found, ReadError) else _understood(found, part)
        except ReadError as error:
            yield error


def _understood(source: Source, part: int) -> Document:
    return understand(source.text, source.path, part, source.encoding, layout=source.layout)


def correct(document: Document, session: Session) -> Document:
    """The document understood with what a session corrects in it; as it is without any correction."""
    corrections = session.corrections(document)
    if not corrections and not document.corrected:
        return document
    text, path, part, encoding = document.text, document.path, document.part, document.encoding
    return understand(text, path, part, encoding, corrections, document.layout)
