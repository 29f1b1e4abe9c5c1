"""What every reader returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A document as text: no byte order mark, line ends as line feeds, otherwise as it was found.

    path: as the user typed it. encoding: a name that `encodings.decode` gives.
    """

    path: str
    text: str
    encoding: str
