"""Opening documents: reading, understanding and comparing in threads, and giving the screen what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from compare.errors import BiduiError
from compare.model import Document
from compare.report import Report

from .corrections import Keeper
from .overview import Overview
from .reader import Reader
from .workspace import Pair, options_of, preview

if TYPE_CHECKING:
    from .screen import WorkScreen


class _Outdated(Exception):  # noqa: N818  # no error: something else has been opened meanwhile
    """Ends work whose result nobody waits for any more."""


class Opening:
    """What is being opened for a screen. One piece of work at a time: a newer one makes the older one's result void."""

    def __init__(self, screen: WorkScreen, keeper: Keeper) -> None:
        self._screen = screen
        self._keeper = keeper

    def single(self, path: str) -> None:
        """Read one document."""
        self._start("reading", lambda: self._read_single(path), name=path)

    def pair(self, left: str, right: str, parts: tuple[int, int] | None = None) -> None:
        """Read two documents and compare them."""
        self._start("reading", lambda: self._read_pair(left, right, parts or self._screen.request.parts), name=left)

    def documents(self, left: Document, right: Document, origin: str) -> None:
        """Compare two documents that have been read. origin: the area to go back to."""
        self._screen.origin = origin
        self._start("comparing", lambda: self._compare_read(left, right))

    def shown(self, document: Document, origin: str, at: int = -1) -> None:
        """Show a document that has been read, at an offset. origin: the area to go back to."""
        self._screen.origin = origin
        self._start("reading", lambda: self._read_again(document, at), name=document.path)

    def survey(self, paths: Sequence[str]) -> None:
        """Read all documents of some files and folders, and compare each with each."""
        self._start("surveying", lambda: self._survey(tuple(paths)), name=", ".join(paths))

    def based(self, family: int) -> None:
        """How all other documents took up each item of one of them."""
        self._start("covering", lambda: self._base(family))

    def selected(self, families: Sequence[int], then: Callable[[Report], None]) -> None:
        """A report over some families of the overview alone, and what is to be done with it."""
        overview = self._screen.overview
        assert overview is not None
        paths = tuple(overview.report.head(family).path for family in families)
        self._start("surveying", lambda: self._select(paths, then), name=", ".join(paths))

    def understand_again(self, pair: Pair | None, single: Document | None) -> None:
        """A heading or role was corrected: understand the documents anew, and compare them anew."""
        self._start("comparing_again", lambda: self._understand(pair, single))

    def compare_again(self, pair: Pair) -> None:
        """A link was corrected: compare anew."""
        self._start("comparing_again", lambda: self._compare(Pair(pair.left, pair.right)))

    def _start(self, saying: str, work: Callable[[], None], **values: object) -> None:
        screen = self._screen
        screen.working(screen.say(saying, **values))

        def guarded() -> None:
            try:
                work()
            except BiduiError as error:
                self._give(screen.show_failure, error)
            except _Outdated:
                return

        screen.run_worker(guarded, thread=True, exclusive=True, group="open")

    def _give(self, show: Callable[..., None], *values: object) -> None:
        """Hand a result over, unless something else has been opened since."""
        if not get_current_worker().is_cancelled:
            self._screen.app.call_from_thread(show, *values)

    def _read_single(self, path: str) -> None:
        self._keeper.open(path)
        document = self._keeper.read(path, self._screen.request.parts[0])
        self._give(self._screen.show_single, document)

    def _read_pair(self, left: str, right: str, parts: tuple[int, int]) -> None:
        self._keeper.open(left, right)
        pair = Pair(self._keeper.read(left, parts[0]), self._keeper.read(right, parts[1]))
        self._show(self._screen.show_preview, pair, preview(pair.left, pair.right, self._screen.lang))
        self._compare(pair)

    def _compare_read(self, left: Document, right: Document) -> None:
        self._keeper.open(left.path, right.path)
        pair = Pair(self._keeper.again(left), self._keeper.again(right))
        self._show(self._screen.show_preview, pair, preview(pair.left, pair.right, self._screen.lang))
        self._compare(pair)

    def _read_again(self, document: Document, at: int) -> None:
        self._keeper.open(document.path)
        self._give(self._screen.show_single, self._keeper.again(document), at)

    def _survey(self, paths: tuple[str, ...]) -> None:
        from compare.corpus.survey import Task, survey

        screen = self._screen

        def progress(done: int, count: int) -> None:
            if get_current_worker().is_cancelled:
                raise _Outdated
            key = "surveying_at" if done < count else "surveying_end"
            self._give(screen.working, screen.say(key, done=done, all=count))

        # One process: others would be started from a thread of this one, and hold the terminal with it.
        report = survey(Task(paths, workers=1), options_of(screen.request), progress)
        self._give(screen.show_overview, Overview(report, screen.names))

    def _base(self, family: int) -> None:
        from compare.corpus.survey import with_base

        overview = self._screen.overview
        assert overview is not None
        self._give(self._screen.show_based, with_base(overview.report, family, options_of(self._screen.request)))

    def _select(self, paths: tuple[str, ...], then: Callable[[Report], None]) -> None:
        from compare.corpus.survey import Task, survey

        screen = self._screen
        report = survey(
            Task(tuple(path.split("#", 1)[0] for path in paths), only=paths, workers=1), options_of(screen.request)
        )

        def show() -> None:
            screen.working("")
            then(report)

        self._give(show)

    def _understand(self, pair: Pair | None, single: Document | None) -> None:
        if pair is not None:
            again = Pair(self._keeper.again(pair.left), self._keeper.again(pair.right))
            self._give(self._screen.outline.show, [again.left, again.right])
            self._compare(again)
        elif single is not None:
            self._give(self._screen.show_single, self._keeper.again(single))

    def _compare(self, pair: Pair) -> None:
        # Loaded here, where the documents can be read already: numpy and its like take as long as all the rest.
        from compare.diff.distinctive import distinctive_measures
        from compare.pipeline import compare, key_of

        screen = self._screen
        pair.comparison = compare(pair.left, pair.right, options_of(screen.request), self._keeper.session)
        self._show(screen.show_pair, pair, Reader(pair.comparison, screen.names))
        ranked = distinctive_measures(pair.comparison, (key_of(pair.left), key_of(pair.right)))
        self._give(screen.show_measures, pair, ranked)

    def _show(self, show: Callable[..., None], pair: Pair, reader: Reader) -> None:
        """Show a reader, its lines made here: a long document's take a while."""
        self._give(show, pair, reader, self._screen.reading.pane.laid(reader))
