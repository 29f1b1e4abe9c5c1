"""Taking away: export of what is shown, and of what was put into the basket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from compare.errors import BiduiError
from compare.report import Report
from compare.writers import DIFF_FORMATS, OUTLINE_FORMATS, REPORT_FORMATS
from compare.writers.citations import FORMATS as CITATION_FORMATS
from compare.writers.output import write

from . import exporting
from .dialogs.choice import ChoiceDialog
from .dialogs.export import ExportDialog, Target

if TYPE_CHECKING:
    from compare.writers.tables.model import Source

    from .screen import WorkScreen

Maker = Callable[[Target], str | bytes]


class Taking:
    """What is asked for on a screen when something is to be taken away."""

    def __init__(self, screen: WorkScreen) -> None:
        self._screen = screen

    # ---- what is shown

    def export(self) -> None:
        """Ask for a file, and write what is shown: the report, the comparison or the outline."""
        screen = self._screen
        overview = screen.overview
        of_all = screen.area == "matrix" or (
            screen.area in ("targets", "report") and screen.tabling.subject(screen.area) is overview
        )
        if of_all and overview is not None:
            self._report(overview.report)
            return
        reader, pair = screen.reading.reader, screen.pair
        if screen.area == "outline" or reader is None or pair is None or pair.comparison is None:
            document = screen.outline.document
            if document is not None:
                stem = f"{exporting.stem(document)}.{screen.say('outline')}"
                self._ask(stem, lambda target: exporting.outline(target.format, document, screen.lang), OUTLINE_FORMATS)
            return
        stem = f"{exporting.stem(pair.left)}~{exporting.stem(pair.right)}"
        self._ask(stem, lambda target: exporting.shown(target.format, reader, screen.lang), DIFF_FORMATS)

    def _report(self, report: Report) -> None:
        screen = self._screen
        self._ask(
            screen.say("report"),
            lambda target: exporting.report(target.format, report, screen.lang),
            REPORT_FORMATS,
            "report_",
        )

    def _ask(self, stem: str, make: Maker, names: Sequence[str], kind: str = "") -> None:
        screen = self._screen
        inputs = [document.path for document in (screen.pair.left, screen.pair.right)] if screen.pair else []
        if screen.overview is not None:
            inputs += [entry.path for entry in screen.overview.report.entries]
        formats = exporting.formats(screen.lang, names, kind)

        def chosen(target: Target | None) -> None:
            if target is None:
                return
            try:
                exporting.check(target, inputs)
                write(make(target), target.path, force=target.force)
            except BiduiError as error:
                screen.tell(error.message(screen.lang), error=True)
            else:
                screen.tell(screen.say("exported", path=target.path))

        screen.app.push_screen(ExportDialog(screen.lang, formats, stem), chosen)

    # ---- the basket

    def pick(self, sources: Sequence[Source]) -> None:
        """Put quotations into the basket or take them out."""
        screen = self._screen
        if not sources:
            screen.tell(screen.say("no_place"))
            return
        inside = screen.basket.toggle(sources)
        screen.tell(screen.say("quote_in" if inside else "quote_out", n=len(screen.basket.quotes)))
        screen.refresh_bars()

    def basket(self) -> None:
        """Ask what is to be done with what is in the basket."""
        screen = self._screen
        quotes, overview = screen.basket.quotes, screen.overview
        documents = overview.basket if overview is not None else []
        if not quotes and not documents:
            screen.tell(screen.say("basket_is_empty"))
            return
        options: list[tuple[str, str, str]] = []
        if len(documents) > 1:
            options.append(("report", screen.say("basket_report", n=len(documents)), ""))
        if quotes:
            options.append(("citations", screen.say("basket_citations", n=len(quotes)), ""))
            options.append(("copy", screen.say("basket_copy", n=len(quotes)), ""))
        options.append(("empty", screen.say("basket_clear", documents=len(documents), n=len(quotes)), ""))

        def chosen(ident: str | None) -> None:
            if ident == "report":
                screen.opening.selected(list(documents), self._report)
            elif ident == "citations":
                self._ask(
                    screen.say("citations"),
                    lambda target: exporting.citations(target.format, quotes, screen.lang),
                    CITATION_FORMATS,
                    "citations_",
                )
            elif ident == "copy":
                screen.copy(str(exporting.citations("text", quotes, screen.lang)).rstrip("\n"))
            elif ident == "empty":
                quotes.clear()
                documents.clear()
                screen.matrix.refresh_heat()
                screen.refresh_bars()

        title = screen.say("basket_title", documents=len(documents), n=len(quotes))
        screen.app.push_screen(ChoiceDialog(screen.lang, title, "", options), chosen)
