"""The documents of a library for a report over a collection, which then need not be read again."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from ..corpus.scale.run import Told
from ..corpus.scale.sources import Item, Kept
from .store import Store, checksum, damaged

_DIGEST = 16
_COLUMNS = "path, title, issuer, place, date, date_from"


class Holdings:
    """All documents of an open library, in the order of their paths (see scale.sources.Source)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def identity(self, told: Told) -> tuple[int, bytes]:
        """How many there are, and a hash of what they were read from and of what is known of them."""
        found = blake2b(digest_size=_DIGEST)
        count = 0
        with self._store.reading() as base:
            for row in base.execute(f"SELECT {_COLUMNS}, source FROM documents ORDER BY path"):
                count += 1
                found.update("\n".join(row[:-1]).encode(errors="surrogatepass") + row[-1])
        return count, found.digest()

    def items(self) -> Iterator[Item]:
        """The documents one by one; one that is damaged ends it with a LibraryError."""
        query = f"SELECT {_COLUMNS}, sum, data FROM documents JOIN sheets USING (id) ORDER BY path"
        with self._store.reading() as base:
            for path, title, issuer, place, date, date_from, kept, data in base.execute(query):
                if kept != checksum(data):
                    raise damaged(self._store.path, path)
                yield Kept(path, data, title, issuer, place, date, date_from)
