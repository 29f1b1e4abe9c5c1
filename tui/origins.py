"""Where the measures of a pair come from, asked of the user's library in a thread, if there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from compare.errors import BiduiError
from compare.writers.library_words import library_words, where
from compare.writers.summary import percent

if TYPE_CHECKING:
    from compare.trace import Trace, Traced

    from .screen import WorkScreen
    from .workspace import Pair

Place = tuple[str, int]  # path of a document and where a clause begins
Said = tuple[str, str]  # in short for a column, and in full
_NAME = 10  # characters of a source's name in the column


class Origins:
    """Gives area 3 the sources of clauses, once for each pair."""

    def __init__(self, screen: WorkScreen) -> None:
        self._screen = screen
        self._of: Pair | None = None

    def ask(self) -> None:
        """Trace both documents of the pair that is open, if the library is there and it has not been done."""
        from compare.library.place import default_path

        screen, pair = self._screen, self._screen.pair
        library = screen.request.library or str(default_path())
        if pair is None or pair is self._of or not (screen.request.library or default_path().is_file()):
            return
        self._of = pair

        def work() -> None:
            try:
                found = _traced((pair.left.path, pair.right.path), library, screen.lang)
            except BiduiError as error:
                text = error.message(screen.lang)
                screen.app.call_from_thread(lambda: screen.tell(text, error=True))
                return
            if not get_current_worker().is_cancelled:
                screen.app.call_from_thread(screen.distinctive.show_origins, found)

        screen.run_worker(work, thread=True, exclusive=True, group="origins")


def _traced(paths: tuple[str, str], library: str, lang: str) -> dict[Place, Said]:
    from compare.library.store import open_library
    from compare.library.tracing import trace

    found: dict[Place, Said] = {}
    with open_library(library) as store:
        for path in dict.fromkeys(paths):
            found |= said_of(trace(store, path), path, lang)
    return found


def said_of(trace: Trace, path: str, lang: str) -> Mapping[Place, Said]:
    """What is said of each clause of a traced document."""
    return {(path, clause.start): _said(clause, lang) for clause in trace.clauses}


def _said(clause: Traced, lang: str) -> Said:
    say = library_words(lang)
    status = say(clause.status)
    earlier = [one for one in clause.carriers if one.relation == "before"]
    if not earlier:
        return status, status
    first = earlier[0]
    holding = first.holding
    name = holding.place or holding.issuer or holding.title
    short = f"{holding.date[:4]} {name[:_NAME]} {percent(first.similarity, False)}"
    full = say(
        "carrier",
        relation=say(first.relation),
        date=holding.date,
        issuer=holding.issuer or say("no_issuer"),
        title=holding.title,
        section=where(first.section, say),
        kind=say(first.kind),
        similarity=percent(first.similarity),
    )
    return short, f"{full}  {' '.join(first.text.split())}"
